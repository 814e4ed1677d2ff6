import type { CommandOption } from './command-schema.ts';
import type { Wire } from './payloads.ts';

export type Argument = string | number | boolean;
export type Arguments = Readonly<Record<string, Argument>>;

const SUBCOMMAND = 1;
const GROUP = 2;
const BY_TYPE: Readonly<Record<number, 'string' | 'number' | 'boolean'>> = {
  3: 'string',
  4: 'number',
  5: 'boolean',
  6: 'string',
  7: 'string',
  8: 'string',
  9: 'string',
  10: 'number',
};

/**
 * The options of an interaction, for `path` (subcommands, if any) and what was typed, as Discord's own client would
 * send them.
 * @param focused the option that is being typed: it may be unfinished, and others may be missing.
 * @throws an Error where the client would not have let the user send this.
 */
export function commandArguments(
  options: readonly CommandOption[],
  path: readonly string[],
  given: Arguments,
  focused: string | null = null,
): Wire[] {
  const [first, ...rest] = path;
  if (first !== undefined) {
    const below = options.find(({ name, type }) => name === first && (type === SUBCOMMAND || type === GROUP));
    if (below === undefined) throw new Error(`There is no subcommand "${first}".`);
    const inner = commandArguments(below.options ?? [], rest, given, focused);
    return [{ type: below.type, name: below.name, options: inner }];
  }
  if (options.some(({ type }) => type === SUBCOMMAND || type === GROUP)) {
    throw new Error(`One of ${options.map(({ name }) => name).join(', ')} has to be chosen.`);
  }
  for (const name of Object.keys(given)) {
    if (!options.some((option) => option.name === name)) throw new Error(`There is no option "${name}".`);
  }
  const missing = options.find((option) => option.required === true && given[option.name] === undefined);
  if (missing !== undefined && focused === null) throw new Error(`The option "${missing.name}" is required.`);
  return options.flatMap((option) => {
    const value = given[option.name];
    if (value === undefined) return [];
    if (option.name === focused) return [{ type: option.type, name: option.name, value, focused: true }];
    requireFit(option, value);
    return [{ type: option.type, name: option.name, value }];
  });
}

function requireFit(option: CommandOption, value: Argument): void {
  const { name, choices = [] } = option;
  if (typeof value !== BY_TYPE[option.type]) throw new Error(`"${name}" takes no ${typeof value}.`);
  if (choices.length > 0 && !choices.some((choice) => choice.value === value)) {
    throw new Error(`"${name}" is one of ${choices.map((choice) => choice.value).join(', ')}.`);
  }
  if (typeof value === 'string') {
    const { min_length: least = 0, max_length: most = 6000 } = option;
    if (value.length < least || value.length > most) {
      throw new Error(`"${name}" has from ${least} to ${most} characters, not ${value.length}.`);
    }
    if (value.trim() === '' && option.required === true) throw new Error(`"${name}" may not be empty.`);
  }
  if (typeof value === 'number') {
    const { min_value: least = -Infinity, max_value: most = Infinity } = option;
    if (value < least || value > most)
      throw new Error(`"${name}" is from ${least} to ${most}, not ${value}.`);
  }
}

/** The option that autocomplete is asked for. @throws an Error where it has none. */
export function requireAutocomplete(
  options: readonly CommandOption[],
  path: readonly string[],
  name: string,
): void {
  const [first, ...rest] = path;
  if (first !== undefined) {
    requireAutocomplete(options.find((option) => option.name === first)?.options ?? [], rest, name);
    return;
  }
  if (options.find((option) => option.name === name)?.autocomplete !== true) {
    throw new Error(`The option "${name}" has no autocomplete.`);
  }
}
