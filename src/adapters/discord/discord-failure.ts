/**
 * What a failed request to Discord means for what is to be done: `gone` (message or channel are deleted), `late` (the token of an
 * interaction has expired), `taken` (an interaction that is unknown, or was acknowledged already), `forbidden` (a permission is lacking),
 * `passing` (Discord or the network failed: the same request may work later), `refused` (it was wrong: a fault of ours).
 */
export type DiscordTrouble = 'gone' | 'late' | 'taken' | 'forbidden' | 'passing' | 'refused';

const BY_CODE: Readonly<Record<number, DiscordTrouble>> = {
  10003: 'gone',
  10004: 'gone',
  10008: 'gone',
  10015: 'late',
  10062: 'taken',
  40060: 'taken',
  50001: 'forbidden',
  50007: 'forbidden',
  50013: 'forbidden',
  50027: 'late',
  50083: 'forbidden',
  160002: 'forbidden',
};

/** Reads whatever discord.js threw, or a cause of it. */
export function troubleOf(error: unknown): DiscordTrouble {
  const { code, status } = numbersOf(error);
  const known = code === null ? undefined : BY_CODE[code];
  if (known !== undefined) return known;
  if (status === null || status === 429 || status >= 500) return 'passing';
  if (status === 401) return 'late';
  return status === 403 ? 'forbidden' : 'refused';
}

/** Discord's number for why it did not do something; null where it said none. */
export function codeOf(error: unknown): number | null {
  return numbersOf(error).code;
}

/** "Discord refused it: Missing Permissions (403, code 50013)", for a log. */
export function troubleWords(error: unknown): string {
  const { code, status } = numbersOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const numbers = [
    ...(status === null ? [] : [`${status}`]),
    ...(code === null || code === 0 ? [] : [`code ${code}`]),
  ];
  return numbers.length === 0 ? message : `${message} (${numbers.join(', ')})`;
}

function numbersOf(error: unknown): { readonly code: number | null; readonly status: number | null } {
  if (typeof error !== 'object' || error === null) return { code: null, status: null };
  const numberAt = (name: string): number | null => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === 'number' ? value : null;
  };
  return { code: numberAt('code'), status: numberAt('status') };
}
