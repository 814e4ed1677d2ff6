import type { Citation } from '../../answerer/answer.ts';
import type { KeptAnswer } from '../../ibid.ts';
import type { Paper } from '../../papers/paper.ts';
import { askQuestion } from './ask-question.ts';
import type { Bot } from './bot.ts';
import { failureWords } from './failure-words.ts';
import { elsewhereRefusal } from './guild-rules.ts';
import type { Interaction } from './occasion.ts';
import { paperOf } from './paper-of.ts';
import { isPrivateConversation, listOwner, userKey } from './place.ts';
import { addToList, MOST_LISTED } from './reading-list.ts';
import { replyRefusal } from './refusals.ts';
import { type AnswerAction, COMPLAINT_FIELD, complaintFormId } from './render/button-ids.ts';
import type { MessageBody } from './render/message-body.ts';
import { renderEvidence } from './render/render-evidence.ts';
import { renderListed } from './render/render-listed.ts';
import { renderFailure, renderGone, renderThanks } from './render/render-notes.ts';
import { replyAtOnce } from './reply-at-once.ts';

/** Does what a button below an answer asks for. Never rejects. */
export async function handleButton(
  bot: Bot,
  interaction: Interaction,
  pressed: { readonly action: AnswerAction; readonly answerId: string },
): Promise<void> {
  const { action, answerId } = pressed;
  switch (action) {
    case 'evidence':
      return privately(bot, interaction, answerId, (answer) => evidence(bot, answer));
    case 'list':
      return privately(bot, interaction, answerId, (answer) => list(bot, interaction, answer));
    case 'up':
      return privately(bot, interaction, answerId, async () => {
        await vote(bot, interaction, answerId, 'up', null);
        return [renderThanks('up')];
      });
    case 'down':
      return complain(bot, interaction, answerId);
    case 'more':
      return moreDetail(bot, interaction, answerId);
    default:
      return action satisfies never;
  }
}

/** What was wrong with an answer, in the user's words. Never rejects. */
export async function handleComplaint(
  bot: Bot,
  interaction: Interaction,
  given: { readonly answerId: string; readonly comment: string },
): Promise<void> {
  const comment = given.comment.trim();
  return privately(bot, interaction, given.answerId, async () => {
    await vote(bot, interaction, given.answerId, 'down', comment === '' ? null : comment);
    return [renderThanks('down')];
  });
}

async function privately(
  bot: Bot,
  interaction: Interaction,
  answerId: string,
  make: (answer: KeptAnswer) => Promise<readonly MessageBody[]>,
): Promise<void> {
  await replyAtOnce(bot, interaction, {
    hidden: true,
    async make() {
      const answer = await bot.community.answer(answerId);
      return answer === null ? [renderGone()] : make(answer);
    },
  });
}

async function evidence(bot: Bot, answer: KeptAnswer): Promise<readonly MessageBody[]> {
  const citations: Citation[] = [];
  let gone = 0;
  for (const { marker, paperId, quotes } of answer.citations) {
    const paper = await paperOf(bot.ibid, paperId);
    if (paper === null) gone++;
    else citations.push({ marker, paper, quotes });
  }
  const bodies = citations.length === 0 && gone > 0 ? [] : renderEvidence({ citations });
  if (gone === 0) return bodies;
  const papers = gone === 1 ? 'One paper of this answer is' : `${gone} papers of this answer are`;
  return [...bodies, renderFailure(`${papers} no longer in the index.`, null)];
}

async function list(
  bot: Bot,
  { place, user }: Interaction,
  answer: KeptAnswer,
): Promise<readonly MessageBody[]> {
  const papers: Paper[] = [];
  for (const { paperId } of answer.citations) {
    const paper = await paperOf(bot.ibid, paperId);
    if (paper !== null) papers.push(paper);
  }
  const told = await addToList(bot, { place, user }, papers);
  const gone = answer.citations.length - papers.length;
  return [renderListed({ ...told, gone, owner: listOwner(place), most: MOST_LISTED })];
}

/** A form must be the first response, so that the vote is kept behind it: whoever closes the form has voted all the same. */
async function complain(bot: Bot, interaction: Interaction, answerId: string): Promise<void> {
  const refusal = await replyRefusal(bot, interaction.user);
  if (refusal !== null) return interaction.decline(refusal.body);
  const opened = await interaction.askFor({
    id: complaintFormId(answerId),
    title: 'What was wrong?',
    field: {
      id: COMPLAINT_FIELD,
      label: 'What was wrong with the answer?',
      placeholder: 'A wrong figure, the wrong paper, something missing…',
    },
  });
  if (!opened) return;
  try {
    if ((await bot.community.answer(answerId)) !== null) await vote(bot, interaction, answerId, 'down', null);
  } catch (error) {
    bot.once.warn('state', 'A vote could not be kept.', { error });
  }
}

async function vote(
  bot: Bot,
  { user }: Interaction,
  answer: string,
  given: 'up' | 'down',
  comment: string | null,
): Promise<void> {
  await bot.community.keepFeedback({ answer, user: userKey(user), vote: given, comment });
}

/** The same question again, with more of the abstracts, in the same conversation. */
async function moreDetail(bot: Bot, interaction: Interaction, answerId: string): Promise<void> {
  const elsewhere = await elsewhereRefusal(bot, interaction.place);
  if (elsewhere !== null) return interaction.decline(elsewhere);
  let answer: KeptAnswer | null;
  try {
    answer = await bot.community.answer(answerId);
  } catch (error) {
    bot.once.warn('state', 'An answer that was kept cannot be read.', { error });
    const { words, remedy } = failureWords(error);
    return interaction.decline(renderFailure(words, remedy));
  }
  if (answer === null) return interaction.decline(renderGone());
  if (answer.detail === 'long')
    return interaction.decline(
      renderFailure('That answer has all the detail already that the abstracts give me.', null),
    );
  await askQuestion(bot, interaction, {
    // What the conversation has come to since must not change what is meant.
    text: answer.standaloneQuestion,
    detail: 'long',
    hidden: isPrivateConversation(answer.conversation),
    showQuestion: true,
    conversation: answer.conversation,
  });
}
