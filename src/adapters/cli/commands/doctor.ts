import { type DescribedSetting, describeSettings } from '../../../config.ts';
import { type CommandContext, printJson } from '../context.ts';
import { diagnosisText } from '../diagnosis-text.ts';
import type { Page } from '../page.ts';
import { terminalSafeLine } from '../terminal-safe.ts';

/** `ibid doctor`: settings and findings, with what to do about each. Exit code 1 when one of them is a failure. */
export async function runDoctor(context: CommandContext, options: { json: boolean }): Promise<number> {
  const settings = describeSettings(context.settings);
  const diagnoses = await (await context.ibid()).doctor(context.signal);
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

function settingsText(settings: readonly DescribedSetting[], page: Page): string {
  const { bold, dim } = page.colours;
  const widest = Math.max(...settings.map(({ name }) => name.length));
  const lines = settings.map(({ name, value, origin }) =>
    page.wrap(`${terminalSafeLine(value ?? 'not set')}${value === null ? '' : ` ${dim(`(${origin})`)}`}`, {
      first: `  ${name.padEnd(widest)}  `,
      rest: '      ',
    }),
  );
  return [bold('Settings'), ...lines, '', bold('Findings')].join('\n');
}
