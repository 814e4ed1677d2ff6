import type { z } from 'zod';
import { UsageError } from './errors.ts';
import { quoted, SETTING_NAMES, type SettingName } from './settings-schema.ts';

export type SettingOrigin = 'flag' | 'environment' | '.env' | 'default';

export interface GivenValue {
  readonly value: string;
  readonly origin: SettingOrigin;
}

/** The first that says something; white space around it does not count. */
export function firstGiven(
  candidates: readonly (readonly [SettingOrigin, string | undefined])[],
): GivenValue | null {
  for (const [origin, value] of candidates) {
    const trimmed = value?.trim() ?? '';
    if (trimmed !== '') return { value: trimmed, origin };
  }
  return null;
}

/** Every wrong value at once, each with its name, where it came from and what it must be. */
export function settingsError(error: z.ZodError, given: ReadonlyMap<SettingName, GivenValue>): UsageError {
  const told = error.issues.map((issue) => {
    const name = SETTING_NAMES.find((candidate) => candidate === issue.path[0]);
    const found = name === undefined ? undefined : given.get(name);
    if (name === undefined || found === undefined) return issue.message;
    return `${name} (${originWords(found.origin)}) is ${quoted(name, found.value)}; it must be ${issue.message}`;
  });
  return new UsageError(told.join('\n'), {
    remedy: 'Correct the value or unset it; .env.example lists every setting with its default.',
  });
}

function originWords(origin: SettingOrigin): string {
  switch (origin) {
    case 'flag':
      return 'from its flag';
    case 'environment':
      return 'from the environment';
    case '.env':
      return 'from .env';
    case 'default':
      return 'the default';
  }
}
