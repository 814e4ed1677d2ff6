import { requireLines } from './lines.ts';
import { NO_FIELDS, type PaperReader, skippedRecord } from './raw-record.ts';

const LABEL = /^\s*abstract\s*[:.—-]\s*/i;

/** Whether a text is a list of abstracts without titles: its first line with anything on it begins with "Abstract:". */
export function isAbstractList(head: string): boolean {
  return LABEL.test(head.trimStart().slice(0, 40));
}

/** Lists of abstracts without titles: each begins with `Abstract:` at the start of a line and goes on to the next one. */
export const readAbstractList: PaperReader = async function* (file, chunks) {
  let start = 0;
  let lines: string[] = [];
  const take = function* () {
    if (lines.length === 0) return;
    const raw = lines.join('\n').trimEnd();
    const abstract = raw.replace(LABEL, '').trim();
    if (abstract === '') {
      yield skippedRecord(
        file,
        start,
        'nothing stands behind "Abstract:", where the text of an abstract was expected',
      );
    } else yield { ...NO_FIELDS, line: start, raw, abstract };
    lines = [];
  };
  for await (const { number, text } of requireLines(file, chunks)) {
    if (LABEL.test(text)) {
      yield* take();
      start = number;
      lines.push(text);
    } else if (lines.length > 0) lines.push(text);
  }
  yield* take();
};
