import { createHmac, randomBytes } from 'node:crypto';

/** A key that turns users into names nobody can turn back, for as long as it is kept; without it, nobody can look them up either. */
export function newForgottenKey(): string {
  return randomBytes(32).toString('hex');
}

/** The name under which a user who was forgotten is counted. */
export function forgottenName(key: string, user: string): string {
  return `forgotten:${createHmac('sha256', Buffer.from(key, 'hex')).update(user).digest('hex')}`;
}

/** In UTC: `YYYY-MM-DD`. */
export function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
