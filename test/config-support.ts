import { tmpdir } from 'node:os';
import { loadSettings, type SettingsSources } from '../src/config.ts';
import { UsageError } from '../src/errors.ts';

/** The settings of a program that nothing else is set for. */
export const load = (sources: Partial<SettingsSources> = {}) =>
  loadSettings({ env: {}, folder: tmpdir(), programFolder: '/opt/ibid', ...sources });

/** What it says of wrong ones. */
export async function refusal(sources: Partial<SettingsSources>): Promise<UsageError> {
  const error = await load(sources).catch((thrown: unknown) => thrown);
  if (!(error instanceof UsageError)) throw new Error(`no UsageError but ${String(error)}`);
  return error;
}
