import type { APIEmbed, APIEmbedField } from 'discord.js';
import { referenceOf } from '../../../answerer/answer-reference.ts';
import type { Paper } from '../../../papers/paper.ts';
import { cleanLine } from './clean-text.ts';
import { cutTo } from './cut-text.ts';
import { escapeText } from './escape-text.ts';
import type { MessageBody } from './message-body.ts';
import { shownTitle } from './reference-row.ts';
import { safeLink } from './safe-link.ts';

/** Together less than the 6,000 characters that the embeds of a message may have. */
const LONGEST = { title: 256, abstract: 4096, authors: 700, venue: 250, id: 200, year: 20 } as const;

/** A card of a paper: title, abstract, authors, year, venue, ids and link, as far as they are known. */
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
  const embed: APIEmbed = {
    title: cutTo(escapeText(cleanLine(shownTitle(title))), LONGEST.title),
    description: cutTo(escapeText(cleanLine(paper.abstract)), LONGEST.abstract) || '(no abstract)',
    fields,
    ...(link === null ? {} : { url: link }),
  };
  return { content: '', embeds: [embed], components: [], files: [] };
}

function field(name: string, value: string | null, limit: number, inline = true): APIEmbedField | null {
  const shown = cutTo(escapeText(cleanLine(value ?? '')), limit);
  return shown === '' ? null : { name, value: shown, inline };
}
