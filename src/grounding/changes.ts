import { type Fault, fatal } from './fault.ts';
import type { Figure } from './figures.ts';
import { matchFigure } from './match-figure.ts';
import type { ReadText } from './read-text.ts';

interface Change {
  /** "From 41% to 12%", or "12 of the 16". */
  readonly kind: 'change' | 'ratio';
  readonly from: Figure;
  readonly to: Figure;
}

/** "From 41% to 12%", "41% → 12%". */
function changesIn(read: ReadText): Change[] {
  const figures = read.figures();
  return figures.flatMap((to, i): Change[] => {
    const from = figures[i - 1];
    if (from === undefined) return [];
    const before = read.text.slice(Math.max(0, from.start - 10), from.start);
    const between = read.text.slice(from.end, to.start);
    const isChange =
      /→|->/u.test(between) || (/\bfrom\s*$/i.test(before) && /^[^.;]{0,30}\bto\s*$/i.test(between));
    if (isChange) return [{ kind: 'change', from, to }];
    return /^\s(?:out )?of (?:the |all |its )?$/i.test(between) ? [{ kind: 'ratio', from, to }] : [];
  });
}

/** The ends of a change, or of a share, that a claim turns round or mixes up: "from 12% to 41%" of what fell from 41% to 12%. */
export function changeFaults(claim: ReadText, quoted: ReadText): Fault[] {
  const others = changesIn(quoted);
  const same = (a: Figure, b: Figure): boolean =>
    matchFigure({ figure: a, text: claim.text }, { figure: b, text: quoted.text }) !== null;
  return changesIn(claim).flatMap((own) => {
    const related = others.filter(
      (other) =>
        own.kind === other.kind &&
        (same(own.from, other.from) ||
          same(own.from, other.to) ||
          same(own.to, other.to) ||
          same(own.to, other.from)),
    );
    if (related.length === 0 || related.some((other) => same(own.from, other.from) && same(own.to, other.to)))
      return [];
    const written = claim.text.slice(own.from.start, own.to.end);
    return [fatal({ kind: 'figure', figure: written, found: 'otherwise' })];
  });
}
