import { bootstrap, type Estimate } from './bootstrap.ts';

/** What a figure is called, which way is better, and whether it is a share (0…1) or a number of something. */
export interface FigureDefinition {
  readonly name: string;
  readonly better: 'higher' | 'lower' | 'neither';
  readonly unit: 'share' | 'number';
}

/** Figures of one question by name; null where a figure says nothing about it. */
export type Figures = Readonly<Record<string, number | null>>;

export interface Measured {
  readonly id: string;
  /** Null where questions are all of one kind. */
  readonly type: string | null;
  readonly figures: Figures;
}

export interface GroupFigures {
  /** A type, or `all`. */
  readonly group: string;
  readonly questions: number;
  /** In the order of the definitions; those that say nothing about any question of the group are left out. */
  readonly figures: readonly { readonly name: string; readonly estimate: Estimate }[];
}

const ALL = 'all';

const share = (name: string, better: FigureDefinition['better'] = 'higher'): FigureDefinition => ({
  name,
  better,
  unit: 'share',
});

export const COLLECTION_FIGURES: readonly FigureDefinition[] = [
  share('nDCG@10'),
  share('MRR@10'),
  share('hit@1'),
  share('hit@5'),
  share('hit@10'),
  share('recall@100'),
];

export const QUESTION_FIGURES: readonly FigureDefinition[] = [
  share('nDCG@10'),
  share('hit@1'),
  share('hit@5'),
  share('R-precision'),
  share('cited precision'),
  share('cited recall'),
  share('cited F1'),
  share('facts'),
  { name: 'words', better: 'neither', unit: 'number' },
  share('evidence'),
  share('false answers', 'lower'),
  share('false refusals', 'lower'),
  share('told apart'),
];

/** Mean and interval of each figure, by type in order of first appearance and over all; `all` alone when there is one type. */
export function summarize(
  questions: readonly Measured[],
  definitions: readonly FigureDefinition[],
): GroupFigures[] {
  const groups = groupsOf(questions);
  return groups.map(([group, members]) => ({
    group,
    questions: members.length,
    figures: definitions.flatMap(({ name }) => {
      const values = members.flatMap(({ figures }) => figures[name] ?? []);
      return values.length === 0 ? [] : [{ name, estimate: bootstrap(values) }];
    }),
  }));
}

/** Questions by type, and all of them last. */
export function groupsOf<Question extends { readonly type: string | null }>(
  questions: readonly Question[],
): (readonly [group: string, members: readonly Question[]])[] {
  const types = Map.groupBy(questions, ({ type }) => type);
  const named = [...types].flatMap(([type, members]) => (type === null ? [] : [[type, members] as const]));
  return [...(types.size > 1 ? named : []), [ALL, questions] as const];
}
