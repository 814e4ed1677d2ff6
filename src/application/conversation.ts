import type {
  Answer,
  AnswerEnd,
  AnswerEvent,
  Citation,
  Claim,
  ComparisonTable,
  Notice,
} from '../answerer/answer.ts';
import type { Answerer } from '../answerer/answerer.ts';
import { answerMarkdown } from '../answerer/markdown.ts';
import { UsageError } from '../errors.ts';
import { checkClaim } from '../grounding/check-claim.ts';
import { createMarkers } from '../grounding/markers.ts';
import type { AskRequest, Conversation, GivenTurn } from '../ibid.ts';
import type { Paper } from '../papers/paper.ts';
import { type PastTurn, resolveReference, standaloneQuestion } from '../query/follow-up.ts';
import { questionKind } from '../query/question-kind.ts';
import { chooseEvidence, type EvidenceSettings } from '../retrieval/choose-evidence.ts';
import type { RetrievedPaper, Retriever } from '../retrieval/retriever.ts';
import type { IndexReader } from '../store/passage-index.ts';

/** How many papers a ranking shows, at most. */
const RANKED = 20;

/** What a conversation works with; asked for anew at each question, so that a rebuilt index is seen. */
export interface Workbench {
  readonly reader: IndexReader;
  readonly retriever: Retriever;
  readonly answerer: Answerer;
  readonly evidence: EvidenceSettings;
  /** What the asker should know before the answer ("the question does not look English"). */
  readonly notices: (question: string) => readonly string[];
  /** The papers that a question names, in the order it names them. */
  readonly namedIn: (question: string) => Promise<readonly string[]>;
  /** A paper that has none of the question's words, although the corpus has some of them. */
  readonly foreign: (question: string, paper: Paper) => Promise<boolean>;
}

