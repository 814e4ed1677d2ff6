import type { Settings } from '../../../config.ts';
import { throwIfAborted } from '../../../errors.ts';
import { follow } from '../../../follow.ts';
import type { Ibid } from '../../../ibid.ts';
import { createAnswerPrinter } from '../answer-printer.ts';
import type { Page } from '../page.ts';
import type { Waiting } from '../waiting.ts';
import type { ChatMemory } from './command.ts';
import { runChatCommand } from './commands.ts';
import { addSpent, NOTHING_SPENT } from './spent.ts';

export interface ChatSession {
  /** Answers a question or runs a command, and prints what comes of it. `leave`: the user wants to go. */
  handle(input: string, signal: AbortSignal): Promise<'go on' | 'leave'>;
}

/** One conversation, whether lines come from a terminal or a pipe. `startWaiting` shows that an answer takes its time. */
export function createChatSession(options: {
  ibid: Ibid;
  settings: Settings;
  folder: string;
  page: Page;
  notes: Page;
  startWaiting: () => Waiting;
}): ChatSession {
  const { ibid, settings, folder, page, notes, startWaiting } = options;
  const conversation = ibid.conversation();
  const memory: ChatMemory = { check: settings.check, receipt: null, spent: NOTHING_SPENT };
  return {
    async handle(input, signal) {
      throwIfAborted(signal);
      if (input.startsWith('/')) {
        const context = { ibid, conversation, page, memory, settings, folder };
        const text = await runChatCommand(context, input);
        if (text === null) return 'leave';
        page.write(`${text}\n`);
        return 'go on';
      }
      const printer = createAnswerPrinter({ page, notes });
      const waiting = startWaiting();
      try {
        const request = { question: input, check: memory.check, signal };
        const answer = await follow(conversation, request, (event) => {
          waiting.see(event);
          printer.show(event);
        });
        memory.receipt = answer.receipt;
        memory.spent = addSpent(memory.spent, answer);
      } finally {
        waiting.stop();
      }
      return 'go on';
    },
  };
}
