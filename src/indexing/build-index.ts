import type { Embedder } from '../embeddings/embedder.ts';
import { InputError, throwIfAborted } from '../errors.ts';
import type { InputWarning } from '../papers/input-warning.ts';
import { SPLITTER_VERSION } from '../papers/splitting.ts';
import { describeMismatch } from '../store/make.ts';
import type { IndexMake, IndexWriter, PassageIndex } from '../store/passage-index.ts';
import type { Analyzer } from '../text/analyzer.ts';
import { collectRecords } from './collect-records.ts';
import { Linker } from './linker.ts';
import { type IndexPlan, type KnownPaper, type PlannedPaper, planIndex } from './plan.ts';
import type { IndexReport, IndexRequest } from './report.ts';
import { type SourceScan, scanSources } from './scan-sources.ts';
import { fateOfFile } from './sources.ts';
import { writePapers } from './write-papers.ts';

export interface BuildRequest extends IndexRequest {
  readonly index: Pick<PassageIndex, 'writer'>;
  readonly embedder: Embedder;
  readonly analyzer: Analyzer;
  /** Files and folders that belong to every index, whatever is named. They are no reason to go on when nothing named can be read. */
  readonly beside?: readonly string[];
  /** Something went wrong that was mended or does no harm. */
  readonly onNotice?: (text: string) => void;
  /** Before each write to the store; see WriterOptions. */
  readonly onWrite?: (step: string) => void | Promise<void>;
}

const RECORDS_BETWEEN_REPORTS = 100;

/**
 * Brings the index up to date with the named sources: reads all of them once to see what to add, change and remove, and then
 * again what is to be written. Readers see the old index until everything is stored. Nothing is written when nothing
 * changed. Throws InputError, IndexError, EndpointError or InterruptedError; what was stored by then costs no second
 * embedding in the next run.
 */
export async function buildIndex(request: BuildRequest): Promise<IndexReport> {
  const { embedder, analyzer, signal, onWrite, onNotice } = request;
  const started = performance.now();
  const make: IndexMake = {
    embedder: embedder.name,
    embedderFingerprint: embedder.fingerprint,
    dimensions: await embedder.dimensions(signal),
    splitter: SPLITTER_VERSION,
    analyzer: analyzer.version,
  };
  throwIfAborted(signal);
  const writer = await request.index.writer({
    make,
    analyzer,
    ...(onWrite === undefined ? {} : { onWrite }),
    ...(onNotice === undefined ? {} : { onNotice }),
  });
  try {
    const report = await bringUpToDate(request, writer, make);
    return { ...report, milliseconds: Math.round(performance.now() - started) };
  } finally {
    await writer.close();
  }
}

async function bringUpToDate(
  request: BuildRequest,
  writer: IndexWriter,
  make: IndexMake,
): Promise<Omit<IndexReport, 'milliseconds'>> {
  const linker = new Linker();
  const known: KnownPaper[] = [];
  for await (const states of writer.committedPapers.states()) {
    for (const { sketch, ...paper } of states) {
      known.push(paper);
      linker.addStored({ ...paper, sketch });
    }
  }
  const scan = await readSources(request, linker);
  const plan = planIndex({
    known,
    records: scan.records,
    groups: linker.groups(),
    fateOf: (file) => fateOfFile(file, scan.sources, request.prune ?? false),
  });
  const knownById = byId(known);
  const working = writer.dirty ? byId((await Array.fromAsync(writer.working())).flat()) : knownById;
  const written = await write({ request, writer, scan, plan, known, knownById, working });
  const manifest =
    written.anything || writer.dirty || writer.committed === null
      ? await commit(request, writer)
      : writer.committed;
  const added = plan.papers.filter(({ id }) => !knownById.has(id)).length;
  return {
    added,
    changed: written.changed,
    removed: plan.removed.length,
    unchanged: plan.papers.length - added - written.changed,
    merged: plan.merged,
    records: scan.records.length,
    papers: manifest.papers,
    passages: manifest.passages,
    warnings: scan.warnings,
    reembedded:
      writer.committed === null || known.length === 0 ? null : describeMismatch(writer.committed, make),
  };
}

