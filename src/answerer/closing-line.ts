import type { Claim } from '../grounding/claim.ts';
import type { JudgedDraft } from './judged-draft.ts';

/**
 * "4 claims and 6 cells quote-checked, 1 in part, 1 dropped." Shown claims are counted once each; a dropped one that came back mended counts as
 * what it became.
 */
export function closingLine(shown: readonly Claim[], judged: readonly JudgedDraft[]): string {
  const cells = judged.filter(({ part }) => part === 'cell');
  const kept = cells.filter(({ verdict }) => verdict.check !== 'dropped').length;
  const checked = shown.filter(({ check }) => check !== 'partial').length;
  const texts = new Set(shown.map(({ text }) => text));
  const dropped = judged.filter(({ round, verdict }) => round === 1 && verdict.check === 'dropped').length;
  const back = judged.filter(({ round, verdict }) => round === 2 && texts.has(verdict.claim?.text ?? ''));
  const own = new Set(
    judged.flatMap(({ round, verdict }) => (round === 1 ? (verdict.claim?.text ?? []) : [])),
  );
  const mended = new Set(
    back.map(({ verdict }) => verdict.claim?.text).filter((text) => !own.has(text ?? '')),
  );
  return [
    `${[...(checked > 0 || cells.length === 0 ? [counted(checked, 'claim')] : []), ...(cells.length > 0 ? [counted(kept, 'cell')] : [])].join(' and ')} quote-checked`,
    `${shown.length - checked} in part`,
    `${Math.max(0, dropped - mended.size)} dropped.`,
  ].join(', ');
}

function counted(count: number, what: string): string {
  return `${count} ${count === 1 ? what : `${what}s`}`;
}
