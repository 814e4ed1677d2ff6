import { z } from 'zod';
import { firstArxivId, normalizeDoi, parseArxivId } from '../identifiers.ts';
import { type RawItem, skippedRecord, yearIn } from './raw-record.ts';

const text = z.string().nullish();
const textOrNumber = z.union([z.string(), z.number()]).nullish();
/** Bibliographic extras of a shape that is not known are left aside; they never cost the record. */
const extra = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(null);

const author = z.union([
  z.string(),
  z.object({ name: z.string() }).transform(({ name }) => name),
  z
    .object({ family: z.string(), given: z.string().nullish() })
    .transform(({ family, given }) => `${given ?? ''} ${family}`.trim()),
  z
    .object({ last: z.string(), first: z.string().nullish() })
    .transform(({ last, first }) => `${first ?? ''} ${last}`.trim()),
]);

/** arXiv's `["Last", "First", "Jr."]`. */
const parsedAuthor = z
  .array(z.string())
  .min(1)
  .transform(([last, first, suffix]) =>
    [first, last, suffix].filter((part) => part !== undefined && part !== '').join(' '),
  );

const named = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);

/** The field names of arXiv's metadata dump, Semantic Scholar and BEIR, and what others call the same things. */
const jsonRecordSchema = z.looseObject({
  title: text,
  abstract: text,
  text,
  paperAbstract: text,
  summary: text,
  id: textOrNumber,
  _id: textOrNumber,
  paperId: textOrNumber,
  arxiv_id: text,
  arxivId: text,
  eprint: text,
  externalIds: extra(z.looseObject({ ArXiv: text, DOI: text })),
  doi: text,
  DOI: text,
  authors: extra(z.union([z.string(), z.array(author)])),
  authors_parsed: extra(z.array(parsedAuthor)),
  'journal-ref': text,
  journal_ref: text,
  venue: extra(named),
  journal: extra(named),
  year: textOrNumber,
  versions: extra(z.array(z.looseObject({ created: z.string() }))),
  published: extra(z.string()),
  publicationDate: extra(z.string()),
  date: extra(z.string()),
  url: extra(z.string()),
  link: extra(z.string()),
  metadata: extra(z.looseObject({ url: text, doi: text, year: textOrNumber })),
});

type JsonRecord = z.infer<typeof jsonRecordSchema>;

const EXPECTED = 'expected an object with "title" and "abstract" (or "text")';

/** A record from the text of one JSON object. `line` is where it begins. */
export function recordFromJson(file: string, line: number, raw: string): RawItem {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch (error) {
    return skippedRecord(
      file,
      line,
      `not JSON (${error instanceof Error ? error.message : ''}); ${EXPECTED}`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return skippedRecord(file, line, `JSON, but ${describe(value)}; ${EXPECTED}`);
  }
  const parsed = jsonRecordSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    const found = describe(Reflect.get(value, String(issue?.path[0] ?? '')));
    return skippedRecord(file, line, `"${field}" is ${found}, where text was expected`);
  }
  const found = parsed.data;
  const ownId = found._id ?? found.id ?? found.paperId ?? null;
  const arxivId = jsonArxivId(found);
  const ownIdIsArxiv = typeof ownId === 'string' && parseArxivId(ownId) !== null;
  return {
    line,
    raw,
    title: found.title ?? null,
    abstract: firstText([found.abstract, found.text, found.paperAbstract, found.summary]),
    authors: jsonAuthors(found),
    year: jsonYear(found, ownIdIsArxiv ? arxivId : null),
    venue: firstText([found.venue, found.journal, found['journal-ref'], found.journal_ref]),
    arxivId,
    doi: jsonDoi(found),
    url: firstText([found.url, found.link, found.metadata?.url]),
    externalId: ownId === null || ownIdIsArxiv ? null : String(ownId),
  };
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function firstText(fields: readonly (string | null | undefined)[]): string | null {
  return fields.find((field) => typeof field === 'string' && field.trim() !== '') ?? null;
}

function jsonArxivId(found: JsonRecord): string | null {
  const ids = [found.id, found._id].map((id) => (typeof id === 'string' ? id : null));
  return firstArxivId([
    ...[found.arxiv_id, found.arxivId, found.externalIds?.ArXiv, ...ids, found.eprint],
    ...[found.url, found.link, found.metadata?.url, found.doi, found.DOI, found.externalIds?.DOI],
  ]);
}

function jsonDoi(found: JsonRecord): string | null {
  const dois = [found.doi, found.DOI, found.externalIds?.DOI, found.metadata?.doi, found.url];
  for (const doi of dois) {
    const normalized = typeof doi === 'string' ? normalizeDoi(doi.split(/\s+/)[0] ?? '') : null;
    if (normalized !== null) return normalized;
  }
  return null;
}

function jsonAuthors(found: JsonRecord): readonly string[] {
  if (found.authors_parsed !== null && found.authors_parsed !== undefined) return found.authors_parsed;
  if (typeof found.authors === 'string') return splitAuthors(found.authors);
  return found.authors ?? [];
}

/** "A. Foo, B. Bar and C. Baz", or with semicolons. */
export function splitAuthors(authors: string): string[] {
  return authors
    .split(authors.includes(';') ? /\s*;\s*/ : /\s*,\s*(?:and\s+)?|\s+and\s+/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** The year that is given, else that of the first version, else that in an arXiv id: the month of its submission. */
function jsonYear(found: JsonRecord, arxivId: string | null): number | null {
  const given = [
    found.year,
    found.metadata?.year,
    found.versions?.[0]?.created,
    found.published,
    found.publicationDate,
    found.date,
  ];
  for (const date of given) {
    const year = yearIn(date);
    if (year !== null) return year;
  }
  const digits = arxivId === null ? null : /^(\d\d)\d\d\.|\/(\d\d)/.exec(arxivId);
  const short = digits?.[1] ?? digits?.[2];
  if (short === undefined) return null;
  return Number(short) >= 91 ? 1900 + Number(short) : 2000 + Number(short);
}
