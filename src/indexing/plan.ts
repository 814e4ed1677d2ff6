import { uniquePaperId } from '../papers/identity.ts';
import type { StoredState } from '../store/passage-index.ts';

/** A stored paper, without its sketch. */
export type KnownPaper = Omit<StoredState, 'sketch'>;

/** What is remembered of a record until all files are read. */
export interface ScannedRecord {
  readonly file: string;
  readonly line: number;
  readonly hash: string;
  readonly arxivId: string | null;
  readonly doi: string | null;
  /** The id the record's paper has when there is no arXiv id and no DOI; empty when there is one. */
  readonly titleId: string;
  readonly titleDerived: boolean;
}

/**
 * What becomes of the records that a file once gave: `read`: those read now take their place; `kept`: they stay (the
 * file was not named, or cannot be read); `gone`: they go.
 */
export type FileFate = 'read' | 'kept' | 'gone';

/** A record of a paper: place in `records`, or paper and place in `known`. */
export type Member =
  | { readonly kind: 'scanned'; readonly record: number }
  | { readonly kind: 'stored'; readonly paper: number; readonly source: number };

export interface PlannedPaper {
  readonly id: string;
  /** The stored paper whose id it keeps, as a place in `known`; null for a new one. */
  readonly known: number | null;
  /** In the order in which they are merged. Never empty. */
  readonly members: readonly Member[];
  /** Its sources say what they said when it was stored. */
  readonly unchanged: boolean;
}

export interface IndexPlan {
  readonly papers: readonly PlannedPaper[];
  /** Ids of stored papers that have no source any more, or became part of another. */
  readonly removed: readonly string[];
  /** Records read now that are of a paper that another record gave. */
  readonly merged: number;
}

export interface PlanInput {
  readonly known: readonly KnownPaper[];
  readonly records: readonly ScannedRecord[];
  /** Of each known paper and then of each record: equal numbers are of one paper. */
  readonly groups: ArrayLike<number>;
  readonly fateOf: (file: string) => FileFate;
}

interface Group {
  /** Null for none: most groups of a first build have none, and there may be very many. */
  known: number[] | null;
  readonly members: Member[];
}

/**
 * What the index is to hold after this run. Pure. Stored papers keep their ids while a source of them remains; the papers come
 * in the order in which their first record is known.
 */
export function planIndex(input: PlanInput): IndexPlan {
  const groups = gather(input);
  const ids = new Map<Group, { readonly id: string; readonly known: number }>();
  const taken = new Set<string>();
  for (const group of groups) {
    const known = keptId(input, group);
    if (known === null) continue;
    const id = input.known[known]?.id ?? '';
    ids.set(group, { id, known });
    taken.add(id);
  }
  const papers = groups.map((group): PlannedPaper => {
    const kept = ids.get(group) ?? null;
    const members = inOrder(input, group, kept?.known ?? null);
    if (kept !== null) return { ...kept, members, unchanged: isUnchanged(input, kept.known, members) };
    const id = uniquePaperId(naturalId(input, members), (candidate) => taken.has(candidate));
    taken.add(id);
    // A paper of the same id whose sources are all gone or replaced is this one, changed.
    return { id, known: null, members, unchanged: false };
  });
  return {
    papers,
    removed: input.known.filter(({ id }) => !taken.has(id)).map(({ id }) => id),
    merged: groups.reduce((sum, { members }) => sum + mergedIn(members), 0),
  };
}

/** The groups that have a source left, each with the records that remain of it. */
function gather({ known, records, groups, fateOf }: PlanInput): Group[] {
  const found = new Map<number, Group>();
  const groupOf = (node: number): Group => {
    const number = groups[node] ?? node;
    let group = found.get(number);
    if (group === undefined) {
      group = { known: null, members: [] };
      found.set(number, group);
    }
    return group;
  };
  for (const [paper, { sources }] of known.entries()) {
    const group = groupOf(paper);
    group.known ??= [];
    group.known.push(paper);
    for (const [source, { file }] of sources.entries()) {
      if (fateOf(file) === 'kept') group.members.push({ kind: 'stored', paper, source });
    }
  }
  for (const [record, { file }] of records.entries()) {
    const group = groupOf(known.length + record);
    if (fateOf(file) === 'read') group.members.push({ kind: 'scanned', record });
  }
  return [...found.values()].filter(({ members }) => members.length > 0);
}

