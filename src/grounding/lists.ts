import { type Fault, fatal } from './fault.ts';
import type { Figure } from './figures.ts';
import { matchFigure } from './match-figure.ts';
import type { ReadText } from './read-text.ts';
import { type Item, wordsBetween } from './sequence.ts';

const RESPECTIVELY = /\brespectively\b/i;

interface Pairing {
  readonly figure: Figure;
  readonly item: readonly string[];
}

/** "By 31.0% and 53.2%, respectively": which figure is of which member of the list before or behind. */
function pairingsIn(read: ReadText): Pairing[][] {
  const items = read.items();
  const lists: Pairing[][] = [];
  for (const match of read.text.matchAll(/\brespectively\b/gi)) {
    const sentence = sentenceAround(read.text, match.index);
    const figures = read.figures().filter(({ start, end }) => start >= sentence.start && end <= sentence.end);
    const run = longestRun(figures, read.text);
    if (run.length < 2) continue;
    const members = membersOf(read.text, items, sentence, run);
    if (members !== null) lists.push(run.map((figure, i) => ({ figure, item: members[i] ?? [] })));
  }
  return lists;
}

function sentenceAround(text: string, at: number): { readonly start: number; readonly end: number } {
  const before = text.slice(0, at);
  const start = Math.max(before.lastIndexOf('. '), before.lastIndexOf('; ')) + 1;
  const stop = text.slice(at).search(/[.;](?:\s|$)/u);
  return { start, end: stop < 0 ? text.length : at + stop };
}

/** Figures that only commas and conjunctions part. */
function longestRun(figures: readonly Figure[], text: string): Figure[] {
  let best: Figure[] = [];
  let run: Figure[] = [];
  for (const figure of figures) {
    const last = run.at(-1);
    const joined =
      last !== undefined && /^\s*(?:,|and|or|, and|\/)\s*(?:by )?$/i.test(text.slice(last.end, figure.start));
    run = joined ? [...run, figure] : [figure];
    if (run.length > best.length) best = run;
  }
  return best;
}

/** As many members joined by commas and "and", nearest to the figures: their content words that no other member has. */
function membersOf(
  text: string,
  items: readonly Item[],
  sentence: { readonly start: number; readonly end: number },
  run: readonly Figure[],
): string[][] | null {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return null;
  let best: { readonly members: string[][]; readonly distance: number } | null = null;
  const joints = [
    ...text.slice(sentence.start, sentence.end).matchAll(/,\s*(?:and|or)\s|,\s|\s(?:and|or)\s|\//gi),
  ]
    .map((match) => ({
      start: sentence.start + match.index,
      end: sentence.start + match.index + match[0].length,
    }))
    .filter(({ start, end }) => end <= first.start || start >= last.end);
  for (let i = 0; i + run.length - 2 < joints.length; i += 1) {
    const used = joints.slice(i, i + run.length - 1);
    const [head, tail] = [used[0], used.at(-1)];
    if (head === undefined || tail === undefined) continue;
    const members: string[][] = [];
    for (let member = 0; member < run.length; member += 1) {
      const from = used[member - 1]?.end ?? sentence.start;
      const to = used[member]?.start ?? sentence.end;
      const within = items.filter(
        (item) => item.figure === null && item.word.start >= from && item.word.start < to,
      );
      if (member === 0) members.push(keysOf(within.slice(-1)));
      else if (member === run.length - 1) members.push(keysOf(within.slice(0, 1)));
      else members.push(within.length > 4 ? [] : keysOf(within));
    }
    if (members.some((member) => member.length === 0)) continue;
    const distance = tail.end <= first.start ? first.start - tail.end : head.start - last.end;
    if (distance < 0 || (best !== null && distance >= best.distance)) continue;
    best = { members, distance };
  }
  return (
    best?.members.map((member, i, all) =>
      member.filter((key) => !all.some((other, j) => j !== i && other.includes(key))),
    ) ?? null
  );
}

function keysOf(items: readonly Item[]): string[] {
  return items.flatMap(({ word }) => [...word.stems]);
}

/** A figure of a list ("by 31.0% and 53.2%, respectively") claimed of another member of it. */
export function listFaults(claim: ReadText, quoted: ReadText): Fault[] {
  const lists = pairingsIn(quoted);
  if (RESPECTIVELY.test(claim.text)) return [...paired(claim, quoted, lists), ...reordered(claim, quoted)];
  return lists.flatMap((pairings) => {
    const wrong = pairings.filter(({ figure }, own) => {
      const place = claim
        .items()
        .find((item) => item.figure !== null && areSame(item.figure, claim, figure, quoted));
      if (place === undefined) return false;
      const nearest = nearestMember(place, claim.items(), pairings, claim.text);
      return nearest !== null && nearest !== own;
    });
    return wrong.length === 0 ? [] : [otherwise(wrong.map(({ figure }) => figure))];
  });
}

/** Both texts pair figures and members: the same figure must have the same member. */
function paired(claim: ReadText, quoted: ReadText, lists: readonly (readonly Pairing[])[]): Fault[] {
  const wrong = pairingsIn(claim)
    .flat()
    .filter(({ figure, item }) =>
      lists.some((pairings) => {
        const shares = (other: Pairing): boolean => other.item.some((stem) => item.includes(stem));
        const own = pairings.find((other) => areSame(figure, claim, other.figure, quoted));
        return own !== undefined && !shares(own) && pairings.some(shares);
      }),
    );
  return wrong.length === 0 ? [] : [otherwise(wrong.map(({ figure }) => figure))];
}

/** The figures of a list in another order, their members in the same one. */
function reordered(claim: ReadText, quoted: ReadText): Fault[] {
  const [own, other] = [claim, quoted].map((read) => longestRun(read.figures(), read.text));
  if (own === undefined || other === undefined || own.length < 2 || own.length !== other.length) return [];
  const places = own.map((figure) => other.findIndex((one) => areSame(figure, claim, one, quoted)));
  if (places.includes(-1) || places.every((place, i) => place === i)) return [];
  const members = (read: ReadText): string =>
    read
      .items()
      .filter(({ figure }) => figure === null)
      .map(({ key }) => key)
      .join(' ');
  return members(claim) === members(quoted) ? [otherwise(own)] : [];
}

function areSame(figure: Figure, claim: ReadText, other: Figure, quoted: ReadText): boolean {
  return matchFigure({ figure, text: claim.text }, { figure: other, text: quoted.text }) === 'same';
}

function otherwise(figures: readonly Figure[]): Fault {
  return fatal({
    kind: 'figure',
    figure: figures.map(({ written }) => written).join(', '),
    found: 'otherwise',
  });
}

/** Which member of a list a figure of the claim stands nearest to; null where two are as near. */
function nearestMember(
  place: Item,
  items: readonly Item[],
  pairings: readonly Pairing[],
  text: string,
): number | null {
  let best: { readonly member: number; readonly distance: number } | null = null;
  let tied = false;
  for (const item of items) {
    const member = pairings.findIndex(({ item: keys }) =>
      item.word.stems.some((stem) => keys.includes(stem)),
    );
    if (member < 0 || item.figure !== null) continue;
    const distance = wordsBetween(item, place, text);
    if (best !== null && distance === best.distance && member !== best.member) tied = true;
    if (best === null || distance < best.distance) {
      best = { member, distance };
      tied = false;
    }
  }
  return best === null || tied ? null : best.member;
}
