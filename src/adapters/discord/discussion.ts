import { UsageError } from '../../errors.ts';
import type { Paper } from '../../papers/paper.ts';
import { openThread } from './answer-thread.ts';
import { askQuestion, type Destination } from './ask-question.ts';
import type { Bot } from './bot.ts';
import { troubleOf, troubleWords } from './discord-failure.ts';
import { elsewhereRefusal, rulesFor } from './guild-rules.ts';
import type { Interaction } from './occasion.ts';
import { paperOf } from './paper-of.ts';
import { chainKey, placeConversation } from './place.ts';
import { questionKey, type StartingPoint } from './render/button-ids.ts';
import { cleanLine } from './render/clean-text.ts';
import { cutTo } from './render/cut-text.ts';
import { textBody } from './render/paged.ts';
import { shownTitle } from './render/reference-row.ts';
import { renderDiscussionOpening, renderStartingQuestions } from './render/render-discussion.ts';

/** A title in a question; longer ones would leave no room for what is asked. */
const LONGEST_TITLE = 300;
/** Behind every message that an answer can have. */
const BEHIND_ANSWER = 90;

/** A paper's thread with its summary, and behind that the questions to start with; both right there where no thread can be. Never rejects. */
export async function discuss(bot: Bot, interaction: Interaction, paper: Paper): Promise<void> {
  const { id, user, place } = interaction;
  const title = shownTitle(paper.title);
  await askQuestion(bot, interaction, {
    text: `Summarize “${cutTo(cleanLine(title), LONGEST_TITLE)}”`,
    intent: { kind: 'summary' },
    about: [paper.id],
    detail: (await rulesFor(bot, place.guild)).detail,
    hidden: false,
    showQuestion: true,
    conversation: placeConversation(place, { user, hidden: false }) ?? chainKey(place, id),
    elsewhere: () => openThread(bot, interaction, { opening: renderDiscussionOpening(paper), name: title }),
    afterwards: (destination, signal) => offerStart(bot, interaction, paper, { ...destination, signal }),
  });
}

async function offerStart(
  bot: Bot,
  interaction: Interaction,
  paper: Paper,
  { messages, channel, signal }: Destination & { readonly signal: AbortSignal },
): Promise<void> {
  try {
    const questions = await bot.ibid.startingQuestions(paper.id, signal);
    // An abstract that answers none has been summarized all the same.
    if (questions.length === 0) return;
    await messages.post(renderStartingQuestions({ paperId: paper.id, questions }), BEHIND_ANSWER);
  } catch (error) {
    // Whoever stops the bot, or deletes the thread, wants no more of it.
    if (signal.aborted || troubleOf(error) === 'gone') return;
    bot.once.warn('starting questions', 'A discussion has no questions to start with.', {
      reason: troubleWords(error),
    });
    if (troubleOf(error) === 'forbidden')
      await interaction.tellPrivately(
        textBody(
          `I may no longer write in <#${channel}>, so that the questions to start with are not there.`,
        ),
      );
  }
}

/** Asks one of the questions to start with, where its button stands. Never rejects. */
export async function startWith(bot: Bot, interaction: Interaction, start: StartingPoint): Promise<void> {
  const { id, user, place } = interaction;
  const elsewhere = await elsewhereRefusal(bot, place);
  if (elsewhere !== null) return interaction.decline(elsewhere);
  await askQuestion(bot, interaction, {
    text: () => questionOf(bot, start),
    about: [start.paperId],
    detail: (await rulesFor(bot, place.guild)).detail,
    hidden: false,
    showQuestion: true,
    conversation: placeConversation(place, { user, hidden: false }) ?? chainKey(place, id),
  });
}

/** The question of a button as the abstract has it now. Throws UsageError when it is there no longer. */
async function questionOf(bot: Bot, { key, paperId }: StartingPoint): Promise<string> {
  if ((await paperOf(bot.ibid, paperId)) === null)
    throw new UsageError('This paper is no longer in the index.');
  const question = (await bot.ibid.questionsOf(paperId)).find((one) => questionKey(one) === key);
  if (question === undefined)
    throw new UsageError('This paper’s abstract has changed since, and no longer gives this question.', {
      remedy: 'Ask it in words of your own, or see with `/discuss` what there is to start with now.',
    });
  return question;
}
