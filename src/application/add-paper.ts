import { readArxivLink } from '../catalogue/arxiv-link.ts';
import { type KeptRecord, keepRecord } from '../catalogue/keep-record.ts';
import type { Pace } from '../catalogue/pace.ts';
import type { CatalogueRecord, PaperCatalogue } from '../catalogue/paper-catalogue.ts';
import { createTurns } from '../catalogue/turns.ts';
import { IbidError, IndexError } from '../errors.ts';
import type { AddReport, AddRequest, IndexReport, IndexRequest } from '../ibid.ts';
import type { IndexReader, StoredPaper } from '../store/passage-index.ts';
import { nearestPapers } from './nearest-papers.ts';

export interface AdderParts {
  readonly catalogue: PaperCatalogue;
  /** Where records are kept, a file each. */
  readonly folder: string;
  /** The committed index that questions are asked of. Throws IndexError when there is none that fits the settings. */
  readonly reader: () => Promise<IndexReader>;
  /** Brings the index up to date with the named files alone. */
  readonly build: (request: IndexRequest) => Promise<IndexReport>;
  readonly pace: Pace;
}

/** Adds papers, one after another. */
export type PaperAdder = (request: AddRequest) => Promise<AddReport>;

/** Another `ibid index` rarely takes longer; who adds a paper does not wait for one that does. */
const PATIENCE_MILLISECONDS = 60_000;
const BETWEEN_TRIES = 2_000;
const MOST_NEAR = 2;
const PAPERS_AT_ONCE = 500;

export function createPaperAdder(parts: AdderParts): PaperAdder {
  const turns = createTurns();
  return async (request) => {
    // What cannot be read is told before anything is waited for.
    const { id, version } = readArxivLink(request.idOrLink);
    return turns.take(() => add(parts, id, { ...request, version }), request.signal);
  };
}

async function add(
  parts: AdderParts,
  arxivId: string,
  request: AddRequest & { readonly version: number | null },
): Promise<AddReport> {
  const { signal, onProgress } = request;
  // A paper is added to an index that is there; it never makes one, nor one of another make.
  await parts.reader();
  const step = (done: number): void => onProgress?.({ stage: 'fetching', done, total: 1, unit: 'papers' });
  step(0);
  const record = await parts.catalogue.fetch(arxivId, signal);
  step(1);
  const { report, file } = await indexRecord(parts, record, request);
  const reader = await parts.reader();
  const stored = await storedPaper(reader, { arxivId, file });
  return {
    paper: stored.paper,
    isNew: report.added > 0,
    changed: report.added + report.changed > 0,
    version: record.version,
    papers: reader.manifest.papers,
    nearest: await nearestPapers(reader, stored, MOST_NEAR),
    notices: [...record.notices, ...versionNotices(request.version, record.version)],
  };
}

function versionNotices(asked: number | null, given: number | null): readonly string[] {
  if (asked === null || given === null || asked === given) return [];
  return [`Version ${asked} was named; what is here is the newest, version ${given}.`];
}

/**
 * Keeps the record and indexes it: both or neither. While another process writes to the index, the file is not there, so that nobody
 * takes it in who is not told to.
 */
async function indexRecord(
  { folder, build, pace, reader }: AdderParts,
  record: CatalogueRecord,
  { signal, onProgress }: AddRequest,
): Promise<{ readonly report: IndexReport; readonly file: string }> {
  const until = pace.now() + PATIENCE_MILLISECONDS;
  for (let tries = 1; ; tries += 1) {
    const kept = await keepRecord({ folder, arxivId: record.arxivId, text: record.text });
    try {
      const report = await build({
        paths: [kept.file],
        ...(signal === undefined ? {} : { signal }),
        ...(onProgress === undefined ? {} : { onProgress }),
      });
      return { report, file: kept.file };
    } catch (error) {
      await takeBack(kept, await reader().catch(() => null), error);
      if (!(error instanceof IndexError) || error.reason !== 'busy') throw error;
      if (pace.now() >= until) throw stillBusy(error);
      onProgress?.({ stage: 'waiting for another writer', done: tries, total: null, unit: 'tries' });
      await pace.sleep(BETWEEN_TRIES, signal);
    }
  }
}

/** Unless it failed behind the commit, when the index holds what the file says. */
async function takeBack(kept: KeptRecord, reader: IndexReader | null, reason: unknown): Promise<void> {
  if (reader !== null && (await isIndexed(kept, reader).catch(() => false))) return;
  try {
    await kept.undo();
  } catch (error) {
    const words = reason instanceof Error ? reason.message : String(reason);
    if (!(error instanceof IbidError)) throw error;
    throw new IbidError(`${words}; and ${error.message}`, {
      ...(error.remedy === null ? {} : { remedy: error.remedy }),
      cause: reason,
    });
  }
}

async function isIndexed({ file, text, arxivId }: KeptRecord, reader: IndexReader): Promise<boolean> {
  const found = (await reader.summaries()).filter((summary) => summary.arxivId === arxivId);
  const stored = await reader.papers(found.map(({ id }) => id));
  return stored.some(({ paper }) =>
    paper.sources.some((source) => source.file === file && text.includes(source.raw)),
  );
}

function stillBusy(error: IndexError): IndexError {
  return new IndexError(
    'busy',
    'the paper was not added: for a minute another process has been writing to the index',
    {
      remedy: 'Add it again when that has finished.',
      cause: error,
    },
  );
}

/** A record with the abstract of a paper that is known under another id has become a part of that one. */
async function storedPaper(
  reader: IndexReader,
  { arxivId, file }: { readonly arxivId: string; readonly file: string },
): Promise<StoredPaper> {
  const summaries = await reader.summaries();
  const found = summaries.find((summary) => summary.arxivId === arxivId);
  const ids = found === undefined ? summaries.map(({ id }) => id) : [found.id];
  for (let start = 0; start < ids.length; start += PAPERS_AT_ONCE) {
    const papers = await reader.papers(ids.slice(start, start + PAPERS_AT_ONCE));
    const own = papers.find(({ paper }) => paper.sources.some((source) => source.file === file));
    if (own !== undefined) return own;
  }
  throw new IndexError('corrupt', `paper ${arxivId} was indexed, and the index does not hold it`, {
    remedy: 'Run `ibid index` to mend it.',
  });
}
