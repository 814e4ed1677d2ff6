import { UsageError } from '../errors.ts';

/** Which paper somebody means. */
export interface ArxivReference {
  /** As papers are known by it: without version, an old one with its archive ("hep-th/9901001", "math/0309136"). */
  readonly id: string;
  /** The version that was named, which is not what is fetched: the index holds papers as they are now. */
  readonly version: number | null;
}

const EXAMPLES =
  'Give an arXiv id such as 2308.02117 or hep-th/9901001, or a link such as https://arxiv.org/abs/2308.02117.';
const LONGEST_SHOWN = 80;

/** Since April 2007: year and month, then four digits, from 2015 on five. */
const NEW_ID = /^(\d{2})(\d{2})\.(\d{4,5})(?:v([1-9]\d{0,3}))?$/iu;
/** Until March 2007: archive, perhaps a subject class, then year, month and three digits. */
const OLD_ID =
  /^([a-z]{2,8}|[a-z]{1,5}-[a-z]{2,4})(?:\.[a-z-]{2,4})?\/(\d{2})(\d{2})(\d{3})(?:v([1-9]\d{0,3}))?$/iu;
/** Something of the shape of an id, within other text. */
const LIKE_AN_ID = /(?<![\d.])\d{4}\.\d{4,5}(?!\d)|(?<![a-z-])[a-z-]{2,10}(?:\.[a-z-]{2,4})?\/\d{7}(?!\d)/giu;

/** The stamp behind an id as arXiv cites its papers: "[cs.LG] 4 Aug 2023". */
const STAMP = /\s+\[[a-z.-]+\](?:\s+\d{1,2}\s+[a-z]{3}\s+\d{4})?$/iu;
const WRAPPING = /^[\s<>("'`[“‘«]+|[\s<>)"'`\]”’».,;!]+$/gu;
const ARXIV_DOI = /^(?:doi:\s*)?10\.48550\/arxiv\.(.+)$/iu;
const ANY_DOI = /^(?:doi:\s*|(?:https?:\/\/)?(?:dx\.)?doi\.org\/)?10\.\d{4,9}\/\S+$/iu;
const LINK = /^(?:[a-z][a-z0-9+.-]*:\/\/|(?:[a-z0-9-]+\.)+[a-z]{2,}(?:\/|$))/iu;

/** Where an id stands in the addresses of each host. */
const ARXIV_PATH = /^\/(?:abs|pdf|html|format|src|e-print|ps)\/(.+?)(?:\.pdf|\.ps)?\/*$/iu;
const PATHS: Readonly<Record<string, RegExp>> = {
  'arxiv.org': ARXIV_PATH,
  'export.arxiv.org': ARXIV_PATH,
  'browse.arxiv.org': ARXIV_PATH,
  'ar5iv.org': /^\/(?:abs|html)\/(.+?)\/*$/iu,
  'ar5iv.labs.arxiv.org': /^\/(?:abs|html)\/(.+?)\/*$/iu,
  'alphaxiv.org': /^\/(?:abs|overview|pdf|html)\/(.+?)(?:\.pdf)?\/*$/iu,
  'huggingface.co': /^\/papers\/(.+?)\/*$/iu,
  'doi.org': /^\/10\.48550\/arxiv\.(.+?)\/*$/iu,
  'dx.doi.org': /^\/10\.48550\/arxiv\.(.+?)\/*$/iu,
};

/**
 * The arXiv paper that an id or a link names, in any of the forms that people paste: bare, with `arXiv:` before it or its stamp
 * behind it, an address of arXiv or of a site that shows its papers, or arXiv's own DOI. Throws UsageError saying what would be
 * right.
 */
export function readArxivLink(text: string): ArxivReference {
  const given = text.trim().replace(STAMP, '').replace(WRAPPING, '');
  const bare = given.replace(/^arxiv(?:\s*:\s*|\s+)/iu, '');
  const found =
    readId(bare) ?? readId(ARXIV_DOI.exec(bare)?.[1] ?? '') ?? (LINK.test(bare) ? readLink(bare) : null);
  if (found !== null) return found;
  throw refusal(given);
}

function readId(text: string): ArxivReference | null {
  const [, year, month, number, version] = NEW_ID.exec(text) ?? [];
  if (year !== undefined && month !== undefined && number !== undefined)
    return isMonth(month) && number.length === (Number(year) < 15 ? 4 : 5)
      ? { id: `${year}${month}.${number}`, version: numberOf(version) }
      : null;
  const [, archive, oldYear, oldMonth, oldNumber, oldVersion] = OLD_ID.exec(text) ?? [];
  if (archive === undefined || oldMonth === undefined || !isMonth(oldMonth)) return null;
  return {
    id: `${archive.toLowerCase()}/${oldYear}${oldMonth}${oldNumber}`,
    version: numberOf(oldVersion),
  };
}

function readLink(text: string): ArxivReference | null {
  const url = linkOf(text);
  if (url === null || !/^https?:$/u.test(url.protocol)) return null;
  const inPath = PATHS[hostOf(url)]?.exec(decoded(url.pathname))?.[1];
  return inPath === undefined ? null : readId(inPath);
}

function linkOf(text: string): URL | null {
  const address = /^[a-z][a-z0-9+.-]*:\/\//iu.test(text) ? text : `https://${text}`;
  return URL.canParse(address) ? new URL(address) : null;
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^www\./u, '');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function isMonth(text: string): boolean {
  return Number(text) >= 1 && Number(text) <= 12;
}

function numberOf(version: string | undefined): number | null {
  return version === undefined ? null : Number(version);
}

/** Why a text names no paper, and what would. */
function refusal(given: string): UsageError {
  const shown = shownText(given);
  const refuse = (message: string, remedy = EXAMPLES): UsageError => new UsageError(message, { remedy });
  if (given === '') return refuse('no paper is named');
  const ids = new Set([...given.matchAll(LIKE_AN_ID)].map(([id]) => id.toLowerCase()));
  if (ids.size > 1)
    return refuse(`${shown} names several papers`, 'Papers are added one at a time: give one id or link.');
  if (ANY_DOI.test(given))
    return refuse(
      `${shown} is not one of arXiv's DOIs, and papers are fetched from arXiv alone`,
      'If the paper is on arXiv as well, give its arXiv id or link.',
    );
  const url = LINK.test(given) && !/\s/u.test(given) ? linkOf(given) : null;
  if (url !== null) {
    const known = hostOf(url) in PATHS;
    return refuse(known ? `${shown} is not the address of a paper` : `${shown} is no link to arXiv`);
  }
  if (/^(?:arxiv[:\s]\s*)?\d[\d.]*(?:v\d*)?$/iu.test(given))
    return refuse(
      `${shown} is no arXiv id: year and month, a dot, then four digits (until 2014) or five (from 2015 on)`,
    );
  return refuse(`${shown} is neither an arXiv id nor a link to one of its papers`);
}

/** What was given, short and fit to be shown. */
function shownText(given: string): string {
  const clean = given
    .toWellFormed()
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim();
  const characters = [...clean];
  const cut = characters.length > LONGEST_SHOWN;
  return `'${characters.slice(0, LONGEST_SHOWN).join('')}${cut ? '…' : ''}'`;
}