/** The first reading. In strict mode a warning ends the work here. */
async function readSources(request: BuildRequest, linker: Linker): Promise<SourceScan> {
  const { onProgress, onWarning, signal, strict } = request;
  const report = (done: number): void =>
    onProgress?.({ stage: 'reading', done, total: null, unit: 'records' });
  const scan = await scanSources({
    paths: request.paths,
    beside: request.beside ?? [],
    onRecord(record, done) {
      linker.addRecord(record);
      if (done % RECORDS_BETWEEN_REPORTS === 0) report(done);
    },
    onWarning: (warning) => onWarning?.(warning),
    signal,
  });
  report(scan.records.length);
  const [first] = scan.warnings;
  if (strict && first !== undefined) throw strictError(first, scan.warnings.length);
  return scan;
}

function strictError({ file, line, message }: InputWarning, count: number): InputError {
  const place = line === null ? file : `${file}:${line}`;
  const more = count === 1 ? '' : `, and ${count - 1} more`;
  return new InputError(
    `nothing was indexed, because --strict takes no warnings: ${place}: ${message}${more}`,
    {
      remedy: 'mend the input, or leave out --strict',
    },
  );
}

interface Work {
  readonly request: BuildRequest;
  readonly writer: IndexWriter;
  readonly scan: SourceScan;
  readonly plan: IndexPlan;
  readonly known: readonly KnownPaper[];
  readonly knownById: ReadonlyMap<string, KnownPaper>;
  readonly working: ReadonlyMap<string, KnownPaper>;
}

/** The second reading: embeds and stores what the tables do not hold yet, and takes out what they should not hold. */
async function write(work: Work): Promise<{ readonly anything: boolean; readonly changed: number }> {
  const { request, writer, plan, known, knownById, working, scan } = work;
  const { onProgress, signal } = request;
  const papers = plan.papers.filter((planned) => !isStored(planned, work));
  let changed = 0;
  let done = 0;
  let anything = false;
  const report = (): void => onProgress?.({ stage: 'embedding', done, total: papers.length, unit: 'papers' });
  const heard = <Stored>(store: (papers: Stored) => Promise<void>) => {
    return (stored: Stored): Promise<void> => {
      anything = true;
      return store(stored);
    };
  };
  if (papers.length > 0) report();
  await writePapers({
    collected: collectRecords({ papers, known, scan, committed: writer.committedPapers, signal }),
    writer: { put: heard(writer.put), update: heard(writer.update) },
    working,
    embedder: request.embedder,
    onPaper({ paper, paperHash }) {
      const before = knownById.get(paper.id);
      if (before !== undefined && before.paperHash !== paperHash) changed += 1;
    },
    onDone(count) {
      done += count;
      report();
    },
    signal,
  });
  const planned = new Set(plan.papers.map(({ id }) => id));
  const removed = [...working.keys()].filter((id) => !planned.has(id));
  throwIfAborted(signal);
  if (removed.length > 0) await writer.remove(removed);
  return { anything: anything || removed.length > 0, changed };
}

/** The tables hold the paper as it was committed, and nothing of it has changed. */
function isStored({ id, known: place, unchanged }: PlannedPaper, { known, working, writer }: Work): boolean {
  if (!unchanged || place === null) return false;
  if (!writer.dirty) return true;
  const [before, now] = [known[place], working.get(id)];
  return (
    before?.contentHash === now?.contentHash &&
    before?.paperHash === now?.paperHash &&
    JSON.stringify(before?.sources) === JSON.stringify(now?.sources)
  );
}

async function commit(request: BuildRequest, writer: IndexWriter) {
  const report = (done: number): void =>
    request.onProgress?.({ stage: 'committing', done, total: 1, unit: 'index' });
  throwIfAborted(request.signal);
  report(0);
  const manifest = await writer.commit();
  report(1);
  return manifest;
}

function byId<Known extends { readonly id: string }>(papers: readonly Known[]): ReadonlyMap<string, Known> {
  return new Map(papers.map((paper) => [paper.id, paper]));
}
