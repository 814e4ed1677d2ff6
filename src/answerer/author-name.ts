type AuthorName =
  | { readonly kind: 'group'; readonly name: string }
  | {
      readonly kind: 'person';
      /** With its particles: van Beethoven. */
      readonly family: string;
      /** Empty when there is none. */
      readonly given: string;
      /** Jr., III; empty when there is none. */
      readonly suffix: string;
    };

const GROUP =
  /\band\b|^others$|^team\s|\s(?:team|group|collaboration|consortium|community|initiative|committee|laboratory|institute|university)$/iu;
const SUFFIX = /^(?:jr\.?|sr\.?|ii|iii|iv)$/iu;

/** A name that belongs to no single person, or that has a comma too many to be told apart into its parts. */
export function isGroupName(name: string): boolean {
  return GROUP.test(name.trim()) || name.split(',').length > 3;
}

/** Reads "Given Family", "Family, Given" and BibTeX's "Family, Suffix, Given". */
export function readAuthorName(written: string): AuthorName {
  const name = written.replace(/\s+/gu, ' ').trim();
  if (isGroupName(name)) return { kind: 'group', name };
  const parts = name
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const [first = '', second, third] = parts;
  if (second === undefined) return naturalName(first, '');
  if (third === undefined)
    return SUFFIX.test(second) ? naturalName(first, second) : person(first, second, '');
  return SUFFIX.test(third) ? person(first, second, third) : person(first, third, second);
}

/** The family's name is the last word, with the particles before it, which are written small. */
function naturalName(name: string, suffix: string): AuthorName {
  const words = name.split(' ');
  const last = words.at(-1) ?? '';
  if (suffix === '' && words.length > 2 && SUFFIX.test(last))
    return naturalName(words.slice(0, -1).join(' '), last);
  let start = words.length - 1;
  while (start > 1 && /^\p{Ll}/u.test(words[start - 1] ?? '')) start--;
  return person(words.slice(start).join(' '), words.slice(0, start).join(' '), suffix);
}

function person(family: string, given: string, suffix: string): AuthorName {
  return { kind: 'person', family, given, suffix };
}
