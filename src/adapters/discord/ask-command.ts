import type { Detail } from '../../answerer/answer.ts';
import type { AskRequest } from '../../ibid.ts';
import { threadDestination } from './answer-thread.ts';
import { askQuestion } from './ask-question.ts';
import type { Bot } from './bot.ts';
import { rulesFor } from './guild-rules.ts';
import type { Interaction } from './occasion.ts';
import { chainKey, placeConversation } from './place.ts';
import { renderNoQuestion } from './render/render-notes.ts';
import { smallTalk } from './small-talk.ts';

/** A question as a command asks it. */
export interface CommandQuestion {
  readonly text: string;
  readonly intent?: AskRequest['intent'];
  readonly detail?: Detail | null;
  readonly hidden?: boolean;
  readonly notice?: string;
}

/** Answers where the command was used, or in a thread of its own where the settings say so. Never rejects. */
export async function askByCommand(
  bot: Bot,
  interaction: Interaction,
  asked: CommandQuestion,
): Promise<void> {
  const { text, intent, detail, hidden = false, notice } = asked;
  const talks = intent === undefined && smallTalk(text) !== null;
  if (text === '' || talks) return interaction.decline(renderNoQuestion());
  const { id, user, place } = interaction;
  await askQuestion(bot, interaction, {
    text,
    detail: detail ?? (await rulesFor(bot, place.guild)).detail,
    hidden,
    showQuestion: true,
    conversation: placeConversation(place, { user, hidden }) ?? chainKey(place, id),
    ...(intent === undefined ? {} : { intent }),
    ...(notice === undefined ? {} : { notice }),
    ...(hidden ? {} : { elsewhere: () => threadDestination(bot, interaction, text) }),
  });
}
