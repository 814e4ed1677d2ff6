import { looksEnglish } from '../embeddings/looks-english.ts';
import type { Paper } from '../papers/paper.ts';
import type { Analyzer } from '../text/analyzer.ts';
import { changeFaults } from './changes.ts';
import { figureFaults } from './check-figures.ts';
import { nameFaults, type PlacedName, placedNames } from './check-names.ts';
import { wordFaults } from './check-words.ts';
import { type CitedTexts, citedTexts } from './cited-texts.ts';
import type { Quote } from './claim.ts';
import { comparisonFaults } from './compared.ts';
import { directionFaults } from './direction.ts';
import type { Draft, Objection, Verdict } from './draft.ts';
import { exchangeFaults } from './exchanged.ts';
import { doubtful, type Fault } from './fault.ts';
import { joinedFaults } from './joined.ts';
import { listFaults } from './lists.ts';
import { mixedSourceFaults } from './mixed-sources.ts';
import { negationFaults } from './negation.ts';
import { othersFaults } from './others.ts';
import { MOST_RAW_CHARACTERS, plainText } from './plain-text.ts';
import { type ReadText, readText } from './read-text.ts';
import { repairQuote } from './repair-quote.ts';
import { replacementFaults } from './replaced.ts';
import { scopeFaults } from './scope.ts';

/** One statement is a sentence or two. */
const MOST_CHARACTERS = 600;
/** No statement needs more; what has more is a list. */
const MOST_QUOTES = 20;
const SHOWN_OF_A_QUOTE = 160;
/** Which language quotes are in, a few lines of them tell. */
const ENOUGH_OF_A_LANGUAGE = 300;

export interface JudgeContext {
  /** The closed set of papers that the draft may cite; null for a marker of none. */
  paperOf(marker: number): Paper | null;
  readonly analyzer: Analyzer;
}

/**
 * What may be shown of a draft. `checked`: its quotes are verbatim, every number with its unit and every name is in what it cites, and
 * nothing in it is turned round, taken further or worded beyond the quotes as far as rules can tell; `partial`: quotes are real,
 * and something of the claim goes beyond them; else dropped. Pure, and linear in the length of the draft.
 */
export function judgeDraft(draft: Draft, context: JudgeContext): Verdict {
  if (draft.text.length > MOST_RAW_CHARACTERS) return dropped([tooLong(draft.text.length)]);
  const text = plainText(draft.text);
  if (!/\p{L}/u.test(text)) return dropped([{ kind: 'empty' }]);
  if (text.length > MOST_CHARACTERS) return dropped([tooLong(text.length)]);
  if (draft.quotes.length === 0) return dropped([{ kind: 'no-quote' }]);
  if (draft.quotes.length > MOST_QUOTES)
    return dropped([tooLong(draft.quotes.reduce((sum, quote) => sum + quote.text.length, text.length))]);
  const { quotes, refused, unknown } = repaired(draft.quotes, context);
  if (unknown.length > 0 || quotes.length === 0) return dropped([...unknown, ...refused]);

  const faults = faultsOf(
    readText(text, context.analyzer),
    citedTexts(quotes, context.paperOf, context.analyzer),
  );
  const objections = [...refused, ...faults.map(({ objection }) => objection)];
  // What stood on words that nobody wrote must be carried by the other quotes alone, and without a doubt.
  const lost = refused.some(({ marker }) => !quotes.some((quote) => quote.marker === marker));
  if (faults.some((fault) => fault.fatal) || (lost && faults.length > 0)) return dropped(objections);
  const check = objections.length === 0 ? 'checked' : 'partial';
  return { check, claim: { text, quotes, check }, objections };
}

type NotVerbatim = Extract<Objection, { kind: 'not-verbatim' }>;

interface Repaired {
  readonly quotes: readonly Quote[];
  readonly refused: readonly NotVerbatim[];
  readonly unknown: readonly Objection[];
}

function repaired(drafted: readonly Quote[], { paperOf }: JudgeContext): Repaired {
  const quotes: Quote[] = [];
  const refused: NotVerbatim[] = [];
  const unknown = new Map<number, Objection>();
  for (const { marker, text } of drafted) {
    const paper = paperOf(marker);
    if (paper === null) {
      unknown.set(marker, { kind: 'unknown-source', marker });
      continue;
    }
    const found = repairQuote(paper.abstract, text);
    if (found === null) refused.push({ kind: 'not-verbatim', marker, quote: shortened(text) });
    for (const part of found ?? [])
      if (!quotes.some((quote) => quote.marker === marker && quote.text.includes(part)))
        quotes.push({ marker, text: part });
  }
  return { quotes, refused, unknown: [...unknown.values()] };
}

function faultsOf(claim: ReadText, cited: CitedTexts): Fault[] {
  const isEnglish = looksEnglish(withoutAddresses(claim.text));
  const names = placedNames(claim, cited, isEnglish);
  const certain = [...figureFaults(claim, cited), ...nameFaults(names)];
  if (!isEnglish || !looksEnglish(withoutAddresses(cited.quoted.text.slice(0, ENOUGH_OF_A_LANGUAGE))))
    return [...certain, doubtful({ kind: 'language' })];
  return [...certain, ...wordingFaults(claim, cited, names)];
}

/** Hosts and paths are of no language. */
function withoutAddresses(text: string): string {
  return text.replace(/\S+[./]\S*\/\S*/gu, ' ');
}

/** What only texts of one language can be held against each other for. */
function wordingFaults(claim: ReadText, cited: CitedTexts, names: readonly PlacedName[]): Fault[] {
  return [
    ...negationFaults(claim, cited),
    ...directionFaults(claim, cited),
    ...exchangeFaults(claim, cited.quoted),
    ...replacementFaults(claim, cited.quoted),
    ...comparisonFaults(claim, cited),
    ...othersFaults(claim, cited),
    ...changeFaults(claim, cited.quoted),
    ...listFaults(claim, cited.quoted),
    ...mixedSourceFaults(claim, cited),
    ...scopeFaults(claim, cited),
    ...wordFaults(claim, cited, names),
    ...joinedFaults(claim, cited),
  ];
}

function dropped(objections: readonly Objection[]): Verdict {
  return { check: 'dropped', claim: null, objections };
}

function tooLong(characters: number): Objection {
  return { kind: 'too-long', characters };
}

/** What a model wrote, fit to be told on a line of a receipt or of a prompt. */
function shortened(quote: string): string {
  const plain = plainText(quote);
  return plain.length <= SHOWN_OF_A_QUOTE ? plain : `${plain.slice(0, SHOWN_OF_A_QUOTE).trimEnd()}…`;
}
