import type { Subject } from './subject.ts';

/** What a question asks for: no two of one paper ask for the same. */
export type Facet =
  | 'problem'
  | 'difference'
  | 'method'
  | 'parts'
  | 'component'
  | 'idea'
  | 'figure'
  | 'comparison'
  | 'data'
  | 'use'
  | 'training'
  | 'theory'
  | 'result'
  | 'question'
  | 'scope'
  | 'covered'
  | 'release'
  | 'definition'
  | 'outlook'
  | 'background'
  | 'aim'
  | 'proposal';

/** A sentence of an abstract, with where it stands. */
export interface Told {
  readonly text: string;
  readonly ordinal: number;
  /** The place of the sentence that says what the paper proposes. */
  readonly proposal: number;
  readonly next: string;
  readonly title: string;
  readonly abstract: string;
}

/** A way to ask for what a sentence says; null when the sentence does not fit it. */
export interface QuestionForm {
  readonly facet: Facet;
  /** The more a question says of its paper, the more it is worth. */
  readonly worth: number;
  ask(told: Told, subject: Subject): string | null;
}

/** "does VQGraph", "do SNNKs" */
export const does = ({ text, plural }: Subject): string => `${plural ? 'do' : 'does'} ${text}`;
export const is = ({ text, plural }: Subject): string => `${plural ? 'are' : 'is'} ${text}`;
/** It has something of its own to ask about: not the paper as a whole. */
export const isMethod = ({ kind }: Subject): boolean => kind !== 'paper';
/** A dataset or a measure does not work; it is worked with. */
export const isData = ({ text }: Subject, abstract: string): boolean =>
  abstract.includes(`${text} dataset`) ||
  new RegExp(
    String.raw`\b(?:dataset|benchmark|metrics?|collection)\b[^.]{0,60}${RegExp.escape(text)}|${RegExp.escape(text)}, an? (?:\p{Ll}+ ){0,3}(?:dataset|benchmark|set of)`,
    'u',
  ).test(abstract);
/** What a sentence that begins so speaks of is the paper's own: its name, "our method", "it". */
export function speaksOfOwn(text: string, { text: name, kind }: Subject): boolean {
  if (kind === 'name' && text.includes(name)) return true;
  return /\b(?:our|the proposed|this) (?:\p{L}[\p{L}-]* ){0,3}(?:method|model|models|approach|framework|architecture|algorithm|system|network|technique|strategy|paradigm|tokenizer|kernels?|solution|results?|experiments?|work)\b|\bwe\b|^it\b/iu.test(
    text,
  );
}
