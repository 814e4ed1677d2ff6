import { throwIfAborted } from '../../../errors.ts';
import type { Ibid } from '../../../ibid.ts';
import { createAnswerPrinter } from '../answer-printer.ts';
import { follow } from '../follow.ts';
import type { Page } from '../page.ts';
import { runChatCommand } from './commands.ts';

export interface ChatSession {
  /** Answers a question or runs a command, and prints what comes of it. `leave`: the user wants to go. */
  handle(input: string, signal: AbortSignal): Promise<'go on' | 'leave'>;
}

/** One conversation, whether lines come from a terminal or a pipe. `startWaiting` shows that an answer takes its time. */
export function createChatSession(options: {
  ibid: Ibid;
  page: Page;
  notes: Page;
  startWaiting: () => () => void;
}): ChatSession {
  const { ibid, page, notes, startWaiting } = options;
  const conversation = ibid.conversation();
  return {
    async handle(input, signal) {
      throwIfAborted(signal);
      if (input.startsWith('/')) {
        const text = await runChatCommand({ ibid, conversation, page }, input);
        if (text === null) return 'leave';
        page.write(`${text}\n`);
        return 'go on';
      }
      const printer = createAnswerPrinter({ page, notes });
      const stopWaiting = startWaiting();
      try {
        await follow(conversation, { question: input, signal }, (event) => {
          // Plan and evidence print nothing: what follows them is what is being waited for.
          if (event.type !== 'plan' && event.type !== 'evidence') stopWaiting();
          printer.show(event);
        });
      } finally {
        stopWaiting();
      }
      return 'go on';
    },
  };
}
