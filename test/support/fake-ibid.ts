import type { Answer, AnswerEvent, Citation } from '../../src/answerer/answer.ts';
import type { Receipt } from '../../src/answerer/receipt.ts';
import type { AskRequest, Conversation, GivenTurn, Ibid, IndexReport, UsageReport } from '../../src/ibid.ts';
import type { Paper } from '../../src/papers/paper.ts';
import type { IndexManifest } from '../../src/store/passage-index.ts';

/** What a fake application does. Whatever is not scripted throws, so that no test passes on a guess. */
export interface IbidScript extends Partial<Omit<Ibid, 'conversation' | 'close'>> {
  /** Answers one question of a conversation; `turn` counts its questions from 0. */
  readonly ask?: (request: AskRequest, turn: number) => AsyncGenerator<AnswerEvent, Answer, void>;
  readonly take?: (turn: GivenTurn) => Promise<void>;
  readonly close?: () => Promise<void>;
}

export function createFakeIbid(script: IbidScript): Ibid {
  return {
    index: script.index ?? unscripted('index'),
    manifest: script.manifest ?? unscripted('manifest'),
    search: script.search ?? unscripted('search'),
    matching: script.matching ?? unscripted('matching'),
    add: script.add ?? unscripted('add'),
    startingQuestions: script.startingQuestions ?? unscripted('startingQuestions'),
    questionsOf: script.questionsOf ?? unscripted('questionsOf'),
    papers: script.papers ?? unscripted('papers'),
    paper: script.paper ?? unscripted('paper'),
    collection: script.collection ?? unscripted('collection'),
    usage: script.usage ?? unscripted('usage'),
    community: script.community ?? unscripted('community'),
    doctor: script.doctor ?? unscripted('doctor'),
    conversation: () => createFakeConversation(script),
    close: script.close ?? (async () => {}),
  };
}

function createFakeConversation(script: IbidScript): Conversation {
  let turns = 0;
  let cited = new Map<number, Citation>();
  return {
    async *ask(request) {
      const answer = yield* (script.ask ?? unscripted('ask'))(request, turns++);
      for (const citation of answer.citations) cited.set(citation.marker, citation);
      return answer;
    },
    take: script.take ?? unscripted('take'),
    citations: () => [...cited.values()],
    snapshot: () => ({ markers: [], turns: [] }),
    clear() {
      cited = new Map();
    },
  };
}

function unscripted(name: string): () => never {
  return () => {
    throw new Error(`the test did not script ${name}`);
  };
}

/** The events of an answer, in order, as a real answerer emits them. */
export async function* eventsOf(answer: Answer): AsyncGenerator<AnswerEvent, Answer, void> {
  yield { type: 'plan', plan: answer.plan };
  yield { type: 'evidence', ranked: answer.ranked };
  for (const notice of answer.notices) yield { type: 'notice', notice };
  if (answer.outcome !== 'answered') yield { type: 'refusal', outcome: answer.outcome };
  for (const claim of answer.claims) yield { type: 'claim', claim };
  if (answer.table !== null) {
    const { table } = answer;
    const titleOf = (column: number) => answer.citations.find(({ marker }) => marker === column)?.paper.title;
    yield { type: 'table', table, titles: table.papers.map((column) => titleOf(column) ?? '') };
  }
  yield { type: 'end', end: answer };
  return answer;
}

export function somePaper(overrides: Partial<Paper> = {}): Paper {
  return {
    id: '2308.02117',
    title: 'VQGraph: Rethinking Graph Representation Space for Bridging GNNs and MLPs',
    titleDerived: false,
    abstract:
      'GNNs use message passing. VQGraph is 828x faster than GNNs in inference. It also gains 3.90% in accuracy. Code is public.',
    authors: ['Ling Yang', 'Ye Tian', 'Minkai Xu'],
    year: 2023,
    venue: null,
    arxivId: '2308.02117',
    doi: null,
    url: null,
    sources: [{ file: '/data/papers.txt', line: 12, raw: 'raw' }],
    ...overrides,
  };
}

export const QUESTION = "How much faster is VQGraph's inference than GNNs?";

