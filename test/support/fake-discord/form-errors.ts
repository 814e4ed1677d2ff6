import type { z } from 'zod';
import { DiscordError, type FormErrors } from './discord-error.ts';

type Issue = z.core.$ZodIssue;

function described(issue: Issue): { code: string; message: string } {
  switch (issue.code) {
    case 'too_big':
      return { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` };
    case 'too_small':
      return { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` };
    case 'invalid_value':
      return { code: 'BASE_TYPE_CHOICES', message: `Value must be one of ${issue.values.map(String)}.` };
    case 'unrecognized_keys':
      return { code: 'UNKNOWN_FIELD', message: `Unknown fields: ${issue.keys.join(', ')}.` };
    default:
      return { code: 'BASE_TYPE_BAD', message: issue.message };
  }
}

function place(tree: FormErrors, path: readonly PropertyKey[], what: { code: string; message: string }) {
  let at = tree;
  for (const key of path.map(String)) {
    const below = at[key];
    const next: FormErrors = below === undefined || Array.isArray(below) ? {} : below;
    at[key] = next;
    at = next;
  }
  const here = at['_errors'];
  at['_errors'] = [...(Array.isArray(here) ? here : []), what];
}

/** 50035 with one line for each thing that is wrong, and the same words as a violation. */
export function invalidForm(
  issues: readonly { path: string; code: string; message: string }[],
): DiscordError {
  const errors: FormErrors = {};
  for (const { path, code, message } of issues) {
    place(errors, path === '' ? [] : path.split('.'), { code, message });
  }
  return new DiscordError({
    status: 400,
    code: 50035,
    message: 'Invalid Form Body',
    errors,
    violation: issues.map(({ path, message }) => `${path}: ${message}`).join(' '),
  });
}

/**
 * The body as the schema has it.
 * @throws 50035, a violation, naming every field that does not fit.
 */
export function readForm<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw invalidForm(
    read.error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), ...described(issue) })),
  );
}
