import type { Vocabulary } from '../store/passage-index.ts';
import type { QuestionTerm } from './retriever.ts';

/** BM25's idf (Robertson & Zaragoza 2009, with the 1 + that keeps it positive); greatest for a term of no paper. */
export function inverseDocumentFrequency(documents: number, documentFrequency: number): number {
  return Math.log(1 + (documents - documentFrequency + 0.5) / (documentFrequency + 0.5));
}

/** The question's terms, each once in order of first use, with their idf. */
export function questionTerms(
  terms: readonly { readonly term: string; readonly weight: number }[],
  vocabulary: Vocabulary,
): QuestionTerm[] {
  const once = new Map<string, QuestionTerm>();
  for (const { term, weight } of terms) {
    const known = once.get(term);
    if (known !== undefined && known.weight >= weight) continue;
    const documents = vocabulary.documentFrequency(term);
    once.set(term, {
      term,
      weight,
      documents,
      idf: inverseDocumentFrequency(vocabulary.documents, documents),
    });
  }
  return [...once.values()];
}

/** Share (0…1) of the question's weighted idf mass that a text's terms hold; 0 for a question without terms. */
export function coverageOf(question: readonly QuestionTerm[], present: ReadonlySet<string>): number {
  let mass = 0;
  let held = 0;
  for (const { term, weight, idf } of question) {
    mass += weight * idf;
    if (present.has(term)) held += weight * idf;
  }
  return mass > 0 ? held / mass : 0;
}
