/** A reply object that is being read, or the one that it is wrapped in. */
export interface Frame {
  /** The key read last; null for one that cannot be used. */
  key: string | null;
  /** `object` and `list`: of the value, only the opening bracket is read. `elements`: in a list that is handed out one by one. */
  awaiting: 'key' | 'colon' | 'value' | 'object' | 'list' | 'elements';
  /** Its values as the beginning of a JSON object, in case it turns out to be an element; null when they are too many for one. */
  soFar: string | null;
}

/** A claim has little before its text or its quotes. */
const MAX_LENGTH = 4096;

export function newFrame(): Frame {
  return { key: null, awaiting: 'key', soFar: '{' };
}

export function rememberValue(frame: Frame, key: string, json: string): void {
  if (frame.soFar === null) return;
  const soFar = `${frame.soFar}${JSON.stringify(key)}:${json},`;
  frame.soFar = soFar.length > MAX_LENGTH ? null : soFar;
}
