import { UsageError } from '../errors.ts';
import { isNameLike } from '../papers/names.ts';
import type { Paper } from '../papers/paper.ts';
import type { Intent } from '../query/intent.ts';
import type { Mention } from '../query/names.ts';
import { topicOf } from '../query/topic.ts';
import { chooseEvidence, type EvidenceSettings } from '../retrieval/choose-evidence.ts';
import { fuseRetrievals } from '../retrieval/fuse-retrievals.ts';
import type { Retrieval, RetrievedPaper, Retriever } from '../retrieval/retriever.ts';
import { foldCharacters, foldForComparison } from '../text/fold.ts';

/** How many papers a ranking shows, at most. */
const RANKED = 20;
/** How many papers are looked at to tell how many there are on a subject. */
const COUNTED = 60;
/** A described side is this paper when so much of the description's idf mass is in it. */
const SIDE_COVERAGE = 0.45;
/** The same for a name that may be misspelt: the guessed spelling counts less than the asker's own would. */
const GUESSED_SIDE_COVERAGE = 0.3;
/** Sides that are not names must be among the papers that the whole question is near to. */
const SIDE_RANK = 5;
const RUNNER_UP = 0.5;
/** What the results of the other wording count, of 1. */
const OTHER_WORDING = 0.4;

export interface GatherSettings {
  /** What is worth reading for an answerer that chooses by itself; the others are for one that quotes. */
  readonly wide: Readonly<Record<'answer' | 'list' | 'summary', EvidenceSettings>>;
  readonly answer: EvidenceSettings;
  readonly list: EvidenceSettings;
  readonly summary: EvidenceSettings;
}

export const GATHER_SETTINGS: GatherSettings = {
  wide: {
    answer: { most: 10, share: 0.3 },
    list: { most: 24, share: 0.35 },
    summary: { most: 16, share: 0.4 },
  },
  answer: { most: 4, share: 0.96 },
  list: { most: 12, share: 0.5 },
  summary: { most: 9, share: 0.5 },
};

export interface Gathered {
  /** As found; or an ordinary answer, when the sides turn out to be in one paper. */
  readonly intent: Intent;
  readonly retrieval: Retrieval;
  readonly papers: readonly RetrievedPaper[];
  /** `papers`, and those worth reading beside them. */
  readonly wide: readonly RetrievedPaper[];
  readonly related: number;
  readonly missing: readonly string[];
}

export interface GatherRequest {
  readonly retriever: Retriever;
  readonly mentions: (text: string) => Promise<readonly Mention[]>;
  readonly question: string;
  readonly standalone: string;
  /** The standalone question in other words, whose results count beside; null when there are none. */
  readonly otherWording: string | null;
  readonly intent: Intent;
  /** The asker has named the sides one by one: each is found or missing, and none is a misreading of the question. */
  readonly chosen: boolean;
  /** The papers that the question refers to; set against each other when `several`. */
  readonly focus: readonly string[];
  readonly several: boolean;
  /** Nothing but the papers in focus is evidence. */
  readonly focusOnly?: boolean;
  readonly settings: GatherSettings;
  readonly signal?: AbortSignal;
}

/** Finds the papers for a question in the form that it asks for. */
export async function gatherEvidence(request: GatherRequest): Promise<Gathered> {
  const { focus, intent, settings } = request;
  if (focus.length > 1 && request.several) {
    const retrieval = await retrieve(request, focus);
    const aspects = intent.kind === 'compare' ? intent.aspects : [];
    return {
      intent: { kind: 'compare', sides: [], aspects },
      retrieval,
      papers: chooseEvidence(retrieval.papers, focus, settings.answer),
      wide: chooseEvidence(retrieval.papers, focus, settings.answer),
      related: focus.length,
      missing: [],
    };
  }
  const many = intent.kind === 'list' || intent.kind === 'summary';
  const whole = await retrieve(request, focus, many ? COUNTED : RANKED);
  const plain = (): Gathered => ({
    intent: { kind: 'answer' },
    retrieval: whole,
    papers: chooseEvidence(whole.papers, focus, settings.answer),
    wide: widely(request, whole.papers, settings.wide.answer),
    related: whole.papers.length,
    missing: [],
  });
  switch (intent.kind) {
    case 'answer':
      return plain();
    case 'list':
    case 'summary': {
      const papers = chooseEvidence(whole.papers, focus, settings[intent.kind]);
      const related = chooseEvidence(whole.papers, focus, { ...settings[intent.kind], most: COUNTED }).length;
      const retrieval = { ...whole, papers: whole.papers.slice(0, RANKED) };
      const wide = widely(request, whole.papers, settings.wide[intent.kind]);
      return { intent, retrieval, papers, wide, related, missing: [] };
    }
    case 'compare': {
      const { found, missing, named, same } = await resolveSides(request, intent.sides, whole);
      if (found.length + missing.length < 2 && same !== null) throw onePaper(intent.sides, same);
      const best = whole.papers[0]?.paper.id;
      // The paper that the question is nearest to is none of its sides: it sets something else against each other.
      const beside = !request.chosen && best !== undefined && !found.includes(best) && missing.length === 0;
      // None of the sides is there: whatever the rest of the question is near to would answer something else.
      if (found.length === 0 && missing.length > 1)
        return { intent, retrieval: whole, papers: [], wide: [], related: 0, missing };
      if (found.length + missing.length < 2 || found.length === 0 || beside) return { ...plain(), missing };
      const retrieval = await retrieve(request, found);
      const papers = chooseEvidence(retrieval.papers, found, settings.answer);
      const inOrder = found.flatMap((id) => papers.filter(({ paper }) => paper.id === id));
      return {
        intent: { ...intent, sides: named },
        retrieval,
        papers: inOrder,
        wide: inOrder,
        related: found.length,
        missing,
      };
    }
    default:
      return intent satisfies never;
  }
}

