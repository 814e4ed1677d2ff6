import { describe, expect, it } from 'vitest';
import { paperOf } from '../../../src/adapters/discord/paper-of.ts';
import { IndexError, UsageError } from '../../../src/errors.ts';
import { somePaper } from '../../support/fake-ibid.ts';

describe('the paper of an id that was kept', () => {
  const paper = somePaper({ id: '2308.02117', doi: '10.1/abc' });
  const found = { paper: async () => paper };

  it('is found by whatever its id was', async () => {
    expect(await paperOf(found, '2308.02117')).toBe(paper);
    expect(await paperOf(found, '10.1/abc')).toBe(paper);
  });

  it('is not another one whose title begins like the id', async () => {
    expect(await paperOf(found, 'VQGraph')).toBeNull();
  });

  it('is null when it is gone, and a failure when that cannot be told', async () => {
    const throwing = (error: Error) => ({
      paper: async (): Promise<never> => {
        throw error;
      },
    });
    expect(await paperOf(throwing(new UsageError('no paper has this id')), 'x')).toBeNull();
    await expect(paperOf(throwing(new IndexError('unreadable', 'no index')), 'x')).rejects.toThrow(
      'no index',
    );
  });
});
