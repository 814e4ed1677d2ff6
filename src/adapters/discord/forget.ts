import type { Bot } from './bot.ts';
import type { Interaction } from './occasion.ts';
import { chainKeys, placeConversation, userKey } from './place.ts';
import type { MessageBody } from './render/message-body.ts';
import { renderFailure, renderForgotten } from './render/render-notes.ts';
import { replyAtOnce } from './reply-at-once.ts';

/** `/forget`: what is being answered meanwhile is waited for, so that nothing of it is kept afterwards. */
export async function forget(
  bot: Bot,
  interaction: Interaction,
  what: 'conversation' | 'everything',
): Promise<void> {
  const make = what === 'everything' ? forgetEverything : forgetConversation;
  await replyAtOnce(bot, interaction, { hidden: true, make: async () => [await make(bot, interaction)] });
}

/** But for what was asked for within this minute, which counts on: asking to be forgotten is no way to ask for more. */
async function forgetEverything(bot: Bot, { user, id }: Interaction): Promise<MessageBody> {
  await bot.underWay.settled({ user, for: id });
  const gone = await bot.community.forgetUser(userKey(user));
  bot.lastAsked.forget(user);
  return renderForgotten({ scope: 'everything', ...gone });
}

/** The one of this thread or these direct messages; in a channel, the last one in which the user asked; and their private one here. */
async function forgetConversation(bot: Bot, interaction: Interaction): Promise<MessageBody> {
  const { place, user } = interaction;
  const shared =
    placeConversation(place, { user, hidden: false }) ??
    bot.lastAsked.of(place.channel, user) ??
    (await bot.community.lastConversation(userKey(user), chainKeys(place)));
  const own = placeConversation(place, { user, hidden: true });
  const keys = [...new Set([shared, own])].filter((key) => key !== null);
  let found = false;
  let others = false;
  for (const key of keys) {
    await bot.desk.settled({ conversation: key });
    const kept = await bot.community.conversation(key);
    if (kept === null) continue;
    const tookPart = kept.turns.some((turn) => turn.user === userKey(user));
    if (!tookPart && !interaction.moderates) {
      others = true;
      continue;
    }
    found = (await bot.community.forgetConversation(key)) || found;
  }
  if (found || !others) return renderForgotten({ scope: 'conversation', found });
  return renderFailure(
    'This conversation is of others. Those who asked something in it can have it forgotten, and so can whoever manages messages here.',
    null,
  );
}
