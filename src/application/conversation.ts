import type { Answer, AnswerEnd, AnswerEvent, Notice } from '../answerer/answer.ts';
import type { Answerer, AnswererResult } from '../answerer/answerer.ts';
import { type AnswerBlock, answerMarkdown } from '../answerer/markdown.ts';
import { UsageError } from '../errors.ts';
import type { AskRequest, Conversation, GivenTurn } from '../ibid.ts';
import type { Paper } from '../papers/paper.ts';
import { resolveReference, standaloneQuestion } from '../query/follow-up.ts';
import { type Intent, intentOf } from '../query/intent.ts';
import type { Mention } from '../query/names.ts';
import { questionKind } from '../query/question-kind.ts';
import type { RetrievedPaper, Retriever } from '../retrieval/retriever.ts';
import type { IndexReader } from '../store/passage-index.ts';
import { admit, quotesIn } from './gate.ts';
import { type GatherSettings, gatherEvidence } from './gather-evidence.ts';
import { createMemory, type Memory } from './memory.ts';

/** What a conversation works with; asked for anew at each question, so that a rebuilt index is seen. */
export interface Workbench {
  readonly reader: IndexReader;
  readonly retriever: Retriever;
  readonly answerer: Answerer;
  readonly gather: GatherSettings;
  /** The embedder makes sense of the question's language. */
  readonly readable: (question: string) => boolean;
  /** The methods that a text names, in the order it names them. */
  readonly mentions: (text: string) => Promise<readonly Mention[]>;
  /** A paper that has none of the question's words, although the corpus has some of them. */
  readonly foreign: (question: string, paper: Paper) => Promise<boolean>;
}

const NEAREST = 3;
const OTHER_LANGUAGE =
  'The built-in embedder knows English only: this question was searched by names and by words it shares with the abstracts.';

/** A conversation without a memory beyond the process: turns, markers, and the papers they stand for. */
export function createConversation(workbench: () => Promise<Workbench>): Conversation {
  let memory = createMemory();
  return {
    ask: (request) => ask(request, memory, workbench),
    async take(turn: GivenTurn) {
      const { reader } = await workbench();
      const stored = (await reader.papers(turn.paperIds)).map(({ paper }) => paper);
      const found = new Set(stored.map(({ id }) => id));
      const unknown = turn.paperIds.find((id) => !found.has(id));
      if (unknown !== undefined)
        throw new UsageError(`the history cites paper '${unknown}', which is not in the index`, {
          remedy: 'Take paper ids from `ibid papers`.',
        });
      memory.remember(turn.question, stored, new Map());
    },
    citations: () => memory.allCitations(),
    clear() {
      memory = createMemory();
    },
  };
}

/** How a question is understood in the light of what was said. */
async function understand(request: AskRequest, memory: Memory, bench: Workbench) {
  const { question } = request;
  const named = distinct(await bench.mentions(question));
  const current = memory.current();
  const foreign = current !== undefined && (await bench.foreign(question, current));
  const reference = resolveReference({
    question,
    turns: memory.turns,
    paperOfMarker: (marker) => memory.markers.paperOf(marker),
    named: named.flatMap(({ paperIds }) => paperIds),
    foreignTo: () => foreign,
  });
  const focus = reference?.paperIds ?? spokenOf(named);
  const referred = reference?.paperIds ?? [];
  const titles = (await bench.reader.papers(referred)).map(({ paper }) => paper.title);
  const own: Intent = request.intent ?? intentOf(question, named);
  // One paper is spoken of: whatever the words, there is nothing to list or to set against it.
  const intent: Intent = referred.length === 1 && own.kind !== 'answer' ? { kind: 'answer' } : own;
  return {
    focus,
    named: named.length > 0,
    several: reference?.several ?? false,
    intent,
    standalone: standaloneQuestion(question, titles),
  };
}

/** The one paper that a question names; none when it names several, or a name that papers share. */
function spokenOf(named: readonly Mention[]): readonly string[] {
  const [only] = named;
  return named.length === 1 && only?.own === true && only.paperIds.length === 1 ? only.paperIds : [];
}

/** Two names of one paper, or one name said twice, are one side. */
function distinct(mentions: readonly Mention[]): Mention[] {
  return mentions.filter(
    (mention, place) => mentions.findIndex(({ paperIds }) => paperIds[0] === mention.paperIds[0]) === place,
  );
}

async function* ask(
  request: AskRequest,
  memory: Memory,
  workbench: () => Promise<Workbench>,
): AsyncGenerator<AnswerEvent, Answer, void> {
  const { question, signal } = request;
  const started = performance.now();
  const bench = await workbench();
  const { named, focus, several, intent, standalone } = await understand(request, memory, bench);
  const plan = { question, standaloneQuestion: standalone };
  yield { type: 'plan', plan };
  const readable = bench.readable(question);
  const notices: Notice[] = readable ? [] : [{ text: OTHER_LANGUAGE }];
  for (const notice of notices) yield { type: 'notice', notice };
  const gathered = await gatherEvidence({
    retriever: bench.retriever,
    mentions: bench.mentions,
    question,
    standalone,
    intent,
    chosen: request.intent !== undefined,
    focus,
    several,
    settings: bench.gather,
    ...(signal === undefined ? {} : { signal }),
  });
  const retrieved = performance.now();
  const ranked = gathered.retrieval.papers.map(({ paper, score }) => ({
    paperId: paper.id,
    title: paper.title,
    score,
  }));
  yield { type: 'evidence', ranked };

  const { markers } = memory;
  const closedSet = new Map(gathered.papers.map(({ paper }) => [paper.id, paper]));
  const paperOf = (marker: number): Paper | null => closedSet.get(markers.paperOf(marker) ?? '') ?? null;
  const blocks: AnswerBlock[] = [];
  const answering = bench.answerer.answer({
    question,
    standaloneQuestion: standalone,
    kind: questionKind(question),
    intent: gathered.intent,
    detail: request.detail ?? 'normal',
    retrieval: gathered.retrieval,
    papers: gathered.papers,
    related: gathered.related,
    missing: gathered.missing,
    named,
    readable,
    focus,
    markers,
    ...(signal === undefined ? {} : { signal }),
  });
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
  } finally {
    // A reader who left in the middle: the answerer must stop its own work too.
    if (step.done !== true) await answering.return(NOTHING_MORE);
  }
  const quotes = quotesIn(blocks, (marker) => markers.paperOf(marker));
  memory.remember(
    question,
    [...quotes.keys()].flatMap((id) => closedSet.get(id) ?? []),
    quotes,
  );
  const finished = performance.now();
  const end: AnswerEnd = {
    ...step.value,
    citations: memory.citations(quotes),
    nearest: quotes.size > 0 ? [] : nearest(gathered.retrieval.papers),
    answerer: bench.answerer.name,
    degraded: gathered.retrieval.degraded,
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
    markdown: answerMarkdown({ outcome: end.outcome, blocks, missing: end.missing }),
  };
}

const NOTHING_MORE: AnswererResult = { outcome: 'answered', missing: [], usage: null };

/** What may be offered in words when nothing could be cited. */
function nearest(papers: readonly RetrievedPaper[]): { paperId: string; title: string; score: number }[] {
  return papers
    .slice(0, NEAREST)
    .map(({ paper, score }) => ({ paperId: paper.id, title: paper.title, score }));
}
