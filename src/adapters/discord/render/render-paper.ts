import type { APIEmbed, APIEmbedField } from 'discord.js';
import { referenceOf } from '../../../answerer/answer-reference.ts';
import type { Paper } from '../../../papers/paper.ts';
import { cleanLine } from './clean-text.ts';
import { cutTo } from './cut-text.ts';
import { escapeText } from './escape-text.ts';
import type { MessageBody } from './message-body.ts';
import { shownTitle } from './reference-row.ts';
import { safeLink } from './safe-link.ts';

const LONGEST = { title: 256, abstract: 4096, authors: 700, venue: 250, id: 200, year: 20 } as const;
/** What Discord lets the embeds of a message have, the names of their fields counted. */
const LONGEST_EMBED = 6000;

/** A card of a paper: title, abstract, authors, year, venue, ids and link, as far as they are known. The abstract is cut to what the others leave. */
export function renderPaper(paper: Paper): MessageBody {
  const { title, url } = referenceOf(paper);
  const link = safeLink(url);
  const fields = [
    field('Authors', paper.authors.join(', '), LONGEST.authors, false),
    field('Year', paper.year === null ? null : String(paper.year), LONGEST.year),
    field('Venue', paper.venue, LONGEST.venue),
    field('arXiv', paper.arxivId, LONGEST.id),
    field('DOI', paper.doi, LONGEST.id),
    field('Id', paper.id === paper.arxivId || paper.id === paper.doi ? null : paper.id, LONGEST.id),
    link === null ? null : { name: 'Link', value: `<${link}>`, inline: false },
  ].filter((made) => made !== null);
  const shown = cutTo(escapeText(cleanLine(shownTitle(title))), LONGEST.title);
  const beside = fields.reduce((sum, { name, value }) => sum + name.length + value.length, shown.length);
  const room = Math.min(LONGEST.abstract, LONGEST_EMBED - beside);
  const embed: APIEmbed = {
    title: shown,
    description: cutTo(escapeText(cleanLine(paper.abstract)), room) || '(no abstract)',
    fields,
    ...(link === null ? {} : { url: link }),
  };
  return { content: '', embeds: [embed], components: [], files: [] };
}

function field(name: string, value: string | null, limit: number, inline = true): APIEmbedField | null {
  const shown = cutTo(escapeText(cleanLine(value ?? '')), limit);
  return shown === '' ? null : { name, value: shown, inline };
}
