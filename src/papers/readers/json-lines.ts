import { recordFromJson } from './json-record.ts';
import { splitLines } from './lines.ts';
import { type PaperReader, skippedRecord } from './raw-record.ts';

/** JSONL: a JSON object a line. A line that is none is a problem of its own; reading goes on. */
export const readJsonLines: PaperReader = async function* (file, chunks) {
  for await (const { number, text, fault } of splitLines(chunks)) {
    if (text === null) {
      yield skippedRecord(file, number, `${fault}; expected one JSON object`);
    } else if (text.trim() !== '') yield recordFromJson(file, number, text);
  }
};
