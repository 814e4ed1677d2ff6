// The checks of grounding as a classifier: claims known to be true or altered, judged as those of a chat model are.
// usage: npm run bench:checks -- [--split dev|test|all] [--json] [--misses]
import { parseArgs } from 'node:util';
import type { Draft, Objection } from '../src/grounding/draft.ts';
import { judgeDraft } from '../src/grounding/judge-draft.ts';
import { objectionText } from '../src/grounding/objection-text.ts';
import type { Paper } from '../src/papers/paper.ts';
import { type Analyzer, createAnalyzer } from '../src/text/analyzer.ts';
import {
  type CheckedClaim,
  checkQuality,
  countByLabel,
  countOutcomes,
  type OutcomeCounts,
  type Quality,
} from './check-figures.ts';
import { ALTERATIONS, type JudgedClaim, mannerOf, readClaims, SPLITS } from './claims-data.ts';
import { corpusPapers } from './corpus-papers.ts';
import { median } from './figures.ts';

interface JudgedOutcome extends CheckedClaim {
  readonly claim: JudgedClaim;
  readonly objections: readonly Objection[];
}

/** A draft with what its markers stand for: papers are numbered in the order in which it quotes them. */
interface MarkedDraft {
  readonly draft: Draft;
  paperOf(marker: number): Paper | null;
}

const CLAIMS_OF_AN_ANSWER = 40;
const TIMED_RUNS = 20;
const USAGE = 'usage: npm run bench:checks -- [--split dev|test|all] [--json] [--misses]';

const { values } = parseArgs({
  options: {
    split: { type: 'string', default: 'all' },
    json: { type: 'boolean', default: false },
    misses: { type: 'boolean', default: false },
  },
});
const split = values.split;
if (split !== 'all' && !SPLITS.some((one) => one === split)) {
  console.error(`--split is dev, test or all, not ${JSON.stringify(split)}\n${USAGE}`);
  process.exit(2);
}
// Whoever tunes the checks reads the misses, and what was read can no longer tell how good they are.
if (values.misses && split !== 'dev') {
  console.error(`--misses shows claims of the dev half alone: add --split dev\n${USAGE}`);
  process.exit(2);
}

const papers = await corpusPapers();
const claims = (await readClaims(papers)).filter((claim) => split === 'all' || claim.split === split);
const drafts = claims.map((claim) => markedDraft(claim));
const analyzer = createAnalyzer();
const milliseconds = measureTime(drafts);
const outcomes = claims.map((claim, place): JudgedOutcome => {
  const { check, objections } = judge(drafts[place] ?? markedDraft(claim), analyzer);
  return { claim, true: claim.true, outcome: check, objections };
});
const ofTrue = outcomes.filter((outcome) => outcome.true);
const altered = outcomes.filter((outcome) => !outcome.true);
const manners = countByLabel(ofTrue, ({ claim }) => mannerOf(claim));
const kinds = countByLabel(altered, ({ claim }) => claim.alteration ?? '');
const quality = checkQuality(outcomes);

// Worst first: what misleads a reader, what a reader is denied, and then what is marked for either reason.
const misses = [
  { heading: 'altered, and called checked', missed: withOutcome(altered, 'checked') },
  { heading: 'true, and dropped', missed: withOutcome(ofTrue, 'dropped') },
  { heading: 'altered, and shown as partial', missed: withOutcome(altered, 'partial') },
  { heading: 'true, and only partial', missed: withOutcome(ofTrue, 'partial') },
];

if (values.json) {
  const report = {
    split,
    true: { ...countOutcomes(ofTrue), byManner: Object.fromEntries(manners) },
    altered: { ...countOutcomes(altered), byKind: Object.fromEntries(kinds) },
    quality,
    milliseconds,
    ...(values.misses ? { misses: misses.flatMap(({ missed }) => missed) } : {}),
  };
  console.log(JSON.stringify(report, null, 2));
} else {
  print();
  if (values.misses) for (const { heading, missed } of misses) list(heading, missed);
}