/** A conversation without a memory beyond the process: turns, markers, and the papers they stand for. */
export function createConversation(workbench: () => Promise<Workbench>): Conversation {
  let markers = createMarkers();
  let papers = new Map<string, Paper>();
  let quotes = new Map<string, string[]>();
  let turns: PastTurn[] = [];

  const citation = (paperId: string, own: readonly string[]): Citation | null => {
    const paper = papers.get(paperId);
    return paper === undefined ? null : { marker: markers.markerOf(paperId), paper, quotes: own };
  };

  async function* ask({ question, signal }: AskRequest): AsyncGenerator<AnswerEvent, Answer, void> {
    const started = performance.now();
    const bench = await workbench();
    const current = papers.get(turns.findLast(({ paperIds }) => paperIds.length > 0)?.paperIds[0] ?? '');
    const foreign = current !== undefined && (await bench.foreign(question, current));
    const reference = resolveReference({
      question,
      turns,
      paperOfMarker: (marker) => markers.paperOf(marker),
      named: turns.length === 0 ? [] : await bench.namedIn(question),
      foreignTo: () => foreign,
    });
    const focus = reference?.paperIds ?? [];
    const titles = (await bench.reader.papers(focus)).map(({ paper }) => paper.title);
    const plan = { question, standaloneQuestion: standaloneQuestion(question, titles) };
    yield { type: 'plan', plan };
    const notices: Notice[] = bench.notices(question).map((text) => ({ text }));
    const retrieval = await bench.retriever.retrieve({
      text: plan.standaloneQuestion,
      asked: question,
      limit: RANKED,
      focus,
      ...(signal === undefined ? {} : { signal }),
    });
    if (retrieval.degraded !== null) notices.push({ text: retrieval.degraded });
    for (const notice of notices) yield { type: 'notice', notice };
    const retrieved = performance.now();
    const ranked = retrieval.papers.map(({ paper, score }) => ({
      paperId: paper.id,
      title: paper.title,
      score,
    }));
    yield { type: 'evidence', ranked };

    const evidence = chooseEvidence(retrieval.papers, focus, bench.evidence);
    const closedSet = new Map(evidence.map(({ paper }) => [paper.id, paper]));
    const paperOf = (marker: number): Paper | null => closedSet.get(markers.paperOf(marker) ?? '') ?? null;
    const claims: Claim[] = [];
    let table: ComparisonTable | null = null;
    const answering = bench.answerer.answer({
      question,
      standaloneQuestion: plan.standaloneQuestion,
      kind: questionKind(question),
      retrieval,
      papers: evidence,
      focus,
      markers,
      ...(signal === undefined ? {} : { signal }),
    });
    let step = await answering.next();
    try {
      for (; step.done !== true; step = await answering.next()) {
        const event = step.value;
        // The one gate: whatever an answerer says, nothing is shown that the check does not pass.
        if (event.type === 'claim' && checkClaim(event.claim, paperOf).length > 0) continue;
        if (event.type === 'claim') claims.push(event.claim);
        if (event.type === 'table') table = event.table;
        if (event.type === 'notice') notices.push(event.notice);
        yield event;
      }
    } finally {
      // A reader who left in the middle: the answerer must stop its own work too.
      if (step.done !== true) await answering.return({ outcome: 'answered', missing: [], usage: null });
    }
    const cited = citedPapers(claims, (marker) => markers.paperOf(marker));
    for (const [id, own] of cited) {
      const paper = closedSet.get(id);
      if (paper !== undefined) papers.set(id, paper);
      quotes.set(id, [...new Set([...(quotes.get(id) ?? []), ...own])]);
    }
    turns.push({ question, paperIds: [...cited.keys()] });
    const finished = performance.now();
    const end: AnswerEnd = {
      ...step.value,
      citations: [...cited]
        .flatMap(([id, own]) => citation(id, own) ?? [])
        .sort((a, b) => a.marker - b.marker),
      nearest: cited.size > 0 ? [] : nearest(retrieval.papers),
      answerer: bench.answerer.name,
      degraded: null,
      milliseconds: {
        retrieve: retrieved - started,
        answer: finished - retrieved,
        total: finished - started,
      },
    };
    yield { type: 'end', end };
    const markdown = answerMarkdown({ outcome: end.outcome, claims, table });
    return { ...end, plan, ranked, claims, table, notices, markdown };
  }

  return {
    ask,
    async take(turn: GivenTurn) {
      const { reader } = await workbench();
      const stored = await reader.papers(turn.paperIds);
      const found = new Map(stored.map(({ paper }) => [paper.id, paper]));
      const unknown = turn.paperIds.find((id) => !found.has(id));
      if (unknown !== undefined)
        throw new UsageError(`the history cites paper '${unknown}', which is not in the index`, {
          remedy: 'Take paper ids from `ibid papers`.',
        });
      for (const { paper } of stored) {
        papers.set(paper.id, paper);
        markers.markerOf(paper.id);
      }
      turns.push({ question: turn.question, paperIds: turn.paperIds });
    },
    citations: () => markers.paperIds().flatMap((id) => citation(id, quotes.get(id) ?? []) ?? []),
    clear() {
      markers = createMarkers();
      papers = new Map();
      quotes = new Map();
      turns = [];
    },
  };
}

/** Quotes by paper, papers in the order of their first citation. */
function citedPapers(
  claims: readonly Claim[],
  paperOf: (marker: number) => string | null,
): ReadonlyMap<string, readonly string[]> {
  const cited = new Map<string, string[]>();
  for (const { quotes } of claims)
    for (const { marker, text } of quotes) {
      const id = paperOf(marker);
      if (id === null) continue;
      const own = cited.get(id) ?? [];
      if (!own.includes(text)) own.push(text);
      cited.set(id, own);
    }
  return cited;
}

/** What may be offered in words when nothing could be cited. */
function nearest(papers: readonly RetrievedPaper[]): { paperId: string; title: string; score: number }[] {
  return papers.slice(0, 3).map(({ paper, score }) => ({ paperId: paper.id, title: paper.title, score }));
}
