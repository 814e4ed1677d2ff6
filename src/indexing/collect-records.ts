import { InputError, throwIfAborted } from '../errors.ts';
import { recordHash } from '../papers/hashing.ts';
import { isInputWarning, openPaperFile } from '../papers/paper-file.ts';
import { createSidecarLibrary } from '../papers/sidecar.ts';
import type { CommittedPapers, HashedRecord } from '../store/passage-index.ts';
import type { KnownPaper, Member, PlannedPaper } from './plan.ts';
import type { SourceScan } from './scan-sources.ts';

/** A planned paper with the records that it is merged from, in order. */
export interface CollectedPaper {
  readonly planned: PlannedPaper;
  readonly records: readonly HashedRecord[];
}

export interface CollectRequest {
  readonly papers: readonly PlannedPaper[];
  readonly known: readonly KnownPaper[];
  readonly scan: SourceScan;
  readonly committed: CommittedPapers;
  readonly signal?: AbortSignal | undefined;
}

/** Stored papers whose records are fetched at once. */
const STORED_AT_ONCE = 500;

/** A paper that waits for records: a place for each member. */
interface Waiting {
  readonly planned: PlannedPaper;
  readonly records: (HashedRecord | null)[];
  missing: number;
}

/**
 * The texts of papers that are to be written, each as soon as its last record is known: from the store what stays of sources that
 * are not read, then file after file what was read before. Only papers of several records are held meanwhile.
 * Throws InputError when a file no longer says what it said a moment ago.
 */
export async function* collectRecords(request: CollectRequest): AsyncGenerator<CollectedPaper, void, void> {
  const byRecord = new Map<number, { readonly waiting: Waiting; readonly place: number }>();
  const fromStore: Waiting[] = [];
  for (const planned of request.papers) {
    const { length } = planned.members;
    const waiting: Waiting = { planned, records: new Array(length).fill(null), missing: length };
    if (planned.members.some(({ kind }) => kind === 'stored')) fromStore.push(waiting);
    for (const [place, member] of planned.members.entries()) {
      if (member.kind === 'scanned') byRecord.set(member.record, { waiting, place });
    }
  }
  for (let start = 0; start < fromStore.length; start += STORED_AT_ONCE) {
    throwIfAborted(request.signal);
    const some = fromStore.slice(start, start + STORED_AT_ONCE);
    await fillFromStore(request, some);
    for (const waiting of some) if (waiting.missing === 0) yield complete(waiting);
  }
  const sidecars = createSidecarLibrary();
  for (const { file, first, count } of request.scan.files) {
    const end = first + count;
    if (!hasAny(byRecord, first, end)) continue;
    let record = first;
    const { records } = await openPaperFile(file, { sidecars, signal: request.signal });
    for await (const item of records) {
      if (isInputWarning(item)) continue;
      throwIfAborted(request.signal);
      const wanted = byRecord.get(record);
      const hash = wanted === undefined ? null : request.scan.records[record]?.hash;
      if (record >= end || (hash !== null && hash !== recordHash(item))) throw changedMeanwhile(file);
      record += 1;
      if (wanted === undefined || hash === null || hash === undefined) continue;
      wanted.waiting.records[wanted.place] = { record: item, hash };
      wanted.waiting.missing -= 1;
      byRecord.delete(record - 1);
      if (wanted.waiting.missing === 0) yield complete(wanted.waiting);
    }
    if (record < end) throw changedMeanwhile(file);
  }
}

async function fillFromStore(request: CollectRequest, papers: readonly Waiting[]): Promise<void> {
  const idOf = (member: Member & { kind: 'stored' }): string => request.known[member.paper]?.id ?? '';
  const stored = papers.flatMap(({ planned }) =>
    planned.members.filter((member) => member.kind === 'stored'),
  );
  const found = await request.committed.records([...new Set(stored.map(idOf))]);
  const records = new Map(found.map((paper) => [paper.id, paper.records]));
  for (const waiting of papers) {
    for (const [place, member] of waiting.planned.members.entries()) {
      if (member.kind !== 'stored') continue;
      const record = records.get(idOf(member))?.[member.source];
      if (record === undefined)
        throw new RangeError(`source ${member.source} of ${idOf(member)} is not stored`);
      waiting.records[place] = record;
      waiting.missing -= 1;
    }
  }
}

function hasAny(records: ReadonlyMap<number, unknown>, first: number, end: number): boolean {
  for (let record = first; record < end; record += 1) if (records.has(record)) return true;
  return false;
}

function complete({ planned, records }: Waiting): CollectedPaper {
  return { planned, records: records.filter((record) => record !== null) };
}

function changedMeanwhile(file: string): InputError {
  return new InputError(`${file} changed while it was read`, {
    remedy: 'run `ibid index` again: what was stored so far is kept',
  });
}
