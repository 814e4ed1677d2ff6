import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { firstArxivId, normalizeDoi } from '../identifiers.ts';
import { countNewlines, decodeText, LONGEST_LINE } from './lines.ts';
import { NO_FIELDS, type PaperReader, type RawItem, skippedRecord, yearIn } from './raw-record.ts';

const OPENING = /<(?:\w+:)?entry[\s>]/g;
const CLOSING = /<\/(?:\w+:)?entry\s*>/g;

/** Whether a text is an Atom feed, as arXiv's API answers. */
export function isAtomFeed(head: string): boolean {
  return (
    /^\s*(?:<\?xml|<feed|<!--|<!DOCTYPE|<\w+:feed)/i.test(head) &&
    head.includes('http://www.w3.org/2005/Atom')
  );
}

const text = z.string().optional().catch(undefined);
const entrySchema = z.object({
  entry: z.object({
    id: text,
    title: text,
    summary: text,
    published: text,
    doi: text,
    journal_ref: text,
    author: z.array(z.object({ name: z.string() })).catch([]),
    link: z.array(z.looseObject({ href: z.string(), rel: z.string().optional() })).catch([]),
  }),
});

/**
 * arXiv's Atom XML. Each entry is parsed alone, without the document type before it, so that a declared entity is never
 * expanded; a feed that declares any is refused.
 */
export const readArxivAtom: PaperReader = async function* (file, chunks) {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    isArray: (name) => name === 'author' || name === 'link',
  });
  let line = 1;
  let pending = '';
  for await (const piece of decodeText(file, chunks)) {
    pending += piece;
    for (;;) {
      OPENING.lastIndex = 0;
      const opening = OPENING.exec(pending);
      refuseEntities(file, line, opening === null ? pending : pending.slice(0, opening.index));
      if (opening === null) {
        // A tag may be cut by the end of the piece.
        const rest = pending.slice(-80);
        line += countNewlines(pending) - countNewlines(rest);
        pending = rest;
        break;
      }
      line += countNewlines(pending.slice(0, opening.index));
      pending = pending.slice(opening.index);
      CLOSING.lastIndex = 0;
      const closing = CLOSING.exec(pending);
      if (closing === null) break;
      const end = closing.index + closing[0].length;
      yield parseEntry(file, line, pending.slice(0, end), parser);
      line += countNewlines(pending.slice(0, end));
      pending = pending.slice(end);
    }
    if (pending.length > LONGEST_LINE) {
      throw new InputError(`${file}:${line}: the <entry> that begins here is not closed`, {
        remedy: 'Fetch the feed again.',
      });
    }
  }
  OPENING.lastIndex = 0;
  if (OPENING.test(pending)) {
    yield skippedRecord(
      file,
      line,
      'the <entry> that begins here is not closed: the file ends in the middle of it',
    );
  }
};

function refuseEntities(file: string, line: number, head: string): void {
  const at = head.search(/<!ENTITY/i);
  if (at === -1) return;
  throw new InputError(
    `${file}:${line + countNewlines(head.slice(0, at))}: the feed declares entities (<!ENTITY …>), which are not expanded`,
    {
      remedy: "Remove the document type declaration; arXiv's own feeds have none.",
    },
  );
}

function parseEntry(file: string, line: number, raw: string, parser: XMLParser): RawItem {
  const valid = XMLValidator.validate(raw);
  if (valid !== true) {
    const where = line + valid.err.line - 1;
    return skippedRecord(
      file,
      where,
      `the <entry> of line ${line} is not well-formed XML (${valid.err.msg})`,
    );
  }
  let parsed: z.infer<typeof entrySchema>;
  try {
    parsed = entrySchema.parse(parser.parse(raw));
  } catch {
    return skippedRecord(
      file,
      line,
      'the <entry> has not the elements of a paper; expected <title> and <summary>',
    );
  }
  const { entry } = parsed;
  const page = entry.link.find(({ rel }) => rel === 'alternate')?.href ?? entry.id ?? null;
  const arxivId = firstArxivId([entry.id, page]);
  return {
    ...NO_FIELDS,
    line,
    raw,
    title: entry.title ?? null,
    abstract: entry.summary ?? null,
    authors: entry.author.map(({ name }) => name),
    year: yearIn(entry.published),
    venue: entry.journal_ref ?? null,
    arxivId,
    doi: normalizeDoi(entry.doi ?? ''),
    // The feed's own link is of one version, and not encrypted.
    url: arxivId === null ? page : `https://arxiv.org/abs/${arxivId}`,
  };
}
