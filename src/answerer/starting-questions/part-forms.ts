import { isPhrase, nounPhrase, withinSentence } from './phrases.ts';
import { does, is, isMethod, type QuestionForm, speaksOfOwn } from './told.ts';

const COUNT = 'two|three|four|five|six|seven';

const UNTELLING =
  /^(?:variety|number|set|series|range|large|wide|range|same|combination|comprehensive|case|total|concept|problem|following|first|second)\b|\b(?:dataset|experiments?|study|analysis|evaluation|method|framework|approach|one|way|model)$/iu;

/** For sentences that say what a method is made of and built on. */
export const PART_FORMS: readonly QuestionForm[] = [
  {
    facet: 'parts',
    worth: 3.2,
    ask({ text, ordinal, proposal, next }, subject) {
      const found = new RegExp(
        String.raw`\b(?<!(?:these|the|both|between|our|on|across|with|first) )(${COUNT}) ((?:[\p{L}-]+ ){0,3}?)(stages|steps|phases|components|modules|operators|strategies|designs|levels|tokenizers|modes|techniques|ingredients|innovations|mechanisms|operations|principles|parts|networks|blocks|branches)\b`,
        'iu',
      ).exec(text);
      if (found === null || ordinal < proposal || !isMethod(subject)) return null;
      const [all, count = '', adjectives = '', things = ''] = found;
      const rest = text.slice(found.index + all.length);
      const named =
        /^[^.]{0,60}(?::|\(?1\)|\(i\)|, namely|, i\.e\.|including|, \p{L})/iu.test(rest) ||
        /^(?:first|specifically|\p{L}+ first)\b/iu.test(next);
      if (adjectives === '' && !/^(?:stages|steps|modules|components|operators)$/iu.test(things)) return null;
      if (
        !named ||
        !isPhrase(`${adjectives}${things}`) ||
        /\b(?:public|different|real|recent|following|new|novel|other|popular|of|for|in|and)\b/iu.test(
          adjectives,
        )
      )
        return null;
      return `What are the ${count.toLowerCase()} ${adjectives}${things} of ${subject.text}?`;
    },
  },
  {
    facet: 'parts',
    worth: 2.4,
    ask({ text, ordinal, proposal }, subject) {
      if (!isMethod(subject) || ordinal < proposal) return null;
      const own = String.raw`(?:${RegExp.escape(subject.text)}|[Oo]ur \p{L}+|^It|[Tt]he (?:proposed )?(?:framework|model|method|architecture|network|system|approach|pipeline))`;
      const found = new RegExp(
        String.raw`${own},? (?:which )?(?:\p{L}+ly )?(consists? of|comprises?|(?:is|are) composed of)\b`,
        'u',
      ).exec(text)?.[1];
      return found === undefined ? null : `What ${does(subject)} consist of?`;
    },
  },
  {
    facet: 'component',
    worth: 2.6,
    ask({ text, ordinal, proposal, abstract }, subject) {
      if (ordinal <= proposal || !isMethod(subject)) return null;
      const found =
        /\b(?:we|it|which|that|\p{L}*\p{Lu}\p{L}*) (?:\p{Ll}+ ){0,2}?(?:introduce|design|develop|employ|incorporate|devise|use|adopt|utilize|propose|apply|construct|build)s? (an?|the) (.+)$/u.exec(
          text,
        );
      if (found === null || !/ (?:to|for|that|which|by|so|from|where) /u.test(found[2] ?? '')) return null;
      const phrase = nounPhrase(found[2] ?? '', 6);
      if (
        phrase === null ||
        !/ (?!and\b)/u.test(phrase) ||
        phrase.includes(' and ') ||
        phrase.includes(subject.text) ||
        UNTELLING.test(phrase)
      )
        return null;
      return `What role ${/[^s]s$/u.test(phrase.split(/ (?:of|for|in) /u)[0] ?? '') ? 'do' : 'does'} the ${withinSentence(phrase, abstract)} play in ${subject.text}?`;
    },
  },
  {
    facet: 'idea',
    worth: 2.2,
    ask({ text }, subject) {
      const found = /\b(?:the|our) (?:key|core|central|main) (idea|insight|observation|intuition)\b/iu
        .exec(text)?.[1]
        ?.toLowerCase();
      return found === undefined ? null : `What is the key ${found} behind ${subject.text}?`;
    },
  },
  {
    facet: 'idea',
    worth: 2.1,
    ask({ text, ordinal, proposal }, subject) {
      if (!isMethod(subject) || ordinal < proposal || !speaksOfOwn(text, subject)) return null;
      const found = new RegExp(
        String.raw`(?:${RegExp.escape(subject.text)}|[Oo]ur \p{L}+|^It) (?:is|are) (?:\p{L}+ly )?(based|built) (?:up)?on\b`,
        'u',
      ).exec(text)?.[1];
      return found === undefined ? null : `What ${is(subject)} ${found} on?`;
    },
  },
  {
    facet: 'idea',
    worth: 2.3,
    ask({ text }, subject) {
      const found =
        /\b(?:motivated|inspired) by (?:the |an? |our |this )?(?:set of )?(?:\p{L}+ )?(observation|insight|finding|phenomenon)s?\b/iu.exec(
          text,
        )?.[1];
      return found === undefined ? null : `What ${found.toLowerCase()} motivates ${subject.text}?`;
    },
  },
];
