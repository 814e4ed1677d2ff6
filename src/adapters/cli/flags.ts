import { UsageError } from '../../errors.ts';

/** The flags that stand for a setting. */
export interface GlobalFlags {
  readonly index?: string;
  readonly embedder?: string;
  readonly answerer?: string;
  readonly model?: string;
  readonly check?: string;
  readonly log?: string;
}

/** What stands below a command's help. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

/** Reads a flag's value. Throws UsageError for any other than `values`. */
export function oneOf<Value extends string>(
  flag: string,
  values: readonly Value[],
): (value: string) => Value {
  return (given) => {
    const found = values.find((value) => value === given);
    if (found !== undefined) return found;
    throw new UsageError(`${flag} is ${JSON.stringify(given)}; it must be one of ${values.join(', ')}`, {
      remedy: `Like this: ${flag} ${values[0]}`,
    });
  };
}

/** Reads a flag's value. Throws UsageError for anything but a whole number of 1 or more. */
export function positiveInteger(flag: string): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (/^\d+$/u.test(value) && Number.isSafeInteger(number) && number > 0) return number;
    throw new UsageError(`${flag} is ${JSON.stringify(value)}; it must be a whole number of 1 or more`, {
      remedy: `Like this: ${flag} 10`,
    });
  };
}