/** The papers in focus first, then those that come near the question. */
function widely(
  { focus, focusOnly = false }: GatherRequest,
  papers: readonly RetrievedPaper[],
  settings: EvidenceSettings,
): readonly RetrievedPaper[] {
  const first = focus.length === 0 ? [] : chooseEvidence(papers, focus, settings);
  if (focusOnly) return first;
  const others = papers.filter((paper) => !first.includes(paper));
  return [...first, ...chooseEvidence(others, [], { ...settings, most: settings.most - first.length })];
}

async function retrieve(
  request: GatherRequest,
  focus: readonly string[],
  limit: number = RANKED,
): Promise<Retrieval> {
  const { intent, standalone, otherWording } = request;
  const isTopic = intent.kind === 'list' || intent.kind === 'summary';
  const reads = (text: string): string => (isTopic ? topicOf(text) : text);
  const search = (text: string): Promise<Retrieval> =>
    request.retriever.retrieve({
      text: reads(text),
      asked: reads(request.question),
      limit,
      focus,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
  if (otherWording === null) return search(standalone);
  const [own, other] = await Promise.all([search(standalone), search(otherWording)]);
  return fuseRetrievals(own, other, OTHER_WORDING);
}

interface Sides {
  /** Paper ids. */
  readonly found: readonly string[];
  readonly missing: readonly string[];
  /** What the sides that were found are called: the name in the asker's words, where there is one. */
  readonly named: readonly string[];
  /** A paper that a second side is another name of; only where the asker named the sides one by one. */
  readonly same: string | null;
}

/**
 * The paper of each side, in the order of the question: by name, else by what describes it. A side that is written like a name
 * and that no paper is about is missing, and so is any that the asker named apart and nothing answers to. When the question names
 * no sides, they are the two papers nearest to it.
 */
async function resolveSides(
  request: GatherRequest,
  sides: readonly string[],
  whole: Retrieval,
): Promise<Sides> {
  const found: string[] = [];
  const named: string[] = [];
  const missing: string[] = [];
  let same: string | null = null;
  const near = new Set(whole.papers.slice(0, SIDE_RANK).map(({ paper }) => paper.id));
  for (const side of sides) {
    const [mention] = await request.mentions(side);
    const owner = mention?.paperIds.find((id) => !found.includes(id));
    if (owner !== undefined) {
      found.push(owner);
      named.push(mention?.name ?? side);
      continue;
    }
    const [known] = mention?.paperIds ?? [];
    if (known !== undefined && request.chosen) {
      same = known;
      continue;
    }
    const { papers, terms } = await request.retriever.retrieve({
      text: side,
      limit: SIDE_RANK,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
    const isName = isNameLike(side) && !side.includes(' ');
    // The first term is the name as a whole; a lower weight says that its spelling was guessed.
    const guessed = isName && (terms[0]?.weight ?? 1) < 1;
    const enough = guessed ? GUESSED_SIDE_COVERAGE : SIDE_COVERAGE;
    const open = papers.filter(
      ({ paper, coverage }) =>
        !found.includes(paper.id) &&
        coverage >= enough &&
        (request.chosen || near.has(paper.id)) &&
        (!isName || guessed || isAbout(paper, side)),
    );
    const entitled = open.find(({ paper }) => isEntitled(paper, side));
    const described = entitled ?? open[0];
    const held = papers.some(({ paper, coverage }) => found.includes(paper.id) && coverage >= 0.9);
    const unknown = terms.length > 0 && terms.every(({ documents }) => documents === 0);
    if (described !== undefined && (entitled !== undefined || !held)) {
      found.push(described.paper.id);
      named.push(side);
    } else if (unknown || isName || (request.chosen && !held)) missing.push(side);
  }
  if (sides.length === 0) {
    const best = whole.papers[0]?.score ?? 0;
    for (const { paper, score } of whole.papers.slice(0, 2))
      if (score >= RUNNER_UP * best) found.push(paper.id);
  }
  return { found, missing, named, same };
}

function onePaper(sides: readonly string[], id: string): UsageError {
  const names = sides.map((side) => `“${side.replace(/[“”]/gu, '')}”`).join(' and ');
  return new UsageError(`${names} are one paper here, ${id}: there is nothing to set it against`, {
    remedy: 'Name another paper or method.',
  });
}

/** A paper whose title says the side is meant by it, even if another side's paper speaks of it too. */
function isEntitled({ title }: Paper, side: string): boolean {
  return ` ${foldForComparison(title)} `.includes(` ${foldForComparison(side)} `);
}

/** A name that an abstract mentions in passing, as what it was measured against, does not make the paper its side. */
function isAbout({ title, abstract }: Paper, name: string): boolean {
  const folded = foldCharacters(name).toLowerCase();
  if (foldCharacters(title).toLowerCase().includes(folded)) return true;
  return foldCharacters(abstract).toLowerCase().split(folded).length > 2;
}
