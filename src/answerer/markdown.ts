import type { Claim, ComparisonTable, Outcome, Remark } from './answer.ts';

/** What is said before, or instead of, the claims when the question could not be answered. */
function outcomeSentence(outcome: Outcome, cites: boolean): string | null {
  switch (outcome) {
    case 'answered':
      return null;
    case 'not-stated':
      return cites
        ? 'The abstracts here do not state this. What they do say on the subject:'
        : 'The abstracts here do not state this.';
    case 'not-in-corpus':
      return 'Nothing on this is in the corpus.';
  }
}

/** A claim with its markers behind it. A quote stands in quotation marks; a partial claim says that it goes further. */
export function claimMarkdown(claim: Claim): string {
  const markers = [...new Set(claim.quotes.map(({ marker }) => marker))]
    .map((marker) => `[${marker}]`)
    .join('');
  const text = inertMarkdown(claim.text);
  const mark = claim.check === 'partial' ? ' (the wording goes beyond its quotes)' : '';
  return `${claim.check === 'quote' ? `“${text}”` : text} ${markers}${mark}`;
}

/** A comparison as a markdown table, one row an aspect; "not stated" where the abstract is silent. */
export function tableMarkdown(table: ComparisonTable): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const cell = (text: string): string => inertMarkdown(text).replaceAll('|', '\\|');
  return [
    row(['', ...table.papers.map((marker) => `[${marker}]`)]),
    row(['', ...table.papers].map(() => '---')),
    ...table.rows.map(({ aspect, cells }) =>
      row([
        cell(aspect),
        ...cells.map((entry, i) =>
          entry === null ? 'not stated' : `${cell(entry.text)} [${table.papers[i]}]`,
        ),
      ]),
    ),
  ].join('\n');
}

/**
 * Text of an abstract or a title that cannot act when markdown is rendered: no link, image, code fence or HTML forms from it.
 * Everything else stays as it is, so that what is quoted can be found.
 */
export function inertMarkdown(text: string): string {
  return text
    .replace(/\](?=[([])/gu, ']\\')
    .replace(/`{3,}|~{3,}/gu, (fence) => [...fence].map((character) => `\\${character}`).join(''))
    .replace(/<(?=[a-z/!?])/giu, '\\<');
}

/** A piece of an answer, in the order in which it was shown. */
export type AnswerBlock =
  | { readonly type: 'remark'; readonly remark: Remark }
  | { readonly type: 'claim'; readonly claim: Claim }
  | { readonly type: 'table'; readonly table: ComparisonTable };

/** The whole answer as a reader sees it, without the list of sources. */
export function answerMarkdown(given: {
  readonly outcome: Outcome;
  readonly blocks: readonly AnswerBlock[];
  readonly missing: readonly string[];
}): string {
  const lead = outcomeSentence(given.outcome, given.blocks.length > 0);
  const missing =
    given.missing.length === 0 ? null : `Not in the corpus: ${given.missing.map(inertMarkdown).join(', ')}.`;
  return [lead, ...given.blocks.map(blockMarkdown), missing].filter((part) => part !== null).join('\n\n');
}

function blockMarkdown(block: AnswerBlock): string {
  switch (block.type) {
    case 'remark': {
      const text = inertMarkdown(block.remark.text);
      return block.remark.heading ? `**${text}**` : text;
    }
    case 'claim':
      return claimMarkdown(block.claim);
    case 'table':
      return tableMarkdown(block.table);
    default:
      return block satisfies never;
  }
}
