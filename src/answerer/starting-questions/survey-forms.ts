import { nounPhrase, withArticle } from './phrases.ts';
import type { QuestionForm } from './told.ts';

/** For what a survey says of its field. */
export const SURVEY_FORMS: readonly QuestionForm[] = [
  {
    facet: 'scope',
    worth: 3,
    ask({ text }, subject) {
      if (!subject.surveys) return null;
      const found = /\b(categori[sz]|classif|organi[sz]|group|divid)(?:es?|ies|y|ing|ed?) (.+)$/iu.exec(text);
      const phrase = found === null ? null : nounPhrase(found[2] ?? '', 8);
      if (found === null || phrase === null) {
        const taxonomy = /\btaxonomy of (.+)$/iu.exec(text)?.[1];
        const of = taxonomy === undefined ? null : nounPhrase(taxonomy, 6);
        return of === null ? null : `What taxonomy of ${of} does this survey give?`;
      }
      const stem = (found[1] ?? '').toLowerCase();
      const verb = stem === 'classif' ? 'classify' : stem === 'group' ? stem : `${stem}e`;
      return `How does this survey ${verb} ${withArticle(phrase, text)}?`;
    },
  },
  {
    facet: 'covered',
    worth: 2,
    ask({ text }, subject) {
      if (!subject.surveys) return null;
      const found =
        /\b(?:we|survey|paper|review) (?:\p{Ll}+ ){0,3}?(?:examine|investigate|review|discuss|overview|summarize|delve into|analyze|explore|cover|delineate|introduce)s? (.+)$/iu.exec(
          text,
        )?.[1];
      const phrase = found === undefined ? null : nounPhrase(found, 8);
      return phrase === null || phrase.split(' ').length < 2
        ? null
        : `What does this survey say about ${withArticle(phrase, text)}?`;
    },
  },
  {
    facet: 'outlook',
    worth: 2.5,
    ask({ text }, subject) {
      if (!subject.surveys && subject.kind !== 'paper') return null;
      const found =
        /\b((?:key |open |remaining |main )?(?:challenges|problems|questions) and (?:\p{L}+ ){0,2}directions|(?:future|research|promising|potential) (?:\p{L}+ ){0,2}directions|open (?:problems|challenges|questions))\b(?: (in|for) (.+)$)?/iu.exec(
          text,
        );
      if (found === null) return null;
      const phrase = nounPhrase(found[3] ?? '', 7);
      return `What ${found[1]?.toLowerCase()} are there${phrase === null ? '' : ` ${found[2]} ${phrase}`}?`;
    },
  },
];
