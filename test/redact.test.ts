import { describe, expect, it } from 'vitest';
import { redactText } from '../src/redact.ts';

describe("Discord's secrets in texts that others wrote", () => {
  const token = `MTA5${'x'.repeat(22)}.GabcDe.${'y'.repeat(38)}`;

  it('takes out tokens of bots wherever they stand', () => {
    expect(redactText(`Authorization failed for ${token}.`)).toBe('Authorization failed for [redacted].');
  });

  it('takes out what authorises an answer to an interaction, and leaves the rest of the address', () => {
    const secret = `aW50ZXJhY3Rpb246${'z'.repeat(120)}`;
    expect(redactText(`PATCH /webhooks/123/${secret}/messages/@original: 404`)).toBe(
      'PATCH /webhooks/123/[redacted]/messages/@original: 404',
    );
    expect(redactText(`POST /interactions/456/${secret}/callback`)).toBe(
      'POST /interactions/456/[redacted]/callback',
    );
  });

  it('leaves ordinary words with dots alone', () => {
    const text = 'See MoE.routing.experiments and https://arxiv.org/abs/2308.02117.';
    expect(redactText(text)).toBe(text);
  });
});
