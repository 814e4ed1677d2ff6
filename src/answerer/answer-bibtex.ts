import { type Bibliography, paperUrl } from '../papers/paper.ts';
import { foldCharacters } from '../text/fold.ts';
import { STOP_WORDS } from '../text/stop-words.ts';
import { isGroupName } from './author-name.ts';
import { isProceedings } from './venue.ts';

type Work = Bibliography & { readonly title: string };

/** Braces count towards the balance even behind a backslash, so they too are named by commands. */
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '&': '\\&',
  '%': '\\%',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
};

/**
 * BibTeX entries of the papers, in order, in UTF-8. A key is first author, year and first telling word of the title
 * (`yang2023vqgraph`); a second paper that would get the same key has `b` behind it, and so on.
 */
export function toBibtex(papers: readonly Work[]): string {
  const taken = new Map<string, number>();
  return papers
    .map((paper) => {
      const key = bibtexKey(paper);
      const earlier = taken.get(key) ?? 0;
      taken.set(key, earlier + 1);
      return entry(paper, earlier === 0 ? key : `${key}${suffix(earlier)}`);
    })
    .join('\n');
}

/** Depends on the paper alone, so that it stays the same from one export to the next. */
export function bibtexKey({ authors, year, title }: Work): string {
  const author = authors[0] === undefined ? '' : keyPart(familyName(authors[0]));
  const words = title.split(/[\s:,;/]+/u).filter((word) => keyPart(word) !== '');
  const telling = words.find((word) => !STOP_WORDS.has(keyPart(word))) ?? words[0] ?? '';
  return `${author}${year ?? ''}${keyPart(telling)}` || 'untitled';
}

function entry(paper: Work, key: string): string {
  const { venue, arxivId, doi } = paper;
  const proceedings = venue !== null && isProceedings(venue);
  const type = venue === null ? 'misc' : proceedings ? 'inproceedings' : 'article';
  const fields: (readonly [string, string | null])[] = [
    ['title', titleField(paper.title)],
    ['author', paper.authors.length === 0 ? null : paper.authors.map(authorField).join(' and ')],
    ['year', paper.year === null ? null : String(paper.year)],
    [proceedings ? 'booktitle' : 'journal', venue === null ? null : escapeText(venue)],
    ['eprint', arxivId === null ? null : verbatim(arxivId)],
    ['archiveprefix', arxivId === null ? null : 'arXiv'],
    ['doi', doi === null ? null : verbatim(doi)],
    ['url', verbatim(paperUrl(paper) ?? '') || null],
  ];
  const lines = fields.flatMap(([name, value]) => (value === null ? [] : [`  ${name} = {${value}},`]));
  return [`@${type}{${key},`, ...lines, '}', ''].join('\n');
}

/** Styles make titles lower case; braces keep names such as VQGraph and GPT as they are. */
function titleField(title: string): string {
  return fold(title)
    .split(' ')
    .map((word) => {
      const escaped = escapeText(word);
      return /\p{Lu}/u.test(word.slice(1)) ? `{${escaped}}` : escaped;
    })
    .join(' ');
}

/** The braces keep the name of a group in one piece. */
function authorField(name: string): string {
  const escaped = escapeText(name);
  return isGroupName(name) ? `{${escaped}}` : escaped;
}

function familyName(name: string): string {
  const [beforeComma = '', ...rest] = name.split(',');
  return rest.length > 0 ? beforeComma : (name.trim().split(/\s+/u).at(-1) ?? '');
}

function keyPart(text: string): string {
  return foldCharacters(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '');
}

function escapeText(text: string): string {
  return fold(text).replace(/[\\{}~^&%$#_]/gu, (character) => ESCAPES[character] ?? character);
}

/** Links and numbers are read as they stand; only what would end the field is written otherwise. */
function verbatim(text: string): string {
  return text.replace(/[\s{}\\]/gu, (character) => encodeURIComponent(character));
}

function fold(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** 1 → b, 25 → z, 26 → ba. */
function suffix(number: number): string {
  const last = String.fromCharCode(97 + (number % 26));
  return number < 26 ? last : suffix(Math.floor(number / 26)) + last;
}
