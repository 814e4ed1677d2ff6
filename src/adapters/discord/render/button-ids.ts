import { createHash } from 'node:crypto';

/** What the buttons below an answer do, by the first part of their ids. */
const ACTIONS = { evidence: 'ev', more: 'more', list: 'list', up: 'up', down: 'down' } as const;

export type AnswerAction = keyof typeof ACTIONS;

/** The form that asks what was wrong with an answer, and its one field. */
const COMPLAINT = 'why';
export const COMPLAINT_FIELD = 'why';

/** A question that a paper's abstract answers: told by a hash of its words, so that nothing need be kept of it. */
const START = 'start';
export interface StartingPoint {
  /** See `questionKey`. */
  readonly key: string;
  readonly paperId: string;
}

const LONGEST_ID = 100;

/** The id of a button below an answer; null when the answer's id is empty or does not fit into one. */
export function buttonId(action: AnswerAction, answerId: string): string | null {
  const id = `${ACTIONS[action]}:${answerId}`;
  return answerId === '' || id.length > LONGEST_ID ? null : id;
}

/** What was pressed, and below which answer; null for an id that is none of ours. */
export function readButtonId(
  id: string,
): { readonly action: AnswerAction; readonly answerId: string } | null {
  const { kind, answerId } = parts(id);
  const action = (Object.keys(ACTIONS) as AnswerAction[]).find((name) => ACTIONS[name] === kind);
  return action === undefined || answerId === '' ? null : { action, answerId };
}

/** Eight hexadecimal digits. */
export function questionKey(question: string): string {
  return createHash('sha256').update(question).digest('hex').slice(0, 8);
}

/** The id of a button that asks a paper a question to start with; null when it does not fit. A question that changes has another key. */
export function startButtonId(start: StartingPoint): string | null {
  const id = `${START}:${start.key}:${start.paperId}`;
  return id.length > LONGEST_ID ? null : id;
}

/** Null for an id that is none of ours. */
export function readStartButtonId(id: string): StartingPoint | null {
  const [, key, paperId] = /^start:([0-9a-f]{8}):(.+)$/su.exec(id) ?? [];
  return key === undefined || paperId === undefined ? null : { key, paperId };
}

export function complaintFormId(answerId: string): string {
  return `${COMPLAINT}:${answerId}`;
}

/** The answer that a form complains of; null for a form that is none of ours. */
export function readComplaintFormId(id: string): string | null {
  const { kind, answerId } = parts(id);
  return kind === COMPLAINT && answerId !== '' ? answerId : null;
}

function parts(id: string): { readonly kind: string; readonly answerId: string } {
  const colon = id.indexOf(':');
  return colon < 0 ? { kind: id, answerId: '' } : { kind: id.slice(0, colon), answerId: id.slice(colon + 1) };
}