function withOutcome(
  given: readonly JudgedOutcome[],
  outcome: CheckedClaim['outcome'],
): readonly JudgedOutcome[] {
  return given.filter((one) => one.outcome === outcome);
}

function markedDraft(claim: JudgedClaim): MarkedDraft {
  const cited = [...new Set(claim.quotes.map(({ paperId }) => paperId))];
  return {
    draft: {
      text: claim.claim,
      quotes: claim.quotes.map(({ paperId, quote }) => ({
        marker: cited.indexOf(paperId) + 1,
        text: quote,
      })),
    },
    paperOf: (marker) => papers.get(cited[marker - 1] ?? '') ?? null,
  };
}

function judge({ draft, paperOf }: MarkedDraft, given: Analyzer): ReturnType<typeof judgeDraft> {
  return judgeDraft(draft, { paperOf, analyzer: given });
}

/**
 * Of an answer of 40 claims: the first in this process with nothing warmed up, the median of later ones, and the fastest, which
 * what else the machine does disturbs least.
 */
function measureTime(given: readonly MarkedDraft[]): {
  readonly first: number;
  readonly median: number;
  readonly fastest: number;
} {
  const own = createAnalyzer();
  const timeOf = (start: number): number => {
    const began = performance.now();
    for (let i = 0; i < CLAIMS_OF_AN_ANSWER; i++) {
      const draft = given[(start + i) % given.length];
      if (draft !== undefined) judge(draft, own);
    }
    return performance.now() - began;
  };
  const first = timeOf(0);
  const later = Array.from({ length: TIMED_RUNS }, (_, run) => timeOf((run + 1) * CLAIMS_OF_AN_ANSWER));
  return { first, median: median(later), fastest: Math.min(...later) };
}

function print(): void {
  console.log(`claims about the bundled papers (split: ${split})\n`);
  console.log('| | claims | checked | partial | dropped |');
  console.log('|---|--:|--:|--:|--:|');
  row('true', countOutcomes(ofTrue));
  for (const [manner, counts] of manners) row(`– ${manner}`, counts);
  row('altered', countOutcomes(altered));
  for (const kind of ALTERATIONS) {
    const counts = kinds.get(kind);
    if (counts !== undefined) row(`– ${kind}`, counts);
  }
  console.log('\n| | precision | recall |');
  console.log('|---|--:|--:|');
  qualityRow('checked: is true', quality.checked);
  qualityRow('shown (checked or partial): is true', quality.shown);
  qualityRow('dropped: is altered', quality.dropped);
  const { first, median: later, fastest } = milliseconds;
  console.log(
    `\n${CLAIMS_OF_AN_ANSWER} claims: ${first.toFixed(1)} ms the first time, then ${later.toFixed(1)} ms (median), ${fastest.toFixed(1)} ms at best`,
  );
}

function row(label: string, { claims: of, checked, partial, dropped }: OutcomeCounts): void {
  const share = (count: number): string => `${count} (${((100 * count) / of).toFixed(0)}%)`;
  console.log(`| ${label} | ${of} | ${share(checked)} | ${share(partial)} | ${share(dropped)} |`);
}

function qualityRow(label: string, { precision, recall }: Quality): void {
  const figure = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(3));
  console.log(`| ${label} | ${figure(precision)} | ${figure(recall)} |`);
}

function list(heading: string, missed: readonly JudgedOutcome[]): void {
  console.log(`\n${heading}: ${missed.length}`);
  for (const { claim, objections } of missed) {
    console.log(`\n${claim.id} ${claim.alteration ?? mannerOf(claim)}: ${claim.claim}`);
    if (claim.note !== '') console.log(`  note: ${claim.note}`);
    for (const { paperId, quote } of claim.quotes) console.log(`  ${paperId}: "${quote}"`);
    for (const objection of objections) console.log(`  ${objection.kind}: ${objectionText(objection)}`);
  }
}
