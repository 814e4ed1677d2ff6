/** Whose reading list it is: a channel's, with its threads, or in direct messages the user's own. */
export type ListOwner = 'channel' | 'user';

export function listName(owner: ListOwner): string {
  return owner === 'channel' ? 'the reading list of this channel' : 'your reading list';
}

/** The same at the beginning of a sentence. */
export function listSubject(owner: ListOwner): string {
  return owner === 'channel' ? 'The reading list of this channel' : 'Your reading list';
}

export function paperCount(count: number): string {
  return count === 1 ? '1 paper' : `${count} papers`;
}
