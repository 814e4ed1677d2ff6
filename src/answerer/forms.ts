import type { Claim } from '../grounding/claim.ts';
import type { RetrievedPaper, RetrievedPassage } from '../retrieval/retriever.ts';
import type { Analyzer } from '../text/analyzer.ts';
import type { Detail } from './answer.ts';
import type { AnswererEvent, AnswerTask } from './answerer.ts';
import { type ChoiceSettings, chooseSentences } from './choose-sentences.ts';
import { buildComparison } from './compare.ts';
import { coverageLine } from './coverage-line.ts';
import { digestOf } from './digest.ts';
import { findingOf } from './finding.ts';
import { type PaperPart, sentencesOf } from './paper-parts.ts';
import { groupByTheme } from './themes.ts';

export const EXTRACTIVE_CHOICE: ChoiceSettings = {
  least: 2,
  most: 4,
  mostPerPaper: 3,
  share: 0.68,
  redundancy: 0.25,
  paperWeight: 0.6,
};

/** What another detail changes of the choice. */
export const CHOICE_BY_DETAIL: Readonly<Record<Detail, Partial<ChoiceSettings>>> = {
  short: { least: 1, most: 1, mostPerPaper: 1 },
  normal: {},
  long: { least: 4, most: 8, mostPerPaper: 6, share: 0.45 },
};

/** A sentence that speaks of what the one before it says; "This paper …" speaks of the paper. */
const LEANING =
  /^(?:(?:this|these|those|such)\s+(?!(?:paper|work|study|survey|article|report|review)\b)\p{Ll}|(?:it|they|its|their|both|the (?:former|latter))\b)/iu;
/** So many sentences that say the part of the paper that is asked for come first. */
const SAYING = 2;
/** With the sentence before it, a quote may be this long. */
const LONGEST_PAIR = 75;

export type Answering = Generator<AnswererEvent, void, void>;

/** The evidence in the form that the question asks for, all of it quoted. */
export function* inItsForm(task: AnswerTask, choice: ChoiceSettings, analyzer: Analyzer): Answering {
  switch (task.intent.kind) {
    case 'answer':
      return yield* sentences(task, choice);
    case 'compare':
      return yield* comparison(task, task.intent, analyzer);
    case 'list':
      return yield* listing(task);
    case 'summary':
      return yield* summary(task, analyzer);
    default:
      return task.intent satisfies never;
  }
}

/** The sentences that answer, across the papers. */
export function* sentences(task: AnswerTask, choice: ChoiceSettings): Answering {
  yield* quoted(task, chooseSentences(task.papers, task, choice));
}

/** The sentences that say a part of one paper, and then those that answer in other ways. Nothing when none says it. */
export function* partThenSentences(
  task: AnswerTask,
  { paper, part }: { readonly paper: RetrievedPaper; readonly part: PaperPart },
  choice: ChoiceSettings,
): Answering {
  const byId = new Map(paper.passages.map((retrieved) => [retrieved.passage.id, retrieved]));
  const saying = sentencesOf(
    part,
    paper.passages.map(({ passage }) => passage),
  ).flatMap(({ id }) => byId.get(id) ?? []);
  const first = saying.slice(0, Math.min(SAYING, choice.most));
  const usual = chooseSentences(task.papers, task, choice);
  const others = usual.filter(({ passage }) => !first.includes(passage));
  // As long as any other answer.
  const count = Math.max(first.length, usual.length);
  yield* quoted(task, [...first.map((passage) => ({ paper, passage })), ...others].slice(0, count));
}

/** The chosen sentences, each with the one that it would not stand without. */
function* quoted(
  task: AnswerTask,
  chosen: readonly { readonly paper: RetrievedPaper; readonly passage: RetrievedPassage }[],
): Answering {
  const taken = new Set(chosen.map(({ passage }) => passage.passage.id));
  for (const { paper, passage } of chosen) {
    const before = leanedOn(paper, passage);
    if (before === null || taken.has(before.passage.id)) yield claimEvent(task, paper, passage);
    else {
      taken.add(before.passage.id);
      yield quoteEvent(task, paper, paper.paper.abstract.slice(before.passage.start, passage.passage.end));
    }
  }
}