/** An extractive answer with one sentence of one paper. */
export function someAnswer(overrides: Partial<Answer> = {}): Answer {
  const quote = 'VQGraph is 828x faster than GNNs in inference.';
  const paper = somePaper();
  const answer: Omit<Answer, 'receipt'> = {
    plan: { question: QUESTION, standaloneQuestion: QUESTION },
    ranked: [{ paperId: paper.id, title: paper.title, score: 0.91 }],
    claims: [{ text: quote, quotes: [{ marker: 1, text: quote }], check: 'quote' }],
    table: null,
    notices: [],
    markdown: `“${quote}” [1]`,
    outcome: 'answered',
    citations: [{ marker: 1, paper, quotes: [quote] }],
    missing: [],
    nearest: [],
    answerer: 'extractive',
    degraded: null,
    usage: null,
    cost: null,
    milliseconds: { retrieve: 4, answer: 2, total: 6 },
    ...overrides,
  };
  return { ...answer, receipt: overrides.receipt ?? someReceipt(answer) };
}

/** Of a question that no model was asked, unless `calls` are given. */
function someReceipt(
  answer: Omit<Answer, 'receipt'>,
  overrides: Partial<Pick<Receipt, 'calls' | 'claims' | 'check'>> = {},
): Receipt {
  const { plan, ranked, answerer, degraded, outcome, usage, cost, milliseconds } = answer;
  return {
    schema: 1,
    askedAt: '2026-01-01T12:00:00.000Z',
    question: plan.question,
    plan: {
      standaloneQuestion: plan.standaloneQuestion,
      rewrittenBy: 'nobody',
      form: 'answer',
      sides: [],
      aspects: [],
      secondSearch: [],
    },
    index: {
      generation: 1,
      papers: 159,
      passages: 1400,
      embedder: 'builtin',
      analyzer: 'terms-1',
      splitter: 'sentences-1',
      createdAt: '2026-01-01T00:00:00.000Z',
    },
    retrieved: ranked,
    evidence: ranked.map(({ paperId }) => paperId),
    answerer,
    check: 'standard',
    degraded,
    calls: [],
    claims: [],
    outcome,
    usage,
    cost,
    milliseconds,
    ...overrides,
  };
}

export const MODEL = 'qwen3:4b-instruct';

/** The same question answered by a chat model: a claim that holds, one that holds in part, and what came of all. */
export function someModelAnswer(overrides: Partial<Answer> = {}): Answer {
  const quotes = [{ marker: 1, text: 'VQGraph is 828x faster than GNNs in inference.' }];
  const usage = { inputTokens: 1234, outputTokens: 210, estimated: false };
  const answer: Omit<Answer, 'receipt'> = {
    ...someAnswer(),
    claims: [
      { text: 'VQGraph infers 828x faster than GNNs.', quotes, check: 'checked' },
      { text: 'VQGraph is the fastest of all.', quotes, check: 'partial' },
    ],
    answerer: MODEL,
    usage,
    milliseconds: { retrieve: 4, answer: 2100, total: 2104 },
    ...overrides,
  };
  const calls = [someCall({ usage: answer.usage ?? usage })];
  return { ...answer, receipt: overrides.receipt ?? someReceipt(answer, { calls }) };
}

export function someCall(overrides: Partial<Receipt['calls'][number]> = {}): Receipt['calls'][number] {
  return {
    prompt: 'answer',
    promptHash: 'a1b2',
    model: MODEL,
    output: '{"outcome":"answered"}',
    usage: { inputTokens: 1234, outputTokens: 210, estimated: false },
    cached: false,
    milliseconds: 2000,
    failure: null,
    ...overrides,
  };
}

/** Of a day on which one user alone has asked. */
export function someUsage(overrides: Partial<UsageReport> = {}): UsageReport {
  const sum = {
    usage: { inputTokens: 12_345, outputTokens: 2_100, estimated: false },
    requests: 9,
    cost: null,
  };
  return {
    day: '2026-01-01',
    model: MODEL,
    user: sum,
    all: sum,
    limits: { perUser: null, total: null },
    ...overrides,
  };
}

export function someManifest(): IndexManifest {
  return {
    embedder: 'builtin',
    embedderFingerprint: 'builtin-1',
    dimensions: 256,
    splitter: 'sentences-1',
    analyzer: 'terms-1',
    generation: 1,
    papersVersion: 1,
    passagesVersion: 1,
    papers: 159,
    passages: 1400,
    createdAt: '2026-01-01T00:00:00.000Z',
  };
}

export function someReport(overrides: Partial<IndexReport> = {}): IndexReport {
  return {
    added: 159,
    changed: 0,
    removed: 0,
    unchanged: 0,
    merged: 4,
    records: 163,
    papers: 159,
    passages: 1400,
    warnings: [],
    reembedded: null,
    milliseconds: 2345,
    ...overrides,
  };
}
