import { MAX_VALUE_LENGTH, type SkipReason } from './reply-item.ts';

/** The JSON of a value as it comes together, until something is against it: from then on nothing of it is kept. */
export interface JsonText {
  json: string;
  fault: SkipReason | null;
}

export function writeJson(text: JsonText, json: string): void {
  if (text.fault !== null) return;
  text.json += json;
  if (text.json.length > MAX_VALUE_LENGTH) spoilJson(text, 'too-long');
}

export function spoilJson(text: JsonText, why: SkipReason): void {
  text.fault ??= why;
  text.json = '';
}
