import { rolesOf } from '../sentence-cues.ts';
import { nounPhrase, objectPhrase, withArticle } from './phrases.ts';
import { does, is, isData, isMethod, type QuestionForm, speaksOfOwn } from './told.ts';
import { isAction, plainVerb } from './verbs.ts';

const PROPOSED: Readonly<Record<string, string>> = {
  propose: 'proposed',
  introduce: 'introduced',
  present: 'presented',
  develop: 'developed',
  design: 'designed',
  describe: 'described',
};

/** For sentences that say what a paper proposes and how that works. */
export const METHOD_FORMS: readonly QuestionForm[] = [
  {
    facet: 'method',
    worth: 3,
    ask({ text, ordinal, proposal, abstract }, subject) {
      // "We propose X, a method that redistributes attention."
      if (ordinal !== proposal || !isMethod(subject)) return null;
      const said = /\b(?:that|which) (?:\p{L}+ly )?(\p{Ll}+s) (.+)$/u.exec(text);
      const verb = plainVerb(said?.[1] ?? '');
      if (
        said === null ||
        verb === null ||
        !isAction(verb) ||
        /[:;]|\(1| - |—|one of/u.test(text.slice(0, said.index))
      )
        return null;
      const object = objectPhrase(said[2] ?? '', abstract);
      return object === null ? null : `How ${does(subject)} ${verb} ${object}?`;
    },
  },
  {
    facet: 'method',
    worth: 2.9,
    ask({ text, ordinal, proposal, abstract }, subject) {
      // "We propose X to accelerate sampling."
      if (ordinal !== proposal || !isMethod(subject)) return null;
      const said =
        /\b(?:propose|introduce|present|develop|design|describe)s? (?!to )[^;]*? to (?:\p{L}+ly )?(\p{Ll}+) (.+)$/u.exec(
          text,
        );
      const verb = said?.[1] ?? '';
      if (said === null || !isAction(verb)) return null;
      const object = objectPhrase(said[2] ?? '', abstract);
      return object === null ? null : `How ${does(subject)} ${verb} ${object}?`;
    },
  },
  {
    facet: 'method',
    worth: 2.5,
    ask({ text, ordinal, proposal, abstract }, subject) {
      // "… achieves sparsification by partitioning …"
      if (ordinal < proposal || !speaksOfOwn(text, subject) || !isMethod(subject)) return null;
      const said =
        /\b(?:that|which|method|model|framework|approach|it|\p{L}*\p{Lu}\p{L}*) (\p{Ll}+s) ([^,;:]{4,70}?) by (?:\p{L}+ly )?\p{Ll}+ing\b/u.exec(
          text,
        );
      const verb = plainVerb(said?.[1] ?? '');
      if (said === null || verb === null || !isAction(verb)) return null;
      const object = objectPhrase(said[2] ?? '', abstract);
      return object === null ? null : `How ${does(subject)} ${verb} ${object}?`;
    },
  },
  {
    facet: 'method',
    worth: 1,
    ask: ({ text, ordinal, proposal, abstract }, subject) =>
      ordinal > proposal && isMethod(subject) && !isData(subject, abstract) && rolesOf(text).has('method')
        ? `How ${does(subject)} work?`
        : null,
  },
  {
    facet: 'method',
    worth: 2.7,
    ask({ text, ordinal, proposal, abstract }, subject) {
      // Of what has no name: "We introduce a small network to predict memorability."
      if (ordinal !== proposal || subject.kind === 'name' || subject.surveys) return null;
      const said =
        /\b(?:we|this (?:paper|work|article|study)) (?:\p{Ll}+ ){0,2}?(propose|introduce|present|develop|design|describe)s? (?!to )[^;:]*? (to (?:\p{L}+ly )?\p{Ll}+|for) (.+)$/iu.exec(
          text,
        );
      if (said === null) return null;
      const [, verb = '', lead = '', rest = ''] = said;
      if (!isAction(lead.split(' ').at(-1) ?? '') || /^to (?:the|an?|our|this)$/u.test(lead)) return null;
      const named = lead === 'for' ? nounPhrase(rest, 9) : null;
      const object =
        named === null ? (lead === 'for' ? null : objectPhrase(rest, abstract)) : withArticle(named, text);
      return object === null || !object.includes(' ')
        ? null
        : `What is ${PROPOSED[verb.toLowerCase()]} ${lead} ${object}?`;
    },
  },
  {
    facet: 'definition',
    worth: 0.8,
    ask: ({ ordinal, proposal }, subject) =>
      subject.kind === 'name' && ordinal === proposal ? `What ${is(subject)}?` : null,
  },
  {
    facet: 'training',
    worth: 2.4,
    ask({ text, ordinal, proposal }, subject) {
      if (!isMethod(subject) || ordinal < proposal || !speaksOfOwn(text, subject)) return null;
      if (/\btraining-free\b/iu.test(text))
        return `${subject.plural ? 'Do' : 'Does'} ${subject.text} need any training?`;
      const extra =
        /\bwithout (?:any |the need for |requiring |need for )*(?:additional |further |extra )(training|fine-?tuning|supervision)\b/iu.exec(
          text,
        )?.[1];
      return extra === undefined
        ? null
        : `${subject.plural ? 'Do' : 'Does'} ${subject.text} need additional ${extra.toLowerCase()}?`;
    },
  },
];
