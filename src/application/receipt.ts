import type { AnswerEnd, RankedPaper } from '../answerer/answer.ts';
import type { AnswererResult } from '../answerer/answerer.ts';
import type { AnswerBlock } from '../answerer/markdown.ts';
import type { Receipt, ReceiptClaim } from '../answerer/receipt.ts';
import type { ModelSession } from '../chat/model-session.ts';
import { objectionText } from '../grounding/objection-text.ts';
import type { Strictness } from '../grounding/strictness.ts';
import type { IndexManifest } from '../store/passage-index.ts';
import type { Gathered } from './gather-evidence.ts';
import type { Understanding } from './understand.ts';

/** How the answer came about, from what each step of it knows. */
export function receiptOf(given: {
  readonly askedAt: Date;
  readonly question: string;
  readonly understanding: Understanding;
  readonly gathered: Gathered;
  readonly secondSearch: readonly string[];
  readonly manifest: IndexManifest;
  readonly ranked: readonly RankedPaper[];
  readonly evidence: readonly string[];
  readonly check: Strictness;
  readonly session: ModelSession | null;
  readonly result: AnswererResult;
  readonly blocks: readonly AnswerBlock[];
  readonly paperIdOf: (marker: number) => string | null;
  readonly end: AnswerEnd;
}): Receipt {
  const { understanding, manifest, end, gathered } = given;
  const compared = gathered.intent.kind === 'compare' ? gathered.intent : { sides: [], aspects: [] };
  return {
    schema: 1,
    askedAt: given.askedAt.toISOString(),
    question: given.question,
    plan: {
      standaloneQuestion: understanding.standalone,
      rewrittenBy: understanding.rewrittenBy,
      form: gathered.intent.kind,
      sides: compared.sides,
      aspects: compared.aspects,
      secondSearch: given.secondSearch,
    },
    index: {
      generation: manifest.generation,
      papers: manifest.papers,
      passages: manifest.passages,
      embedder: manifest.embedderFingerprint,
      analyzer: manifest.analyzer,
      splitter: manifest.splitter,
      createdAt: manifest.createdAt,
    },
    retrieved: given.ranked,
    evidence: given.evidence,
    answerer: end.answerer,
    check: given.check,
    degraded: end.degraded,
    calls: given.session?.calls ?? [],
    claims: [...draftsIn(given.result), ...quotesIn(given)],
    outcome: end.outcome,
    usage: end.usage,
    cost: end.cost,
    milliseconds: end.milliseconds,
  };
}

function draftsIn({ drafts }: AnswererResult): ReceiptClaim[] {
  return drafts.map(({ part, draft, verdict, round, paperIds }) => ({
    part,
    text: verdict.claim?.text ?? draft.text,
    quotes: draft.quotes.map(({ text }, place) => ({ paperId: paperIds[place] ?? null, text })),
    check: verdict.check,
    objections: verdict.objections.map(objectionText),
    round,
  }));
}

/** Claims that are the abstracts' own words, beside those that a model drafted. */
function quotesIn(given: {
  readonly blocks: readonly AnswerBlock[];
  readonly result: AnswererResult;
  readonly paperIdOf: (marker: number) => string | null;
}): ReceiptClaim[] {
  const drafted = new Set(
    given.result.drafts.flatMap(({ verdict }) => verdict.claim?.quotes.map(({ text }) => text) ?? []),
  );
  return given.blocks.flatMap((block) => {
    if (block.type !== 'claim' || block.claim.check !== 'quote' || drafted.has(block.claim.text)) return [];
    const { text, quotes, check } = block.claim;
    return [
      {
        part: 'claim' as const,
        text,
        quotes: quotes.map((quote) => ({ paperId: given.paperIdOf(quote.marker), text: quote.text })),
        check,
        objections: [],
        round: 1 as const,
      },
    ];
  });
}
