import type { Figure } from './figures.ts';
import { matchFigure } from './match-figure.ts';
import type { ReadText } from './read-text.ts';
import type { Excess } from './scope.ts';

type Bound = 'at most' | 'at least' | 'none';

const AT_MOST =
  /(?:\b(?:up to|as (?:much|many|high|low|large) as|at most|no more than|a maximum of|maximum|below|under|less than|fewer than)|[<≤])\s*$/i;
const AT_LEAST =
  /(?:\b(?:at least|more than|above|exceeding|beyond|no less than|greater than|upwards of)|[>≥])\s*$/i;
/** "Over 70%" bounds, "over 16 GPUs" says where. */
const OVER = /\bover\s*$/i;
const MORE_BEHIND = /^\s?\+|^\s(?:or more|and more|and above)\b/i;

/** "47%" where "up to 47%" is quoted, and the other bounds that a claim leaves out or puts in. */
export function boundFaults(claim: ReadText, quoted: ReadText): Excess[] {
  return claim.figures().flatMap((figure) => {
    const matching = quoted
      .figures()
      .filter(
        (other) => matchFigure({ figure, text: claim.text }, { figure: other, text: quoted.text }) === 'same',
      );
    if (matching.length === 0) return [];
    const own = boundOf(claim.text, figure);
    const bounds = matching.map((other) => boundOf(quoted.text, other));
    if (bounds.includes(own)) return [];
    // "Up to" of what is at least so turns it round.
    return [{ word: figure.written, isFatal: own !== 'none' && !bounds.includes('none') }];
  });
}

function boundOf(text: string, figure: Figure): Bound {
  const before = text.slice(Math.max(0, figure.start - 24), figure.start);
  if (AT_MOST.test(before)) return 'at most';
  const over = OVER.test(before) && figure.unit !== '' && !['time', 'months'].includes(figure.dimension);
  return over || AT_LEAST.test(before) || MORE_BEHIND.test(text.slice(figure.end, figure.end + 10))
    ? 'at least'
    : 'none';
}
