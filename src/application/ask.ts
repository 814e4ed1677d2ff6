import type { Answer, AnswerEnd, AnswerEvent, Notice } from '../answerer/answer.ts';
import type { AnswererResult, AnswerTask } from '../answerer/answerer.ts';
import { type AnswerBlock, answerMarkdown } from '../answerer/markdown.ts';
import type { ModelSession } from '../chat/model-session.ts';
import type { AskRequest } from '../ibid.ts';
import type { Paper } from '../papers/paper.ts';
import { questionKind } from '../query/question-kind.ts';
import type { RetrievedPaper } from '../retrieval/retriever.ts';
import { admit, quotesIn } from './gate.ts';
import { type Gathered, gatherEvidence } from './gather-evidence.ts';
import type { CitedQuotes, Memory } from './memory.ts';
import { withTitles } from './paper-ids.ts';
import { receiptOf } from './receipt.ts';
import { searchAgain } from './search-again.ts';
import { type Understanding, understand } from './understand.ts';
import type { Workbench } from './workbench.ts';

const NEAREST = 3;
const LOCAL_USER = 'local';
const OTHER_LANGUAGE =
  'Only English is understood here: this question was searched by names and by words that it shares with the abstracts.';
const NOTHING_BEFORE =
  'This seems to refer to something that was said before, and nothing was, or it is no longer kept: name the paper that you mean.';

/** The way of one question: understood, evidence found, answered, every event through the gate, remembered. */
export async function* ask(
  given: AskRequest,
  memory: Memory,
  workbench: () => Promise<Workbench>,
): AsyncGenerator<AnswerEvent, Answer, void> {
  const { question, signal } = given;
  const askedAt = new Date();
  const started = performance.now();
  const bench = await workbench();
  const request = await withTitles(given, bench.reader);
  const session = bench.desk?.session(request.user ?? LOCAL_USER, signal) ?? null;
  const understanding = await understand(request, memory, bench, session);
  const plan = { question, standaloneQuestion: understanding.standalone };
  yield { type: 'plan', plan };
  const readable = bench.readable(question);
  const notices: Notice[] = readable ? [] : [{ text: OTHER_LANGUAGE }];
  const { refersToNothing } = understanding;
  if (refersToNothing) notices.push({ text: NOTHING_BEFORE });
  for (const notice of notices) yield { type: 'notice', notice };
  const found = await gatherEvidence({
    retriever: bench.retriever,
    mentions: bench.mentions,
    question: request.question,
    standalone: understanding.standalone,
    otherWording: understanding.otherWording,
    intent: understanding.intent,
    chosen: request.intent !== undefined,
    focus: understanding.focus,
    several: understanding.several,
    focusOnly: understanding.focusOnly,
    settings: bench.gather,
    ...(signal === undefined ? {} : { signal }),
  });
  const gathered = refersToNothing ? { ...found, papers: [], wide: [], related: 0 } : found;
  const retrieved = performance.now();
  const ranked = gathered.retrieval.papers.map(({ paper, score }) => ({
    paperId: paper.id,
    title: paper.title,
    score,
  }));
  yield { type: 'evidence', ranked };

  const first = taskOf({ request, bench, memory, understanding, gathered, readable });
  const closedSet = new Map<string, Paper>();
  const blocks: AnswerBlock[] = [];
  let secondSearch: readonly string[] = [];
  let task = first;
  let result: AnswererResult | null = null;
  try {
    result = yield* through(task);
    if (result.search.length > 0) {
      secondSearch = result.search;
      const wide = await searchAgain(bench.retriever, secondSearch, first.wide, signal);
      task = { ...first, wide, round: 2 };
      result = null;
      result = yield* through(task);
    }
  } finally {
    // What a reader saw before stopping the answer can be asked about like any other.
    if (result === null && blocks.length > 0) remember();
  }

  /** What the answerer says of a task, as far as it passes the gate. */
  async function* through(current: AnswerTask): AsyncGenerator<AnswerEvent, AnswererResult, void> {
    for (const { paper } of [...current.papers, ...current.wide]) closedSet.set(paper.id, paper);
    const paperOf = (marker: number): Paper | null =>
      closedSet.get(memory.markers.paperOf(marker) ?? '') ?? null;
    const answering = bench.answerer(session).answer(current);
    let step = await answering.next();
    try {
      for (; step.done !== true; step = await answering.next()) {
        const event = admit(step.value, paperOf);
        if (event === null) continue;
        if (event.type === 'notice') notices.push(event.notice);
        else if (event.type !== 'refusal') blocks.push(event);
        if (event.type !== 'table') yield event;
        else yield { ...event, titles: event.table.papers.map((marker) => paperOf(marker)?.title ?? '') };
      }
      return step.value;
    } finally {
      // A reader who left in the middle: the answerer must stop its own work too.
      if (step.done !== true) await answering.return(NOTHING_MORE);
    }
  }

  function remember(): CitedQuotes {
    const cited = quotesIn(blocks, (marker) => memory.markers.paperOf(marker));
    const papers = [...cited.keys()].flatMap((id) => closedSet.get(id) ?? []);
    memory.remember({ question, answer: spoken(blocks) }, papers, cited);
    return cited;
  }

  const quotes = remember();
  const markdown = answerMarkdown({ outcome: result.outcome, blocks, missing: result.missing });
  const finished = performance.now();
  const end: AnswerEnd = {
    outcome: result.outcome,
    missing: result.missing,
    answerer: result.answerer,
    citations: memory.citations(quotes),
    nearest: quotes.size > 0 || refersToNothing ? [] : nearest(gathered.retrieval.papers),
    degraded: joined(result.degraded, gathered.retrieval.degraded),
    ...spentBy(session, bench),
    milliseconds: { retrieve: retrieved - started, answer: finished - retrieved, total: finished - started },
  };
  yield { type: 'end', end };
  return {
    ...end,
    plan,
    ranked,
    notices,
    claims: blocks.flatMap((block) => (block.type === 'claim' ? [block.claim] : [])),
    table: blocks.find((block) => block.type === 'table')?.table ?? null,
    markdown,
    receipt: receiptOf({
      askedAt,
      question,
      understanding,
      gathered,
      secondSearch,
      manifest: bench.reader.manifest,
      ranked,
      evidence: [...closedSet.keys()],
      check: task.check,
      session,
      result,
      blocks,
      paperIdOf: (marker) => memory.markers.paperOf(marker),
      end,
    }),
  };
}

