import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../errors.ts';
import type { CollectionDocument } from '../ibid.ts';
import { InputFaults, type InputLine, readJsonValues, textLines } from './input-lines.ts';
import type { Judgements } from './ranking-metrics.ts';

export interface JudgedQuery {
  readonly id: string;
  readonly text: string;
  readonly judgements: Judgements;
}

/** A collection in BEIR's form (Thakur et al. 2021): corpus.jsonl, queries.jsonl and judgements. */
export interface TestCollection {
  readonly documents: readonly CollectionDocument[];
  /** Those that have a relevant document, in the order of the file. */
  readonly queries: readonly JudgedQuery[];
  /** Queries of the file that cannot be judged, because no document is relevant to them. */
  readonly unjudged: number;
}

// A run is separated by spaces, so an id with one in it could not be told from two.
const id = z
  .union([z.string(), z.number().transform(String)])
  .refine((text) => /^\S+$/u.test(text), { error: 'must not be empty and must have no white space in it' });

const documentSchema = z.object({ _id: id, title: z.string().nullish(), text: z.string() });
const querySchema = z.object({
  _id: id,
  text: z.string().refine((text) => text.trim() !== '', { error: 'must not be blank' }),
});

/** Where a folder may have its judgements. */
const JUDGEMENTS = ['qrels.tsv', join('qrels', 'test.tsv')];

/** Reads a folder in BEIR's form. Throws InputError, with file and line, for whatever is not of that form. */
export async function readTestCollection(
  folder: string,
  signal: AbortSignal | undefined,
): Promise<TestCollection> {
  const [corpusFile, queriesFile] = [join(folder, 'corpus.jsonl'), join(folder, 'queries.jsonl')];
  await requireFile([corpusFile]);
  await requireFile([queriesFile]);
  const judgementsFile = await requireFile(JUDGEMENTS.map((name) => join(folder, name)));
  const corpus = await readJsonValues({
    file: corpusFile,
    schema: documentSchema,
    idOf: (document) => document._id,
    expected: '{"_id": "…", "title": "…", "text": "…"}',
    signal,
  });
  const queries = await readJsonValues({
    file: queriesFile,
    schema: querySchema,
    idOf: (query) => query._id,
    expected: '{"_id": "…", "text": "…"}',
    signal,
  });
  const judgements = await readJudgements({
    file: judgementsFile,
    documents: new Set(corpus.map(({ value }) => value._id)),
    queries: new Set(queries.map(({ value }) => value._id)),
    signal,
  });
  const judged = queries.flatMap(({ value: { _id, text } }: InputLine<z.infer<typeof querySchema>>) => {
    const own = judgements.get(_id);
    const relevant = own !== undefined && [...own.values()].some((grade) => grade > 0);
    return relevant ? [{ id: _id, text, judgements: own }] : [];
  });
  if (judged.length === 0)
    throw new InputError(`${judgementsFile} names no relevant document for any query`, {
      remedy: 'A line is query, document and grade, with tabs between; a grade of 1 or more is relevant.',
    });
  return {
    documents: corpus.map(({ value }) => ({ id: value._id, title: value.title ?? '', text: value.text })),
    queries: judged,
    unjudged: queries.length - judged.length,
  };
}

/** The first of the files that is there. */
async function requireFile(names: readonly string[]): Promise<string> {
  for (const name of names) {
    const found = await stat(name).catch(() => null);
    if (found?.isFile() === true) return name;
  }
  throw new InputError(`${names.join(' or ')} does not exist`, {
    remedy:
      'A collection is a folder with corpus.jsonl, queries.jsonl and qrels.tsv (or qrels/test.tsv) in it.',
  });
}

async function readJudgements(given: {
  readonly file: string;
  readonly documents: ReadonlySet<string>;
  readonly queries: ReadonlySet<string>;
  readonly signal: AbortSignal | undefined;
}): Promise<Map<string, Map<string, number>>> {
  const faults = new InputFaults(given.file);
  const judgements = new Map<string, Map<string, number>>();
  let first = true;
  for await (const { line, value } of textLines(given.file, given.signal)) {
    const [query = '', document = '', grade = '', ...rest] = value.split('\t').map((cell) => cell.trim());
    const heading = first && query.toLowerCase() === 'query-id';
    first = false;
    if (heading) continue;
    if (!/^-?\d+$/u.test(grade) || rest.length > 0) {
      faults.add(line, 'is not a query, a document and a whole number with tabs between');
      continue;
    }
    if (!given.queries.has(query)) faults.add(line, `queries.jsonl has no query ${JSON.stringify(query)}`);
    if (!given.documents.has(document))
      faults.add(line, `corpus.jsonl has no document ${JSON.stringify(document)}`);
    const own = judgements.get(query) ?? new Map<string, number>();
    judgements.set(query, own);
    // Grades below 0 mark junk in some collections; it is as little relevant as what has 0.
    const relevance = Math.max(0, Number(grade));
    const earlier = own.get(document);
    if (earlier !== undefined && earlier !== relevance)
      faults.add(line, `document ${JSON.stringify(document)} has grade ${earlier} for this query already`);
    own.set(document, relevance);
  }
  faults.throwIfAny('Mend the judgements, or the file that they speak of. Nothing was measured.');
  return judgements;
}
