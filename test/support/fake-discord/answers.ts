import type { Core } from './core.ts';
import type { Interaction } from './interactions.ts';
import type { Id } from './snowflakes.ts';
import type { Channel, Message } from './world.ts';

/**
 * The bot's messages about an interaction, as they are now: those that its token made, replies to those, and what
 * stands in threads that were opened from them or that they link to.
 */
export function answersToInteraction(core: Core, interaction: Interaction): Message[] {
  const own = interaction.messageIds.flatMap((id) => core.world.messages.get(id) ?? []);
  const channel = core.world.channel(interaction.channelId);
  const replies = repliesTo(core, channel, new Set(interaction.messageIds));
  const here = [...own, ...replies].filter(({ deleted }) => !deleted);
  return [...here, ...here.flatMap((message) => inThreadsOf(core, message.id, message.content))];
}

/**
 * The bot's messages about a message: replies to it, replies to those, what stands in a thread opened from any of
 * them, and in a direct channel or a thread what the bot said after it and before anyone said something else. What it
 * says in a channel of a guild without replying belongs to nobody.
 */
export function answersToMessage(core: Core, asked: Message): Message[] {
  const channel = core.world.channel(asked.channelId);
  const following = channel.kind === 'text' ? [] : saidNext(core, channel, asked.id);
  const about = new Set([asked.id, ...following]);
  const replies = repliesTo(core, channel, about);
  const here = core.world
    .messagesIn(channel)
    .filter((message) => following.includes(message.id) || replies.includes(message));
  return [
    ...here,
    ...inThreadsOf(core, asked.id, ''),
    ...here.flatMap((message) => inThreadsOf(core, message.id, message.content)),
  ];
}

/** Messages of the bot that reply to one of `about` or to such a reply. What answers a click is not among them. */
function repliesTo(core: Core, channel: Channel, about: ReadonlySet<Id>): Message[] {
  const known = new Set(about);
  return core.world.messagesIn(channel).filter((message) => {
    const { id, authorId, reference, interactionId } = message;
    if (authorId !== core.application.id || interactionId !== null || about.has(id)) return false;
    if (reference === null || !known.has(reference)) return false;
    known.add(id);
    return true;
  });
}

/** What the bot said of its own accord after a message, until somebody else said something. */
function saidNext(core: Core, channel: Channel, askedId: Id): Id[] {
  const after = core.world.messagesIn(channel).filter(({ id }) => BigInt(id) > BigInt(askedId));
  const others = after.findIndex(({ authorId }) => authorId !== core.application.id);
  return after
    .slice(0, others === -1 ? undefined : others)
    .filter(({ reference, interactionId }) => reference === null && interactionId === null)
    .map(({ id }) => id);
}

function inThreadsOf(core: Core, messageId: Id, content: string): Message[] {
  const linked = [...content.matchAll(/<#(\d+)>/gu)].flatMap(([, id]) => (id === undefined ? [] : [id]));
  return [...new Set([messageId, ...linked])]
    .flatMap((id) => core.world.threadOf(id) ?? [])
    .flatMap((thread) => core.world.messagesIn(thread))
    .filter(({ authorId }) => authorId === core.application.id);
}
