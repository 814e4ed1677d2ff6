import type { Diagnosis } from '../../ibid.ts';
import type { Page } from './page.ts';
import { terminalSafeLine } from './terminal-safe.ts';

/** A finding with its mark, and what to do about it on a line of its own. */
export function diagnosisText({ subject, state, finding, remedy }: Diagnosis, page: Page): string {
  const text = `${page.colours.bold(terminalSafeLine(subject))}: ${terminalSafeLine(finding)}`;
  const lines = [page.wrap(text, { first: `  ${mark(state, page)} `, rest: '    ' })];
  if (remedy !== null) {
    lines.push(page.wrap(`→ ${terminalSafeLine(remedy)}`, { first: '    ', rest: '      ' }));
  }
  return lines.join('\n');
}

function mark(state: Diagnosis['state'], { colours }: Page): string {
  switch (state) {
    case 'ok':
      return colours.green('✓');
    case 'warning':
      return colours.yellow('!');
    case 'failed':
      return colours.red('✗');
  }
}
