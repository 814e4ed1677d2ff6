/** Remembers ids for a while, so that what is delivered twice is done once. */
export interface Seen {
  /** True when the id was not there yet; it is from then on. */
  add(id: string): boolean;
  has(id: string): boolean;
}

const REMEMBERED = 5_000;

export function createSeen(remembered = REMEMBERED): Seen {
  const ids = new Set<string>();
  return {
    add(id) {
      if (ids.has(id)) return false;
      ids.add(id);
      const [oldest] = ids;
      if (ids.size > remembered && oldest !== undefined) ids.delete(oldest);
      return true;
    },
    has: (id) => ids.has(id),
  };
}
