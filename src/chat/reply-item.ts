/**
 * What is read of a reply, in the order of its text. Values are data as a model wrote it: plain objects, lists and scalars without a
 * `__proto__` key and without lone surrogates, and otherwise unchecked.
 */
export type ReplyItem =
  /** A complete top-level value that is not a list of objects; an empty list is one of these. */
  | { readonly type: 'value'; readonly key: string; readonly value: unknown }
  /** One complete entry of a top-level list whose first entry is an object. */
  | { readonly type: 'element'; readonly key: string; readonly value: unknown }
  /** The end of such a list has arrived. Objects that stand alone, without a list around them, are not followed by it. */
  | { readonly type: 'closed'; readonly key: string }
  /** Something under this key was begun and cannot be given. */
  | { readonly type: 'skipped'; readonly key: string; readonly why: SkipReason };

/**
 * `too-long`: above 64 kB. `too-deep`: nested over 64 levels. `unreadable`: no JSON, and beyond repair. `cut`: the reply ended within it.
 */
export type SkipReason = 'too-long' | 'too-deep' | 'unreadable' | 'cut';

/** Characters of one element or value, as JSON. */
export const MAX_VALUE_LENGTH = 65_536;
export const MAX_VALUE_DEPTH = 64;
