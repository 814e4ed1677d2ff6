import { type DescribedSetting, describeSettings, SETTING_NAMES } from '../../../config.ts';
import type { Diagnosis } from '../../../ibid.ts';
import { type CommandContext, printJson } from '../context.ts';
import { nearest } from '../nearest.ts';
import type { Page } from '../page.ts';
import { terminalSafeLine } from '../terminal-safe.ts';

/** `ibid doctor`: settings and findings, with what to do about each. Exit code 1 when one of them is a failure. */
export async function runDoctor(context: CommandContext, options: { json: boolean }): Promise<number> {
  const settings = describeSettings(context.settings);
  const found = await (await context.ibid()).doctor(context.signal);
  const diagnoses = [...context.settings.unknownNames.map(unknownSetting), ...found];
  if (options.json) {
    printJson(context, { schema: 1, settings, diagnoses });
  } else {
    const { page } = context;
    page.write(
      `${[settingsText(settings, page), ...diagnoses.map((one) => diagnosisText(one, page))].join('\n')}\n`,
    );
  }
  return diagnoses.some(({ state }) => state === 'failed') ? 1 : 0;
}

function unknownSetting(name: string): Diagnosis {
  const meant = nearest(name, SETTING_NAMES);
  return {
    subject: name,
    state: 'warning',
    finding: 'is set, and no setting has this name',
    remedy: meant === null ? 'Unset it; .env.example lists every setting.' : `Did you mean ${meant}?`,
  };
}

function settingsText(settings: readonly DescribedSetting[], page: Page): string {
  const { bold, dim } = page.colours;
  const widest = Math.max(...settings.map(({ name }) => name.length));
  const lines = settings.map(({ name, value, origin }) =>
    page.wrap(`${terminalSafeLine(value)} ${dim(`(${origin})`)}`, {
      first: `  ${name.padEnd(widest)}  `,
      rest: '      ',
    }),
  );
  return [bold('Settings'), ...lines, '', bold('Findings')].join('\n');
}

function diagnosisText({ subject, state, finding, remedy }: Diagnosis, page: Page): string {
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
