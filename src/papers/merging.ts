import { paperId } from './identity.ts';
import type { Bibliography, Paper, PaperRecord } from './paper.ts';

/**
 * The one paper that these records are of, in the order in which they were read: the first gives title and abstract, a real
 * title goes before a derived one, and what the first does not know of the bibliography comes from the others.
 * Throws RangeError without records.
 */
export function mergeRecords(records: readonly PaperRecord[], id?: string): Paper {
  const [first] = records;
  if (first === undefined) throw new RangeError('a paper is made of at least one record');
  const titled = records.find((record) => !record.titleDerived) ?? first;
  const bibliography: Bibliography = {
    authors: records.find((record) => record.authors.length > 0)?.authors ?? [],
    year: firstKnown(records, (record) => record.year),
    venue: firstKnown(records, (record) => record.venue),
    arxivId: firstKnown(records, (record) => record.arxivId),
    doi: firstKnown(records, (record) => record.doi),
    url: firstKnown(records, (record) => record.url),
  };
  return {
    id: id ?? paperId({ ...bibliography, title: titled.title }),
    title: titled.title,
    titleDerived: titled.titleDerived,
    abstract: first.abstract,
    ...bibliography,
    sources: records.map((record) => record.source),
  };
}

function firstKnown<Value>(
  records: readonly PaperRecord[],
  field: (record: PaperRecord) => Value | null,
): Value | null {
  for (const record of records) {
    const value = field(record);
    if (value !== null) return value;
  }
  return null;
}
