import { splitIntoPassages } from '../../papers/splitting.ts';
import { type PaperPart, sentencesOf } from '../paper-parts.ts';
import type { StartingQuestion } from '../starting-questions.ts';
import { type Subject, type Subjected, subjectOf } from './subject.ts';
import { does, isData, isMethod } from './told.ts';

/** Less than a question in words of the abstract; what a paper is for, does and found before what else there is. */
const WORTH: Readonly<Record<PaperPart, number>> = {
  problem: 0.7,
  method: 0.65,
  result: 0.6,
  proposal: 0.5,
  aim: 0.4,
  background: 0.2,
};
/** Of what has no name, how it works is told less clearly than what is proposed or studied. */
const UNNAMED = 0.3;
const PARTS = Object.keys(WORTH) as PaperPart[];

/**
 * Questions for the parts that an abstract has, in words that fit any paper: for where too few can be asked in its own. Each goes with
 * the sentence that says the part best. Pure.
 */
export function partQuestionsOf(paper: Subjected): readonly StartingQuestion[] {
  const subject = subjectOf(paper);
  const passages = splitIntoPassages({ id: '', abstract: paper.abstract });
  return PARTS.flatMap((facet) => {
    const text = textOf(facet, subject, paper);
    const [best] = sentencesOf(facet, passages);
    return text === null || best === undefined
      ? []
      : [
          {
            text,
            facet,
            ordinal: best.ordinal,
            worth: facet === 'method' && !isMethod(subject) ? UNNAMED : WORTH[facet],
          },
        ];
  });
}

function textOf(part: PaperPart, subject: Subject, { abstract }: Subjected): string | null {
  const paper = subject.surveys ? 'this survey' : 'this paper';
  const method = isMethod(subject);
  switch (part) {
    case 'background':
      return `What is the background of ${paper}?`;
    case 'problem':
      return `What problem ${method ? does(subject) : `does ${paper}`} address?`;
    case 'aim':
      return method ? null : `What does ${paper} ${subject.surveys ? 'cover' : 'study'}?`;
    case 'proposal':
      return subject.surveys ? null : `What does ${paper} propose?`;
    case 'method':
      if (subject.surveys || (method && isData(subject, abstract))) return null;
      return method ? `How ${does(subject)} work?` : `What approach does ${paper} take?`;
    case 'result':
      if (method) return `What results are reported for ${subject.text}?`;
      return `What does ${paper} ${subject.surveys ? 'conclude' : 'find'}?`;
    default:
      return part satisfies never;
  }
}
