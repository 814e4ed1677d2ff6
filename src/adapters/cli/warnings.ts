import type { InputWarning } from '../../ibid.ts';
import { terminalSafeLine } from './terminal-safe.ts';

/** So many are listed one by one; the rest by file and message, with their lines. */
const LISTED = 20;

/** Lines that name every warning: the first twenty singly, the others grouped, and how many records were left out. */
export function warningLines(warnings: readonly InputWarning[]): string[] {
  if (warnings.length === 0) return [];
  const lines = warnings
    .slice(0, LISTED)
    .map((warning) => `warning: ${place(warning)}${terminalSafeLine(warning.message)}`);

  const groups = new Map<string, InputWarning[]>();
  for (const warning of warnings.slice(LISTED)) {
    const key = JSON.stringify([warning.file, warning.message]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [warning]);
    else group.push(warning);
  }
  for (const [first, ...others] of groups.values()) {
    if (first === undefined) continue;
    const text = terminalSafeLine(first.message);
    if (others.length === 0) {
      lines.push(`warning: ${place(first)}${text}`);
      continue;
    }
    const at = [first, ...others].flatMap(({ line }) => (line === null ? [] : [line]));
    const shown = `${at.slice(0, 5).join(', ')}${at.length > 5 ? ', …' : ''}`;
    const where = at.length === 0 ? '' : ` (lines ${shown})`;
    lines.push(`warning: ${terminalSafeLine(first.file)}: ${others.length + 1} times: ${text}${where}`);
  }

  const skipped = warnings.reduce((sum, warning) => sum + warning.skipped, 0);
  const remarks = warnings.length === 1 ? '1 warning' : `${warnings.length} warnings`;
  if (warnings.length > 1 || skipped > 0)
    lines.push(`${remarks}; ${skipped === 1 ? '1 record was' : `${skipped} records were`} left out`);
  return lines;
}

/** Empty when the message says the place itself. */
function place({ file, line, message }: InputWarning): string {
  if (message.startsWith(file)) return '';
  return `${terminalSafeLine(file)}${line === null ? '' : `:${line}`}: `;
}
