import { rolesOf } from '../sentence-cues.ts';
import { isPhrase, isWhole, nounPhrase } from './phrases.ts';
import type { Subject } from './subject.ts';
import { isData, isMethod, type QuestionForm } from './told.ts';
import { VAGUE } from './vague-words.ts';

/** "the experiments with VQGraph", "the experiments in this paper" */
const inPaper = ({ text, kind }: Subject): string => (kind === 'paper' ? `in ${text}` : `with ${text}`);

/** For sentences that say what came of it, on what it was tried, and where it is used. */
export const RESULT_FORMS: readonly QuestionForm[] = [
  {
    facet: 'use',
    worth: 2.9,
    ask({ text }, subject) {
      if (!isMethod(subject)) return null;
      if (/\bonline (?:A\/B )?(?:tests?|testing|experiments?)\b|\bA\/B (?:tests?|testing)\b/iu.test(text)) {
        const ab = /A\/B/u.test(text) ? 'A/B tests' : 'experiments';
        return `What do the online ${ab} with ${subject.text} show?`;
      }
      return /\b(?:has|have) been (?:\p{L}+ly )?deployed|\b(?:is|was|were|are) (?:\p{L}+ly )?deployed (?:in|at|on|to)\b/iu.test(
        text,
      )
        ? `Where ${subject.plural ? 'have' : 'has'} ${subject.text} been deployed?`
        : null;
    },
  },
  {
    facet: 'data',
    worth: 2.3,
    ask({ text, ordinal, proposal, abstract }, subject) {
      if (
        isData(subject, abstract) ||
        ordinal < proposal ||
        subject.surveys ||
        !/\b(?:experiment|evaluat|test|validat|results?|demonstrat|benchmark|outperform|achiev|effective)/iu.test(
          text,
        )
      )
        return null;
      const found =
        /\b(?:on|across|with|over|in|covering) (?:[^,;.]{0,40} )??((?:[\p{L}-]+ ){0,3})(datasets?|benchmarks?|tasks)\b/iu.exec(
          text,
        );
      if (found === null) return null;
      // Something must be named, or there is nothing to tell.
      const names =
        text
          .match(/(?<=[\s(])(?:\p{Lu}[\p{L}\d-]*\p{Lu}[\p{L}\d-]*|\p{Lu}\p{Ll}+(?:-?\d+)?)/gu)
          ?.filter((name) => name !== subject.text) ?? [];
      const listed =
        /\b(?:including|such as|e\.g\.|i\.e\.|namely|like)\b|\(/u.test(text) ||
        /\b\p{Ll}+,? and (?:\p{Ll}+ )+tasks/iu.test(text);
      if (names.length < 1 && !listed) return null;
      const kind = (found[1] ?? '').split(' ').filter((word) => word !== '');
      const telling = kind.slice(kind.findLastIndex((word) => VAGUE.test(word)) + 1);
      // A name among the words would be the answer.
      const what = `${telling.some((word) => /\p{Lu}/u.test(word)) ? '' : telling.map((word) => `${word} `).join('')}${(found[2] ?? '').toLowerCase().replace(/s?$/u, 's')}`;
      if (!isPhrase(what)) return null;
      const verb = /\bevaluat/iu.test(abstract)
        ? 'evaluated'
        : /\btest(?:ed|s|ing)?\b/iu.test(abstract)
          ? 'tested'
          : 'tried';
      return isMethod(subject)
        ? `On which ${what} ${subject.plural ? 'were' : 'was'} ${subject.text} ${verb}?`
        : what.includes(' ')
          ? `Which ${what} were tried?`
          : null;
    },
  },
  {
    facet: 'theory',
    worth: 2.1,
    ask({ text }, subject) {
      if (
        !/\b(?:we (?:\w+ly )?prove|we (?:\w+ly )?(?:establish|derive) (?:\S+ ){0,5}?(?:\S*theor\S*|bounds?|rates?|consistency|convergence|guarantees?|equivalence)|theoretical (?:analysis|guarantees?|results?)|theoretically (?:prove|show|justif\w+|analy[sz]e))\b/iu.test(
          text,
        )
      )
        return null;
      return subject.kind === 'paper'
        ? `What is proved ${inPaper(subject)}?`
        : `What is shown in theory about ${subject.text}?`;
    },
  },
  {
    facet: 'result',
    worth: 1.9,
    ask({ text, ordinal, proposal }, subject) {
      if (subject.surveys || ordinal < Math.max(1, proposal)) return null;
      const found =
        /\b(?:experiment\w*(?: results?)?|evaluations?|results) (on|with|across|over|in) (.+?) (?:\p{L}+ly )?(?:show|demonstrate|indicate|reveal|confirm|verify|validate|suggest|prove|illustrate)\b/iu.exec(
          text,
        );
      const what = (found?.[2] ?? '').replace(/ \([^()]*\)/gu, '');
      const phrase = nounPhrase(what, 9);
      if (found === null || phrase === null || !isWhole(what, phrase) || phrase.includes(subject.text))
        return null;
      const article = /^(?:the|an?) /iu.exec(what)?.[0].toLowerCase() ?? '';
      return `What do the experiments ${found[1]?.toLowerCase()} ${article}${phrase} show${isMethod(subject) ? ` about ${subject.text}` : ''}?`;
    },
  },
  {
    facet: 'result',
    worth: 2.4,
    ask({ text }, subject) {
      // "we find that models of this kind are …"
      const found =
        /\bwe (?:\p{L}+ly )?(?:also |further |then )?(find|found|show|observe|discover|reveal|demonstrate|report|conclude|prove|argue|hypothesize)s? that (.+?) (?:\p{L}+ly )?(?:is|are|was|were|can|could|may|has|have|do|does|will|should|leads?|outperforms?|achieves?|improves?|reduces?|increases?|requires?|depends?|enables?|yields?|correlates?|exists?|performs?|generalizes?|converges?|provides?|allows?|remains?|becomes?|contains?|exhibits?|fails?|suffers?|enhances?|surpass(?:es)?|makes?|gives?|admits?|follows?|grows?|doubles?|emerges?|arises?|tends?|helps?|consistently)\b/iu.exec(
          text,
        );
      const what = found?.[2] ?? '';
      const phrase = nounPhrase(what, 9);
      if (found === null || phrase === null || !isWhole(what, phrase) || phrase.includes(subject.text))
        return null;
      const article = /^(?:the|an?) /iu.exec(what)?.[0].toLowerCase() ?? '';
      if (/^(?:\p{L}+ )?\p{L}+$/u.test(phrase) && !/\p{Lu}/u.test(phrase)) return null;
      return `What is said about ${article}${phrase}?`;
    },
  },
  {
    facet: 'result',
    worth: 0.9,
    ask({ text, ordinal, proposal }, subject) {
      if (subject.surveys || ordinal < Math.max(1, proposal)) return null;
      const told =
        /\b(experiment|empirical|simulation|evaluation|result)\w* (?:\w+ ){0,8}?(?:show|demonstrate|indicate|reveal|confirm|verif|valid|suggest|prove|support)/iu
          .exec(text)?.[1]
          ?.toLowerCase();
      if (told === undefined) return null;
      return `What do the ${told === 'empirical' ? 'empirical results' : `${told}s`} show${isMethod(subject) ? ` about ${subject.text}` : ''}?`;
    },
  },
  {
    facet: 'release',
    worth: 1.5,
    ask: ({ text }, subject) =>
      isMethod(subject) &&
      /\bwe (?:also |will |further |publicly )?(?:release|open[- ]source)\b/iu.test(text) &&
      !/https?:|github/iu.test(text)
        ? `What is released with ${subject.text}?`
        : null,
  },
  {
    facet: 'question',
    worth: 4,
    ask({ text, title, ordinal }) {
      const asked =
        /(?:^|[:.] )((?:do|does|is|are|can|what|how|why|when|which|should) [^:?]{10,120}\?)/iu.exec(
          title,
        )?.[1];
      return asked !== undefined && ordinal > 0 && (rolesOf(text).has('result') || /\bwe\b/iu.test(text))
        ? asked
        : null;
    },
  },
];
