import { describe, expect, it, vi } from 'vitest';
import { createInputCollector } from '../../../src/adapters/cli/chat/input-collector.ts';
import { startSpinner } from '../../../src/adapters/cli/chat/spinner.ts';
import { createFakeOutput } from '../../support/fake-terminal.ts';

/** An answer that says one sentence and then hangs until it is stopped. */

describe('the spinner', () => {
  it('shows nothing within a second, then turns, then is gone', () => {
    vi.useFakeTimers();
    try {
      const stream = createFakeOutput({ columns: 80 });
      const written: string[] = [];
      const write = (text: string) => written.push(text);
      const stop = startSpinner({ stream: { ...stream, write }, text: 'searching…' });
      vi.advanceTimersByTime(999);
      expect(written).toEqual([]);
      vi.advanceTimersByTime(101);
      expect(written).toEqual(['\r\u001b[2K⠋ searching…', '\r\u001b[2K⠙ searching…']);
      stop();
      expect(written.at(-1)).toBe('\r\u001b[2K');
      stop();
      vi.advanceTimersByTime(1000);
      expect(written).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('the input collector', () => {
  it('says whether something waits', () => {
    const collector = createInputCollector();
    expect(collector.pending).toBe(false);
    collector.push('a');
    expect(collector.pending).toBe(true);
    expect(collector.take()).toEqual(['a']);
    expect(collector.pending).toBe(false);
  });
});