/**
 * The stored paper whose id the group keeps: the one whose id is the group's own, else one with a source that stays, else the
 * first. An arXiv id or DOI is not kept when the records now say another one.
 */
function keptId(input: PlanInput, { known, members }: Group): number | null {
  const candidates = (known ?? []).filter((paper) => !isContradicted(input, paper, members));
  if (candidates.length < 2) return candidates[0] ?? null;
  const natural = naturalId(input, members);
  const own = candidates.find((paper) => input.known[paper]?.id === natural);
  const staying = candidates.find((paper) =>
    members.some((member) => member.kind === 'stored' && member.paper === paper),
  );
  return own ?? staying ?? candidates[0] ?? null;
}

function isContradicted(input: PlanInput, paper: number, members: readonly Member[]): boolean {
  const known = input.known[paper];
  if (known === undefined || (known.id !== known.arxivId && known.id !== known.doi)) return false;
  const keys = members.map((member) => keysOf(input, member));
  const field = known.id === known.arxivId ? 'arxivId' : 'doi';
  return keys.some((own) => own[field] !== null) && keys.every((own) => own[field] !== known.id);
}

function keysOf(
  input: PlanInput,
  member: Member,
): { readonly arxivId: string | null; readonly doi: string | null } {
  const found = member.kind === 'scanned' ? input.records[member.record] : input.known[member.paper];
  return found ?? { arxivId: null, doi: null };
}

/** As papers/identity.ts says it of the merged paper. */
function naturalId(input: PlanInput, members: readonly Member[]): string {
  const keys = members.map((member) => keysOf(input, member));
  const arxivId = keys.find((own) => own.arxivId !== null)?.arxivId;
  const doi = keys.find((own) => own.doi !== null)?.doi;
  const scanned = members.flatMap((member) =>
    member.kind === 'scanned' ? (input.records[member.record] ?? []) : [],
  );
  const titled = scanned.find(({ titleDerived }) => !titleDerived) ?? scanned[0];
  return arxivId ?? doi ?? titled?.titleId ?? '';
}

/** Sources keep the order they were stored in; a file that gives the paper for the first time comes behind. */
function inOrder(input: PlanInput, { members }: Group, known: number | null): readonly Member[] {
  if (known === null || members.length === 1) return members;
  const ranks = new Map<string, number>();
  for (const [rank, { file }] of (input.known[known]?.sources ?? []).entries()) {
    if (!ranks.has(file)) ranks.set(file, rank);
  }
  const rankOf = (member: Member): number =>
    ranks.get(sourceOf(input, member)?.file ?? '') ?? Number.MAX_SAFE_INTEGER;
  return members.toSorted((a, b) => rankOf(a) - rankOf(b));
}

export function sourceOf(
  input: Pick<PlanInput, 'known' | 'records'>,
  member: Member,
): { readonly file: string; readonly line: number; readonly hash: string } | undefined {
  return member.kind === 'scanned'
    ? input.records[member.record]
    : input.known[member.paper]?.sources[member.source];
}

/** Lines count, too: a reader is told where a record stands. */
function isUnchanged(input: PlanInput, known: number, members: readonly Member[]): boolean {
  const sources = input.known[known]?.sources ?? [];
  return (
    sources.length === members.length &&
    sources.every((source, place) => {
      const member = members[place];
      const now = member === undefined ? undefined : sourceOf(input, member);
      return now?.file === source.file && now.line === source.line && now.hash === source.hash;
    })
  );
}

function mergedIn(members: readonly Member[]): number {
  const scanned = members.filter(({ kind }) => kind === 'scanned').length;
  return scanned === members.length ? scanned - 1 : scanned;
}
