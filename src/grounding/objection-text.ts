import type { Objection } from './draft.ts';

/** A short sentence for the model that wrote the claim and for the reader of a receipt; without a full stop. */
export function objectionText(objection: Objection): string {
  switch (objection.kind) {
    case 'empty':
      return 'the claim has no words';
    case 'too-long':
      return `the claim is too long for one statement (${objection.characters} characters)`;
    case 'no-quote':
      return 'the claim quotes no source';
    case 'unknown-source':
      return `there is no source ${objection.marker} among those that were given`;
    case 'not-verbatim':
      return `the words “${objection.quote}” are not in the abstract that they are quoted from`;
    case 'figure':
      return figureText(objection.figure, objection.found);
    case 'name':
      return objection.found === 'nowhere'
        ? `the name ${objection.name} is in none of the cited abstracts`
        : `the name ${objection.name} is in a cited abstract and not in what is quoted of it`;
    case 'negation':
      return `“${objection.word}” turns what is quoted round, or denies what the quotes do not speak of`;
    case 'direction':
      return `the claim says “${objection.claimed}” where “${objection.quoted}” is quoted`;
    case 'roles':
      return `what is quoted of ${objection.one} and of ${objection.other} is claimed the other way round`;
    case 'scope':
      return `“${objection.word}” is not claimed and quoted with the same reserve`;
    case 'words':
      return wordsText(objection.words, objection.share);
    case 'joined':
      return `one statement joins what different sentences of the abstract say${objection.words.length === 0 ? '' : ` (${objection.words.join(', ')})`}`;
    case 'language':
      return 'the claim is in another language than its quotes, so that the wording could not be compared';
    case 'entailment':
      return objection.answer === 'no'
        ? `a model found that the quotes do not carry the claim: ${objection.why}`
        : `a model found that the quotes carry the claim only in part: ${objection.why}`;
    default:
      return objection satisfies never;
  }
}

function figureText(figure: string, found: Extract<Objection, { kind: 'figure' }>['found']): string {
  switch (found) {
    case 'nowhere':
      return `the number ${figure} is in none of the cited abstracts`;
    case 'elsewhere':
      return `the number ${figure} is in a cited abstract and not in what is quoted of it`;
    case 'nearly':
      return `the number ${figure} is quoted with other digits or another unit`;
    case 'otherwise':
      return `the number ${figure} is quoted of something else`;
    default:
      return found satisfies never;
  }
}

function wordsText(words: readonly string[], share: number): string {
  const covered = `${Math.round(share * 100)}% of the claim's wording is covered by its quotes`;
  return words.length === 0 ? covered : `${covered}; they do not say: ${words.join(', ')}`;
}
