/** Where on Discord something was said. */
export interface Place {
  readonly kind: 'dm' | 'thread' | 'channel';
  /** Null in direct messages. */
  readonly guild: string | null;
  readonly channel: string;
  /** The channel that a thread belongs to; null otherwise. */
  readonly parent: string | null;
  /** Threads can be opened below its messages. */
  readonly threads: boolean;
}

/** The user, as everything below this adapter knows people. */
export function userKey(user: string): string {
  return `discord:${user}`;
}

/** The server, as everything below this adapter knows it. */
export function guildKey(guild: string): string {
  return `discord:${guild}`;
}

/**
 * The conversation that a question continues where its place alone decides: a thread and direct messages are one each, and so are the
 * private questions of one user in one place, which nobody else may read of. Null in a channel, where every chain of replies is one of
 * its own: see `chainKey`.
 */
export function placeConversation(place: Place, asked: { user: string; hidden: boolean }): string | null {
  if (place.kind === 'dm') return `discord:dm:${place.channel}`;
  if (asked.hidden) return `discord:private:${place.channel}:${asked.user}`;
  return place.kind === 'thread' ? threadConversation(place.channel) : null;
}

export function threadConversation(thread: string): string {
  return `discord:thread:${thread}`;
}

/** The conversation of a chain of replies that this message (or interaction) begins. */
export function chainKey(place: Place, beginning: string): string {
  return `${chainKeys(place)}${beginning}`;
}

/** What the keys of all chains of replies there begin with. */
export function chainKeys(place: Place): string {
  return `discord:chain:${place.channel}:`;
}

/** A channel and its threads have one reading list; in direct messages it is the user's own, and goes with all that is kept of them. */
export function listKey(place: Place, user: string): string {
  return place.kind === 'dm' ? userKey(user) : `discord:${place.parent ?? place.channel}`;
}

/** Whose the list is: in direct messages it is the user's own. */
export function listOwner(place: Place): 'channel' | 'user' {
  return place.kind === 'dm' ? 'user' : 'channel';
}

/** Nobody but its user may read of it. */
export function isPrivateConversation(key: string): boolean {
  return key.startsWith('discord:private:');
}
