import { createInterface } from 'node:readline';
import { throwIfAborted, UsageError } from '../../../errors.ts';
import type { InputStream } from '../context.ts';
import type { Page } from '../page.ts';
import { createInputCollector } from './input-collector.ts';
import type { ChatSession } from './session.ts';

/**
 * Questions and commands line by line from a pipe, each answered in order, a blank line between. A failure is told and the
 * next line goes on; the exit code is 1 when there was one. Throws InterruptedError when the signal is raised.
 */
export async function runPipedChat(options: {
  session: ChatSession;
  input: InputStream;
  page: Page;
  signal: AbortSignal;
  tellFailure: (thrown: unknown) => void;
}): Promise<number> {
  const { session, input, page, signal, tellFailure } = options;
  const collector = createInputCollector();
  let handled = 0;
  let failures = 0;
  let leaving = false;

  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY, signal })) {
    collector.push(line);
    for (const text of collector.take()) {
      if (handled++ > 0) page.write('\n');
      try {
        leaving = (await session.handle(text, signal)) === 'leave';
      } catch (error) {
        throwIfAborted(signal);
        failures++;
        tellFailure(error);
      }
    }
    if (leaving) break;
  }
  throwIfAborted(signal);
  if (collector.open) {
    failures++;
    tellFailure(
      new UsageError('a question begun with """ was never ended, and so not asked', {
        remedy: 'End it with """ too.',
      }),
    );
  }
  return failures > 0 ? 1 : 0;
}
