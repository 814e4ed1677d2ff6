import type { AnswerEvent, Milliseconds, RankedPaper } from '../../answerer/answer.ts';
import { besideText, claimText, headingText, refusalText, sourcesText } from './answer-text.ts';
import type { Page } from './page.ts';
import { tableText } from './table-text.ts';
import { terminalSafeLine } from './terminal-safe.ts';
import { untold } from './untold.ts';

/** How many papers of the ranking `--verbose` lists. */
const VERBOSE_PAPERS = 10;

export interface AnswerPrinter {
  /** Writes what the event adds to the answer. Nothing that was written is ever taken back. */
  show(event: AnswerEvent): void;
}

/** Prints one answer as its events come: a refusal, claims, what is missing, then the sources. */
export function createAnswerPrinter(options: {
  /** The answer; null where it is printed in another form. */
  page: Page | null;
  /** Notices, and what `verbose` adds. */
  notes: Page;
  verbose?: boolean;
}): AnswerPrinter {
  const { page, notes, verbose = false } = options;
  const noted = new Set<string>();
  let blocks = 0;
  /** What the claims are that come next, as far as it is said above them. */
  let announced: 'nothing' | 'quotes' | 'claims' = 'nothing';
  let claims = 0;
  let refused = false;

  function block(text: string): void {
    if (text === '' || page === null) return;
    page.write(`${blocks === 0 ? '' : '\n'}${text}\n`);
    blocks++;
  }

  return {
    show(event) {
      switch (event.type) {
        case 'plan':
          if (verbose) {
            note(notes, `understood as: ${terminalSafeLine(event.plan.standaloneQuestion)}`);
          }
          return;
        case 'evidence':
          if (verbose) notes.write(rankingText(event.ranked, notes));
          return;
        case 'refusal':
          refused = true;
          block(refusalText(event.outcome, page ?? notes));
          return;
        case 'remark': {
          const { text, heading } = event.remark;
          // It says itself what follows, quotes as a rule; a model's claims look like none.
          announced = 'quotes';
          if (page === null) return;
          const { bold, dim } = page.colours;
          const shown = terminalSafeLine(text);
          // Behind the claims it tells what they rest on, and is of less weight than they are.
          block(page.wrap(heading ? bold(shown) : claims > 0 ? dim(shown) : shown));
          return;
        }
        case 'claim': {
          if (page === null) return;
          const kind = event.claim.check === 'quote' ? 'quotes' : 'claims';
          if (announced === 'nothing' || (kind === 'quotes' && announced === 'claims'))
            block(headingText(kind, refused, page));
          announced = kind;
          claims++;
          block(claimText(event.claim, page));
          return;
        }
        case 'table':
          if (page !== null) block(tableText(event.table, event.titles, page));
          announced = 'quotes';
          claims++;
          return;
        case 'notice':
          noted.add(event.notice.text);
          // On a terminal it stands among the blocks of the answer.
          if (blocks > 0 && notes.columns !== null) notes.write('\n');
          note(notes, `note: ${terminalSafeLine(event.notice.text)}`);
          return;
        case 'end': {
          if (page !== null) {
            if (!refused && event.end.outcome !== 'answered') block(refusalText(event.end.outcome, page));
            block(besideText(event.end, page));
            block(sourcesText(event.end.citations, page));
          }
          const rest = untold(event.end.degraded, noted);
          if (rest !== '') note(notes, `note: ${terminalSafeLine(rest)}`);
          if (verbose) note(notes, endText(event.end.answerer, event.end.milliseconds));
          return;
        }
      }
    },
  };
}

/** A line beside the answer, on stderr. */
export function note(notes: Page, text: string): void {
  notes.write(`${notes.wrap(notes.colours.dim(text))}\n`);
}

function rankingText(ranked: readonly RankedPaper[], notes: Page): string {
  const lines = ranked.slice(0, VERBOSE_PAPERS).map(({ title, score }, place) =>
    notes.wrap(notes.colours.dim(`${score.toFixed(3)}  ${terminalSafeLine(title)}`), {
      first: `${String(place + 1).padStart(4)}  `,
      rest: ' '.repeat(13),
    }),
  );
  const head = notes.colours.dim(`papers found, best first (${lines.length} of ${ranked.length}):`);
  return `${[head, ...lines].join('\n')}\n`;
}

function endText(answerer: string, { retrieve, answer, total }: Milliseconds): string {
  const shown = [retrieve, answer, total].map((value) => value.toFixed(value < 10 ? 1 : 0));
  return `answered by ${terminalSafeLine(answerer)} in ${shown[2]} ms (search ${shown[0]}, answer ${shown[1]})`;
}
