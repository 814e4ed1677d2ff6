const REDACTED = '[redacted]';

/** Forms in which keys and tokens turn up in texts that others wrote, such as an endpoint's error message. */
const SECRET_FORMS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}/giu, `$1 ${REDACTED}`],
  // Discord's: the bot's id in base64, a time, a signature.
  [/\b[MNO][\w-]{22,}\.[\w-]{6}\.[\w-]{27,}/gu, REDACTED],
  // What answers a Discord interaction is authorised by the address alone.
  [/(?<=\/(?:interactions|webhooks)\/\d+\/)[\w-]{20,}/gu, REDACTED],
  [/\bsk-[A-Za-z0-9_*-]{6,}/gu, REDACTED],
  [/(?<=:\/\/)[^\s/@:]*:[^\s/@]+(?=@)/gu, REDACTED],
  [
    /\b((?:api|access|secret)[-_ ]?(?:key|token)(?:_?id)?["']?\s*[=:]\s*["']?)[^\s"'&,;]{6,}/giu,
    `$1${REDACTED}`,
  ],
];

const SECRET_NAME = /(?:api[-_]?key|authorization|password|secret|token|cookie)$/iu;

/** The shortest value that is taken out wherever it stands: shorter ones occur in ordinary words. */
const SHORTEST_SECRET = 6;

/** The text without the given secrets and without anything that has the form of a key or token. */
export function redactText(text: string, secrets: readonly string[] = []): string {
  let redacted = text;
  for (const secret of secrets) {
    if (secret.length >= SHORTEST_SECRET) redacted = redacted.replaceAll(secret, REDACTED);
  }
  for (const [form, replacement] of SECRET_FORMS) redacted = redacted.replace(form, replacement);
  return redacted;
}

/** The same for structured values: every string in them, and whatever stands under a name such as `apiKey`. */
export function redactValue(value: unknown, secrets: readonly string[] = [], depth = 0): unknown {
  if (typeof value === 'string') return redactText(value, secrets);
  if (typeof value !== 'object' || value === null) return value;
  // Deeper values are of no use in a log line, and a cycle must end somewhere.
  if (depth > 5) return '[deeper]';
  if (value instanceof Error) {
    return {
      name: value.name,
      message: redactText(value.message, secrets),
      ...(value.cause === undefined ? {} : { cause: redactValue(value.cause, secrets, depth + 1) }),
    };
  }
  if (Array.isArray(value)) return value.map((item) => redactValue(item, secrets, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      typeof item === 'string' && SECRET_NAME.test(name) ? REDACTED : redactValue(item, secrets, depth + 1),
    ]),
  );
}

/** Says that a secret is set, and how long it is, without a character of it. */
export function maskSecret(secret: string): string {
  return `(secret, ${secret.length} characters)`;
}

/** The password of a URL, as it is written there and as it is meant; empty for a text that is no URL. */
export function secretsInUrl(url: string): readonly string[] {
  const password = URL.parse(url)?.password ?? '';
  if (password === '') return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    // A percent sign that encodes nothing stands for itself.
    return [password];
  }
}
