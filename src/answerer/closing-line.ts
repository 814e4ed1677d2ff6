import type { JudgedDraft } from './judged-draft.ts';

/** "4 claims quote-checked, 1 in part, 1 dropped." A claim that was mended is counted once, as it came out. */
export function closingLine(judged: readonly JudgedDraft[]): string {
  const count = (check: JudgedDraft['verdict']['check']): number =>
    judged.filter(({ verdict }) => verdict.check === check).length;
  const mended = judged.filter(({ round, verdict }) => round === 2 && verdict.check !== 'dropped').length;
  const first = judged.filter(({ round }) => round === 1);
  const dropped = first.filter(({ verdict }) => verdict.check === 'dropped').length - mended;
  const [checked, partial] = [count('checked'), count('partial')];
  const parts = [
    `${checked} ${checked === 1 ? 'claim' : 'claims'} quote-checked`,
    `${partial} in part`,
    `${Math.max(0, dropped)} dropped`,
  ];
  return `${parts.join(', ')}.`;
}
