import type { SearchHit } from '../../../ibid.ts';
import { cutTo } from './cut-text.ts';
import { referenceSpans } from './reference-row.ts';
import { ours, type Row, row, rowMarkdown, rowsMarkdown, type Span, theirs } from './rows.ts';

/** Tried in this order until everything fits; 0 leaves the sentences out. */
const SIZES = [
  { title: 300, sentence: 800 },
  { title: 300, sentence: 400 },
  { title: 200, sentence: 250 },
  { title: 150, sentence: 150 },
  { title: 120, sentence: 80 },
  { title: 100, sentence: 0 },
] as const;

type Size = (typeof SIZES)[number];

const SMALLEST: Size = SIZES[5];

/** Papers with link and matching sentence, numbered, in at most `longest` characters: long sentences give way before papers do. */
export function fitHits(
  hits: readonly SearchHit[],
  longest: number,
): { readonly shown: number; readonly text: string } {
  for (const size of SIZES) {
    const text = hitsText(hits, size);
    if (text.length <= longest) return { shown: hits.length, text };
  }
  // Links are the longest of what is left: as many papers as fit.
  let shown = hits.length;
  while (shown > 1 && hitsText(hits.slice(0, shown), SMALLEST).length > longest) shown--;
  return { shown, text: hitsText(hits.slice(0, shown), SMALLEST) };
}

function hitsText(hits: readonly SearchHit[], size: Size): string {
  return rowsMarkdown(hits.flatMap((hit, place) => hitRows(hit, place + 1, size)));
}

function hitRows({ paper, sentence }: SearchHit, place: number, size: Size): readonly Row[] {
  const [title, ...about] = referenceSpans(paper);
  const head: readonly Span[] = title === undefined ? [] : [shortened(title, size.title)];
  const rows: Row[] = [
    row([ours(`${place}\\. `), ...head, ...about.map((span) => shortened(span, size.title))]),
  ];
  if (sentence !== null && size.sentence > 0) {
    const said = shortened(theirs(sentence), size.sentence);
    if (rowMarkdown({ prefix: '', spans: [said] }) !== '')
      rows.push(row([ours('“'), said, ours('”')], { prefix: '> ', apart: false }));
  }
  return rows;
}

function shortened(span: Span, limit: number): Span {
  return span.kind === 'whole' ? span : { ...span, markdown: cutTo(span.markdown, limit) };
}