/** The sentence without which this one would not stand alone; null when it does, or when both would be too long a quote. */
function leanedOn(paper: RetrievedPaper, { passage }: RetrievedPassage): RetrievedPassage | null {
  if (!LEANING.test(passage.text)) return null;
  const before = paper.passages.find((other) => other.passage.ordinal === passage.ordinal - 1);
  if (before === undefined) return null;
  const words = `${before.passage.text} ${passage.text}`.split(/\s+/u).length;
  return words <= LONGEST_PAIR ? before : null;
}

function* comparison(
  task: AnswerTask,
  asked: { readonly sides: readonly string[]; readonly aspects: readonly string[] },
  analyzer: Analyzer,
): Answering {
  const table = buildComparison({
    papers: task.papers,
    markerOf: (paperId) => task.markers.markerOf(paperId),
    sides: asked.sides,
    aspects: asked.aspects,
    question: task.question,
    terms: task.retrieval.terms,
    analyzer,
  });
  const filled = table.rows.some(({ cells }) => cells.some((cell) => cell !== null));
  if (filled) yield { type: 'table', table };
  // Abstracts that say nothing of the kind are quoted for what they do say.
  else yield* sentences(task, { ...EXTRACTIVE_CHOICE, least: task.papers.length, mostPerPaper: 1 });
}

/** Every paper with its best sentence, and how many they are. */
function* listing(task: AnswerTask): Answering {
  const count = task.papers.length;
  const all = Math.max(count, task.related);
  const text =
    all > count
      ? `${count} of ${all} related papers, the nearest first:`
      : count === 1
        ? 'One paper:'
        : `${count} papers, the nearest first:`;
  yield { type: 'remark', remark: { text, heading: false } };
  const choice = { ...EXTRACTIVE_CHOICE, least: 1, most: 1 };
  for (const paper of task.papers)
    for (const { passage } of chooseSentences([paper], task, choice)) yield claimEvent(task, paper, passage);
}

/** A quoted finding of each central paper, by theme, and what the summary draws on; of a single paper, what it is for, does and found. */
function* summary(task: AnswerTask, analyzer: Analyzer): Answering {
  const [paper, ...others] = task.papers;
  if (paper !== undefined && others.length === 0) {
    const digest = digestOf(paper, task.detail);
    return yield* quoted(
      task,
      digest.map((passage) => ({ paper, passage })),
    );
  }
  const byId = new Map(task.papers.map((paper) => [paper.paper.id, paper]));
  const themes = groupByTheme(
    task.papers.map(({ paper }) => paper),
    [...analyzer.terms(task.question), ...task.retrieval.terms.map(({ term }) => term)],
    analyzer,
  );
  for (const { label, paperIds } of themes) {
    if (themes.length > 1) yield { type: 'remark', remark: { text: headingOf(label), heading: true } };
    for (const id of paperIds) {
      const paper = byId.get(id);
      const finding = paper === undefined ? null : findingOf(paper);
      if (paper !== undefined && finding !== null) yield claimEvent(task, paper, finding);
    }
  }
  yield {
    type: 'remark',
    remark: {
      text: coverageLine(
        task,
        task.papers.map(({ paper }) => paper),
      ),
      heading: false,
    },
  };
}

function headingOf(label: string | null): string {
  return label === null ? 'Further papers' : `${label.slice(0, 1).toUpperCase()}${label.slice(1)}`;
}

function claimEvent(task: AnswerTask, paper: RetrievedPaper, { passage }: RetrievedPassage): AnswererEvent {
  return quoteEvent(task, paper, passage.text);
}

function quoteEvent(task: AnswerTask, paper: RetrievedPaper, text: string): AnswererEvent {
  const claim: Claim = {
    text,
    quotes: [{ marker: task.markers.markerOf(paper.paper.id), text }],
    check: 'quote',
  };
  return { type: 'claim', claim };
}
