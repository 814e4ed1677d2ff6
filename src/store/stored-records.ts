import { z } from 'zod';
import type { Paper, PaperRecord } from '../papers/paper.ts';
import { corrupt } from './native-errors.ts';
import type { HashedRecord } from './passage-index.ts';

/**
 * The records a paper was made of, as JSON: what a record says as the paper does is left out, so that the abstract of a
 * paper from one source is stored once. With them a paper can be merged again when one of its sources goes.
 */
const recordSchema = z.object({
  title: z.string().optional(),
  titleDerived: z.boolean().optional(),
  abstract: z.string().optional(),
  authors: z.array(z.string()).optional(),
  year: z.number().int().nullable().optional(),
  venue: z.string().nullable().optional(),
  arxivId: z.string().nullable().optional(),
  doi: z.string().nullable().optional(),
  url: z.string().nullable().optional(),
  externalId: z.string().optional(),
  file: z.string(),
  line: z.number().int(),
  raw: z.string().optional(),
  hash: z.string(),
});
const recordsSchema = z.array(recordSchema).min(1);

type PaperFields = Omit<Paper, 'id' | 'sources'>;

export function encodeRecords(paper: PaperFields, records: readonly HashedRecord[]): string {
  return JSON.stringify(
    records.map(({ record, hash }) => ({
      ...difference(paper, record),
      externalId: record.externalId ?? undefined,
      file: record.source.file,
      line: record.source.line,
      raw: record.source.raw === record.abstract ? undefined : record.source.raw,
      hash,
    })),
  );
}

/** Throws IndexError `corrupt`. */
export function decodeRecords(paper: PaperFields, json: string): HashedRecord[] {
  return parseRecords(json).map(({ hash, file, line, raw, externalId, ...own }) => {
    const fields = { ...fieldsOf(paper), ...own } as PaperFields;
    const source = { file, line, raw: raw ?? fields.abstract };
    return { record: { ...fields, externalId: externalId ?? null, source }, hash };
  });
}

function parseRecords(json: string): z.infer<typeof recordsSchema> {
  try {
    return recordsSchema.parse(JSON.parse(json));
  } catch (error) {
    throw corrupt(
      `the sources of a stored paper cannot be read: ${error instanceof Error ? error.message : ''}`,
    );
  }
}

function fieldsOf(paper: PaperFields): PaperFields {
  const { title, titleDerived, abstract, authors, year, venue, arxivId, doi, url } = paper;
  return { title, titleDerived, abstract, authors, year, venue, arxivId, doi, url };
}

function difference(paper: PaperFields, record: PaperRecord): Partial<PaperFields> {
  const own = fieldsOf(record);
  const shared = fieldsOf(paper);
  return Object.fromEntries(
    Object.entries(own).filter(([name, value]) => {
      const other = shared[name as keyof PaperFields];
      if (!Array.isArray(value) || !Array.isArray(other)) return value !== other;
      return value.length !== other.length || value.some((entry, place) => entry !== other[place]);
    }),
  );
}
