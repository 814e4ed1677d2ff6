import type { AnswerEnd, Claim, Outcome } from '../../../answerer/answer.ts';
import type { AnswerView } from './answer-view.ts';
import { cutTo } from './cut-text.ts';
import { sourceRow } from './reference-row.ts';
import {
  type Block,
  markerOf,
  ours,
  oursBold,
  type Row,
  row,
  type Span,
  small,
  type TextRow,
  theirs,
  theirsBold,
} from './rows.ts';
import { tableBlocks } from './table-blocks.ts';

const LONGEST_QUESTION = 600;

/** What is said of an answer so far, top to bottom. A view that grew has the blocks of the earlier one at its beginning. */
export function answerBlocks(view: AnswerView): readonly Block[] {
  const refused = view.refusal !== null;
  const blocks: Block[] = [];
  if (view.question !== null) {
    const { markdown } = theirs(view.question);
    blocks.push([row([ours(cutTo(markdown, LONGEST_QUESTION))], { prefix: '> ' })]);
  }
  if (view.refusal !== null) blocks.push([refusalRow(view.refusal)]);
  blocks.push(...shownBlocks(view, refused));
  if (view.end !== null) blocks.push(...endBlocks(view.end, refused, noticesOf(view)));
  return blocks;
}

/** Why less was used than is configured, as far as no notice has told it; empty when nothing is left. */
export function untold(degraded: string | null, told: Iterable<string>): string {
  let rest = degraded ?? '';
  for (const text of told) if (text !== '') rest = rest.replaceAll(text, ' ');
  return rest.replace(/\s+/gu, ' ').trim();
}

export function noticesOf({ shown }: AnswerView): ReadonlySet<string> {
  return new Set(shown.flatMap((event) => (event.type === 'notice' ? [event.notice.text] : [])));
}

function shownBlocks({ shown }: AnswerView, refused: boolean): readonly Block[] {
  const blocks: Block[] = [];
  const told = new Set<string>();
  /** Headings and the like wait for what they stand over, to be in one message with it. */
  let leading: Row[] = [];
  /** What the claims are that come next, as far as it is said above them. */
  let announced: 'nothing' | 'quotes' | 'claims' = 'nothing';
  let claims = 0;
  const add = (block: Block): void => {
    blocks.push([...leading, ...block]);
    leading = [];
  };
  for (const event of shown) {
    switch (event.type) {
      case 'remark': {
        const { text, heading } = event.remark;
        announced = 'quotes';
        // Behind the claims it tells what they rest on, and is of less weight than they are.
        leading.push(
          heading ? row([theirsBold(text)]) : claims > 0 ? small(theirs(text)) : row([theirs(text)]),
        );
        break;
      }
      case 'claim': {
        const kind = event.claim.check === 'quote' ? 'quotes' : 'claims';
        const said = announced === 'nothing' || (kind === 'quotes' && announced === 'claims');
        const lead = said ? leadOf(kind, refused) : null;
        if (lead !== null) leading.push(small(ours(lead)));
        announced = kind;
        claims++;
        add([claimRow(event.claim, leading.length > 0)]);
        break;
      }
      case 'table': {
        const [first = [], ...others] = tableBlocks(event.table, event.titles);
        add(first);
        blocks.push(...others);
        announced = 'quotes';
        claims++;
        break;
      }
      case 'notice':
        if (told.has(event.notice.text)) break;
        told.add(event.notice.text);
        add([small(theirs(event.notice.text))]);
        break;
    }
  }
  add([]);
  return blocks;
}

/** What stands over claims; null over a model's claims that answer, of which nothing need be said. */
function leadOf(kind: 'quotes' | 'claims', refused: boolean): string | null {
  if (kind === 'claims') return refused ? 'What they do say on the subject:' : null;
  return refused ? 'What they do say on the subject, quoted:' : 'Quoted from the abstracts:';
}

/** A statement with its markers behind it; quotation marks say that it is the abstract's own wording. */
function claimRow(claim: Claim, underHeading: boolean): TextRow {
  const markers = [...new Set(claim.quotes.map(({ marker }) => marker))].map(markerOf);
  const cited: readonly Span[] = markers.length === 0 ? [] : [ours(' '), ...markers];
  const options = { apart: !underHeading };
  switch (claim.check) {
    case 'quote':
      return row([ours('“'), theirs(claim.text), ours('”'), ...cited], options);
    case 'checked':
      return row([theirs(claim.text), ...cited], options);
    case 'partial':
      return row([theirs(claim.text), ...cited, ours(' (the wording goes beyond its quotes)')], options);
  }
}

function refusalRow(outcome: Exclude<Outcome, 'answered'>): TextRow {
  switch (outcome) {
    case 'not-stated':
      return row([oursBold('The abstracts do not state what was asked.')]);
    case 'not-in-corpus':
      return row([
        oursBold('Nothing in the index is about this, so it cannot be answered from these papers.'),
      ]);
  }
}

function endBlocks(end: AnswerEnd, refused: boolean, told: ReadonlySet<string>): readonly Block[] {
  const blocks: Block[] = [];
  if (!refused && end.outcome !== 'answered') blocks.push([refusalRow(end.outcome)]);
  if (end.missing.length > 0) {
    const names = end.missing.flatMap((name, place) =>
      place === 0 ? [theirs(name)] : [ours(', '), theirs(name)],
    );
    blocks.push([row([ours('Not in the index: '), ...names, ours('.')])]);
  }
  if (end.outcome !== 'answered' && end.nearest.length > 0) {
    const titles = end.nearest.map(({ title }) => row([theirs(title)], { prefix: '- ', apart: false }));
    blocks.push([row([ours('The nearest papers:')]), ...titles]);
  }
  if (end.citations.length > 0) blocks.push([row([oursBold('Sources')]), ...end.citations.map(sourceRow)]);
  const rest = untold(end.degraded, told);
  if (rest !== '') blocks.push([small(theirs(rest))]);
  return blocks;
}
