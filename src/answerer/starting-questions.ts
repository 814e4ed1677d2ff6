import { splitIntoPassages } from '../papers/splitting.ts';
import { rolesOf } from './sentence-cues.ts';
import { FORMS } from './starting-questions/forms.ts';
import { type Subjected, subjectOf } from './starting-questions/subject.ts';
import type { Facet, Told } from './starting-questions/told.ts';

/** A question that a sentence of an abstract should answer. */
export interface StartingQuestion {
  readonly text: string;
  readonly facet: Facet;
  /** The place of the sentence in the abstract. */
  readonly ordinal: number;
  readonly worth: number;
}

const LONGEST_QUESTION = 220;

/**
 * Questions drawn from the sentences of an abstract, the most telling first; each is a whole English question that names its paper or
 * method. Whether the abstract answers them is for the caller to find out. Pure: the same paper gives the same questions.
 */
export function startingQuestionsOf(paper: Subjected): readonly StartingQuestion[] {
  const subject = subjectOf(paper);
  const sentences = splitIntoPassages({ id: '', abstract: paper.abstract });
  const proposing = sentences.findIndex(
    ({ text }) => rolesOf(text).has('proposal') || text.includes(`${subject.text} (`),
  );
  const proposal = proposing < 0 ? sentences.findIndex(({ text }) => rolesOf(text).has('aim')) : proposing;
  const asked = sentences.flatMap(({ text, ordinal }, place) => {
    const told: Told = {
      text,
      ordinal,
      proposal: Math.max(0, proposal),
      next: sentences[place + 1]?.text ?? '',
      title: paper.title,
      abstract: paper.abstract,
    };
    return FORMS.flatMap(({ facet, worth, ask }) => {
      const question = ask(told, subject);
      return question === null || question.length > LONGEST_QUESTION
        ? []
        : [{ text: question, facet, ordinal, worth }];
    });
  });
  return asked.sort((a, b) => b.worth - a.worth || a.ordinal - b.ordinal);
}