/** An answer as a conversation goes on from it: its claims with their markers, without what the program says about them. */
function spoken(blocks: readonly AnswerBlock[]): string {
  return answerMarkdown({
    outcome: 'answered',
    blocks: blocks.flatMap((block): AnswerBlock[] => {
      if (block.type === 'remark') return [];
      return block.type === 'claim'
        ? [{ type: 'claim', claim: { ...block.claim, check: 'checked' } }]
        : [block];
    }),
    missing: [],
  });
}

const NOTHING_MORE: AnswererResult = {
  outcome: 'answered',
  missing: [],
  search: [],
  answerer: '',
  degraded: null,
  drafts: [],
};

function taskOf(given: {
  readonly request: AskRequest;
  readonly bench: Workbench;
  readonly memory: Memory;
  readonly understanding: Understanding;
  readonly gathered: Gathered;
  readonly readable: boolean;
}): AnswerTask {
  const { request, bench, memory, understanding, gathered, readable } = given;
  return {
    question: request.question,
    standaloneQuestion: understanding.standalone,
    kind: questionKind(request.question),
    intent: gathered.intent,
    detail: request.detail ?? 'normal',
    check: request.check ?? bench.check,
    retrieval: gathered.retrieval,
    papers: gathered.papers,
    wide: gathered.wide,
    related: gathered.related,
    missing: gathered.missing,
    named: understanding.named,
    readable,
    focus: understanding.focus,
    given: understanding.given,
    markers: memory.markers,
    // Another search could only bring what may not be cited.
    round: understanding.focusOnly ? 2 : 1,
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  };
}

function spentBy(session: ModelSession | null, { desk }: Workbench): Pick<AnswerEnd, 'usage' | 'cost'> {
  if (session === null || session.calls.length === 0) return { usage: null, cost: null };
  const usage = session.usage();
  return { usage, cost: desk?.cost(usage) ?? null };
}

function joined(...reasons: readonly (string | null)[]): string | null {
  const given = reasons.filter((reason) => reason !== null);
  return given.length === 0 ? null : given.join(' ');
}

/** What may be offered in words when nothing could be cited. */
function nearest(papers: readonly RetrievedPaper[]): { paperId: string; title: string; score: number }[] {
  return papers
    .slice(0, NEAREST)
    .map(({ paper, score }) => ({ paperId: paper.id, title: paper.title, score }));
}
