import { rolesOf } from '../sentence-cues.ts';
import { isPhrase, isWhole, nounPhrase } from './phrases.ts';
import { does, isMethod, type QuestionForm } from './told.ts';

const COUNT = 'two|three|four|five|six|seven';

const PROBLEM = /^(?:(?:however|yet|but|nevertheless|nonetheless|unfortunately|still),? )?(.+)$/iu;
const TROUBLE =
  /^(.+?) (?:(?:often|usually|typically|generally|still|also|mainly|primarily|largely|inevitably|frequently|commonly|may|can|might|they) )*(suffers?|lacks?|fails?|struggles?|faces?|incurs?|ignores?|overlooks?|neglects?|poses?|hurts?|hinders?|limits?|is limited|are limited|is challenging|are challenging|remains? (?:challenging|difficult|unclear|limited|under|unexplored|a)|is expensive|are expensive|is costly|is computationally|are computationally|is prone|are prone|degrades?|is difficult|are difficult|is inefficient|are inefficient|have limitations|has limitations|is slow|are slow)\b/iu;
/** What an abstract calls what it mends, where it says what that is: "these challenges" were told of before. */
const MENDED =
  /(?<!\b(?:this|these|those|such|both|above|two|three|aforementioned|the|same|former|latter) )\b(challenge|limitation|problem|issue|bottleneck|drawback|shortcoming|gap|difficult(?=y|ies))/iu;
const MENDS = /\b(address|overcome|tackle|mitigate|alleviate|solve|resolve)/iu;

/** For sentences that say what a paper mends, and what others do otherwise. */
export const PROBLEM_FORMS: readonly QuestionForm[] = [
  {
    facet: 'problem',
    worth: 3,
    ask({ text, ordinal, proposal }, subject) {
      if (ordinal > proposal) return null;
      const told = PROBLEM.exec(text)?.[1];
      const who = TROUBLE.exec(told ?? '')?.[1] ?? '';
      const phrase = nounPhrase(who, 10);
      if (phrase === null || !isWhole(who, phrase) || phrase.split(' ').length < 2) return null;
      const article = /^(?:the|an?) /iu.exec(who)?.[0].toLowerCase() ?? '';
      return `What problem with ${article}${phrase} ${does(subject)} address?`;
    },
  },
  {
    facet: 'problem',
    worth: 1,
    ask({ text, ordinal, proposal, abstract }, subject) {
      if (ordinal > proposal || subject.surveys || !rolesOf(text).has('problem')) return null;
      // Asked in the abstract's own words.
      const what = MENDED.exec(text)?.[1]
        ?.toLowerCase()
        .replace(/^difficult$/u, 'difficulty');
      const verb = isMethod(subject) ? (MENDS.exec(abstract)?.[1]?.toLowerCase() ?? 'address') : 'address';
      return what === undefined ? null : `What ${what} ${does(subject)} ${verb}?`;
    },
  },
  {
    facet: 'problem',
    worth: 2.8,
    ask({ text, ordinal, proposal, next }, subject) {
      const found = new RegExp(
        String.raw`\b(?<!(?:these|the|both|of) )(${COUNT}) ((?:[\p{L}-]+ ){0,2}?)(challenges|limitations|problems|issues|drawbacks|shortcomings|difficulties|bottlenecks|weaknesses)\b`,
        'iu',
      ).exec(text);
      if (found === null || ordinal > proposal) return null;
      const [all, count = '', adjectives = '', things = ''] = found;
      const named =
        /:|\(?1\)|\(i\)/u.test(text.slice(found.index + all.length)) ||
        /^(?:first|on the one hand|1\))/iu.test(next);
      return named && isPhrase(`${adjectives}${things}`)
        ? `Which ${count.toLowerCase()} ${adjectives}${things} ${does(subject)} address?`
        : null;
    },
  },
  {
    facet: 'difference',
    worth: 2.6,
    ask({ text }, subject) {
      const from =
        /(?:^|, )(?:unlike|in contrast to|different from|differing from|as opposed to) (.+)$/iu.exec(
          text,
        )?.[1];
      const phrase = from === undefined || !isMethod(subject) ? null : nounPhrase(from, 7);
      return phrase === null ? null : `What sets ${subject.text} apart from ${phrase}?`;
    },
  },
];
