import assert from 'node:assert/strict';
import fc from 'fast-check';
import { corpusPapers } from '../../bench/corpus-papers.ts';
import { checkClaim } from '../../src/grounding/check-claim.ts';
import type { Verdict } from '../../src/grounding/draft.ts';
import { judgeDraft } from '../../src/grounding/judge-draft.ts';
import { objectionText } from '../../src/grounding/objection-text.ts';
import { plainText } from '../../src/grounding/plain-text.ts';
import { repairQuote } from '../../src/grounding/repair-quote.ts';
import type { Paper } from '../../src/papers/paper.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import {
  type Drafted,
  drafts,
  mutated,
  ODD_TEXT,
  POISONED,
  type Told,
  told,
} from './grounding-arbitraries.ts';

/**
 * Holds whatever a model writes against what may never happen (docs/design.md, 1 to 3 and 5), over `numRuns` drafts about the bundled
 * papers and a poisoned one. Throws the first counterexample.
 */
export async function runGroundingProperties(numRuns: number): Promise<void> {
  const papers = [...(await corpusPapers()).values(), POISONED];
  const analyzer = createAnalyzer();
  const draftOf = drafts(papers);
  const judged = ({ draft, cited }: Drafted): Verdict =>
    judgeDraft(draft, { paperOf: (marker) => cited.get(marker) ?? null, analyzer });

  fc.assert(
    fc.property(draftOf, (drafted) => {
      const verdict = judged(drafted);
      holdsTogether(verdict);
      if (verdict.claim !== null) mayBeShown(verdict.claim, drafted);
    }),
    { numRuns },
  );
  fc.assert(
    fc.property(ODD_TEXT, (text) => {
      const plain = plainText(text);
      assert.equal(plainText(plain), plain);
      isInert(plain);
    }),
    { numRuns },
  );
  fc.assert(
    fc.property(fc.constantFrom(...papers), mutated(papers), ({ abstract }, quote) => {
      for (const part of repairQuote(abstract, quote) ?? []) {
        assert.ok(abstract.includes(part), `${JSON.stringify(part)} is not verbatim`);
        assert.notEqual(part.trim(), '');
      }
    }),
    { numRuns },
  );
  fc.assert(
    fc.property(told(papers), (given) => alteredIsNoticed(given, judged)),
    { numRuns },
  );
}

/** What a verdict says of itself. */
function holdsTogether({ check, claim, objections }: Verdict): void {
  assert.equal(check === 'dropped', claim === null);
  assert.equal(check === 'checked', objections.length === 0);
  if (claim !== null) assert.equal(claim.check, check);
  for (const objection of objections) {
    const text = objectionText(objection);
    isOneLine(text);
    assert.ok(text.length < 2000, `${text.length} characters of objection`);
  }
}

/** Every citation resolves, every quote is verbatim, every figure and name is cited, and nothing in the text is alive. */
function mayBeShown(claim: Exclude<Verdict['claim'], null>, { cited }: Drafted): void {
  assert.deepEqual(
    checkClaim(claim, (marker) => cited.get(marker) ?? null),
    [],
  );
  assert.notEqual(claim.quotes.length, 0);
  for (const { marker, text } of claim.quotes) {
    const paper = cited.get(marker);
    assert.ok(paper !== undefined, `[${marker}] cites nothing`);
    assert.ok(paper.abstract.includes(text) && text.trim() !== '', `${JSON.stringify(text)} is not verbatim`);
  }
  assert.ok(claim.text.length <= 600);
  assert.match(claim.text, /\p{L}/u);
  assert.equal(plainText(claim.text), claim.text);
  isInert(claim.text);
  if (claim.check === 'checked') digitsAreQuoted(claim, cited);
}

/** Looked at apart from how the checks read numbers: whatever is written in digits stands in digits, or in words, in what is cited. */
function digitsAreQuoted(claim: Exclude<Verdict['claim'], null>, cited: ReadonlyMap<number, Paper>): void {
  const texts = claim.quotes.map(
    ({ marker, text }) => `${text} ${cited.get(marker)?.title} ${cited.get(marker)?.abstract}`,
  );
  const all = texts.join(' ').normalize('NFKC').replaceAll(',', '');
  for (const [digits] of claim.text
    .normalize('NFKC')
    .replaceAll(',', '')
    .matchAll(/\d+(?:\.\d*[1-9])?/gu))
    assert.ok(
      all.includes(digits) || SMALL.test(digits),
      `${digits} is in none of the texts cited for ${claim.text}`,
    );
}

/** Numbers that abstracts also write as words ("twelve"), or in thousands and millions. */
const SMALL = /^(?:\d|1\d|20|[2-9]0|\d+0{3,})$/u;

function isInert(text: string): void {
  isOneLine(text);
  assert.doesNotMatch(text, /\[\s*[1-9]\d*\s*\]/u);
  assert.doesNotMatch(text, /\]\s?[([]/u);
  assert.doesNotMatch(text, /\bwww\.|[a-z][a-z\d+.-]*:\/\//iu);
  assert.doesNotMatch(text, /@everyone|@here/iu);
  assert.doesNotMatch(text, /<[\p{L}/!?@#:&|]/u);
  assert.doesNotMatch(text, /`|\*\*|__|~~|\|\|/u);
}

function isOneLine(text: string): void {
  assert.ok(text.isWellFormed());
  assert.doesNotMatch(text, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/u);
  assert.equal(text.trim(), text);
}

/** A sentence that quotes itself is checked; with a number or a name that no paper has it is dropped; quoted from another paper as well. */
function alteredIsNoticed(
  { paper, sentence, alteration, other }: Told,
  judged: (drafted: Drafted) => Verdict,
): void {
  const cited = new Map([
    [1, paper],
    [2, other],
  ]);
  const verdictOf = (text: string, marker = 1): Verdict['check'] =>
    judged({ draft: { text, quotes: [{ marker, text: sentence }] }, cited }).check;
  switch (alteration) {
    case 'none':
      // Addresses and markup are taken out of a claim, so that the rest may say less than the sentence.
      if (plainText(sentence) === sentence) assert.equal(verdictOf(sentence), 'checked', sentence);
      return;
    case 'number':
      assert.equal(verdictOf(`${sentence.replace(/[.!?]+$/u, '')}, by 8317.25%.`), 'dropped', sentence);
      return;
    case 'name':
      assert.equal(
        verdictOf(`${sentence.replace(/[.!?]+$/u, '')} and outperforms ZyxoNet-7.`),
        'dropped',
        sentence,
      );
      return;
    case 'source':
      if (!other.abstract.includes(sentence)) assert.equal(verdictOf(sentence, 2), 'dropped', sentence);
      return;
    default:
      alteration satisfies never;
  }
}
