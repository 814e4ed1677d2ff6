import type { Comparison, FigureChange } from '../../evaluation/comparison.ts';
import type { FigureDefinition, GroupFigures } from '../../evaluation/figures.ts';
import type { Page } from './page.ts';
import { terminalSafeLine } from './terminal-safe.ts';

/** What a pipe is laid out for. */
const UNLIMITED = 100;
/** Fewer columns of figures than this say more as a list. */
const FEWEST_COLUMNS = 3;
const GAP = 2;

type Units = ReadonlyMap<string, FigureDefinition['unit']>;

/** Figures with their 95 % intervals: tables with a row a group where the width allows, else lists. */
export function figuresText(
  groups: readonly GroupFigures[],
  definitions: readonly FigureDefinition[],
  page: Page,
): string {
  const units: Units = new Map(definitions.map(({ name, unit }) => [name, unit]));
  const label = Math.max(0, ...groups.map(({ group }) => labelOf(group).length));
  const shown = definitions.filter(({ name }) =>
    groups.some(({ figures }) => figures.some((figure) => figure.name === name)),
  );
  const tables = fitColumns(
    shown.map(({ name }) => name),
    (page.width ?? UNLIMITED) - label,
  );
  if (groups.length === 1 || tables === null)
    return groups.map((group) => listText(group, units, page)).join('\n\n');
  return tables.map((columns) => tableOf(groups, columns, { label, units, page })).join('\n\n');
}

/** Columns in as many tables as they need, left to right; null when a table would have too few to be worth it. */
function fitColumns(names: readonly string[], room: number): readonly (readonly string[])[] | null {
  const tables: string[][] = [];
  let left = 0;
  for (const name of names) {
    const width = columnWidth(name) + GAP;
    const last = tables.at(-1);
    if (last === undefined || width > left) {
      tables.push([name]);
      left = room - width;
    } else {
      last.push(name);
      left -= width;
    }
  }
  const narrow = tables.slice(0, -1).some((columns) => columns.length < FEWEST_COLUMNS);
  return narrow ? null : tables;
}

function tableOf(
  groups: readonly GroupFigures[],
  columns: readonly string[],
  { label, units, page }: { label: number; units: Units; page: Page },
): string {
  const { bold, dim } = page.colours;
  const cells = (texts: readonly string[]): string =>
    texts.map((text, i) => text.padStart(columnWidth(columns[i] ?? '') + GAP)).join('');
  const rows = groups.flatMap(({ group, figures }) => {
    const estimates = columns.map((name) => figures.find((figure) => figure.name === name)?.estimate ?? null);
    if (estimates.every((estimate) => estimate === null)) return [];
    const means = estimates.map((estimate, i) =>
      estimate === null ? '–' : amount(estimate.mean, units.get(columns[i] ?? '')),
    );
    const intervals = estimates.map((estimate, i) =>
      estimate === null ? '' : range(estimate.low, estimate.high, units.get(columns[i] ?? '')),
    );
    return [
      labelOf(group).padEnd(label) + cells(means),
      dim((' '.repeat(label) + cells(intervals)).trimEnd()),
    ];
  });
  return [bold(' '.repeat(label) + cells(columns)), ...rows].join('\n');
}

function listText({ group, questions, figures }: GroupFigures, units: Units, page: Page): string {
  const { bold, dim } = page.colours;
  const widest = Math.max(0, ...figures.map(({ name }) => name.length));
  const lines = figures.map(({ name, estimate }) => {
    const unit = units.get(name);
    const interval = dim(
      `${range(estimate.low, estimate.high, unit)}${estimate.count === questions ? '' : `  of ${estimate.count}`}`,
    );
    return page.wrap(`${amount(estimate.mean, unit).padStart(5)}  ${interval}`, {
      first: `  ${name.padEnd(widest)}  `,
      rest: '      ',
    });
  });
  return [bold(`${labelOf(group)} (${questions})`), ...lines].join('\n');
}

/** What changed since an earlier run and whether that is more than noise, a line a figure. */
export function comparisonText(
  comparison: Comparison,
  definitions: readonly FigureDefinition[],
  page: Page,
): string {
  const { bold } = page.colours;
  const units: Units = new Map(definitions.map(({ name, unit }) => [name, unit]));
  const { paired, onlyBefore, onlyAfter } = comparison;
  const lines = [
    bold(page.wrap(`Against ${terminalSafeLine(comparison.previous)}, ${paired} questions paired`)),
  ];
  if (onlyBefore.length + onlyAfter.length > 0)
    lines.push(
      page.wrap(`not compared: ${onlyBefore.length} questions only there, ${onlyAfter.length} only here`),
    );
  for (const { group, changes } of comparison.groups) {
    const widest = Math.max(0, ...changes.map(({ name }) => name.length));
    const moved = changes.filter(({ difference }) => difference.low !== 0 || difference.high !== 0);
    lines.push(
      moved.length === 0
        ? `${labelOf(group)}: no figure changed (noise)`
        : [labelOf(group), ...moved.map((change) => changeText(change, widest, units, page))].join('\n'),
    );
  }
  return lines.join('\n');
}

function changeText(change: FigureChange, widest: number, units: Units, page: Page): string {
  const { name, before, after, difference } = change;
  const unit = units.get(name);
  const step = `${amount(before, unit)} → ${amount(after, unit)}`;
  const interval = `${signed(difference.low, unit)} to ${signed(difference.high, unit)}`;
  return page.wrap(
    `${name.padEnd(widest)}  ${step}  ${page.colours.dim(interval)}  ${verdictText(change, page)}`,
    { first: '  ', rest: '      ' },
  );
}

function verdictText({ verdict }: FigureChange, { colours }: Page): string {
  switch (verdict) {
    case 'noise':
      return colours.dim('noise');
    case 'better':
      return colours.green('better, more than noise');
    case 'worse':
      return colours.red('worse, more than noise');
    case 'higher':
    case 'lower':
      return `${verdict}, more than noise`;
  }
}

const columnWidth = (name: string): number => Math.max(name.length, '1.00–1.00'.length);
/** Types come from a file: a long one must not break the table. */
const labelOf = (group: string): string => terminalSafeLine(group).slice(0, 24);

/** `.683`, `1.000`; of words `45.2`. */
function amount(value: number, unit: FigureDefinition['unit'] | undefined, digits = 3): string {
  return unit === 'number' ? value.toFixed(1) : value.toFixed(digits).replace(/^(-?)0\./u, '$1.');
}

function range(low: number, high: number, unit: FigureDefinition['unit'] | undefined): string {
  return unit === 'number'
    ? `${low.toFixed(0)}–${high.toFixed(0)}`
    : `${amount(low, unit, 2)}–${amount(high, unit, 2)}`;
}

function signed(value: number, unit: FigureDefinition['unit'] | undefined): string {
  const text = amount(value, unit);
  return value > 0 ? `+${text}` : text.replace(/^-/u, '−');
}
