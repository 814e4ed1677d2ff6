import type { Claim } from '../../../answerer/answer.ts';
import type { AnswerView } from './answer-view.ts';
import { cleanLine } from './clean-text.ts';
import { cutTo } from './cut-text.ts';
import { discreet } from './discreet.ts';
import { endBlocks, refusalRow } from './end-blocks.ts';
import {
  type Block,
  markerOf,
  ours,
  type Row,
  row,
  rowsMarkdown,
  type Span,
  small,
  type TextRow,
  theirs,
  theirsBold,
} from './rows.ts';
import { tableBlocks } from './table-blocks.ts';

const LONGEST_QUESTION = 600;
/** More than this is not kept together with what comes below: the page that it is on must not depend on that. */
const LONGEST_LEAD = 300;

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
  const lead = (next: Row): void => {
    if (rowsMarkdown([...leading, next]).length > LONGEST_LEAD) add([]);
    leading.push(next);
  };
  for (const event of shown) {
    switch (event.type) {
      case 'remark': {
        const { text, heading } = event.remark;
        if (cleanLine(text) === '') break;
        announced = 'quotes';
        // Behind the claims it tells what they rest on, and is of less weight than they are.
        if (heading) lead(row([theirsBold(text)]));
        else lead(claims > 0 ? small(theirs(text)) : row([theirs(text)]));
        break;
      }
      case 'claim': {
        const kind = event.claim.check === 'quote' ? 'quotes' : 'claims';
        const said = announced === 'nothing' || (kind === 'quotes' && announced === 'claims');
        const words = said ? leadOf(kind, refused) : null;
        if (words !== null) leading.push(small(ours(words)));
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
        if (told.has(event.notice.text) || cleanLine(event.notice.text) === '') break;
        told.add(event.notice.text);
        add([small(theirs(discreet(event.notice.text)))]);
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
