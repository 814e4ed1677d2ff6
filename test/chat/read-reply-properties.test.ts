import { describe, expect, it } from 'vitest';
import { runReplyProperties } from '../support/reply-properties.ts';

describe('any reply whatever', () => {
  it('is read the same in any pieces, as its JSON when it is well-formed, and never with an error', () => {
    expect(() => runReplyProperties(300)).not.toThrow();
  });
});
