import { StateError } from '../errors.ts';
import { createMemoryCommunity } from './memory-community.ts';
import { createMemoryConversations } from './memory-conversations.ts';
import { createMemoryForgetting } from './memory-forgetting.ts';
import { createMemoryLedger } from './memory-ledger.ts';
import { createMemoryQuestionCounts } from './memory-question-counts.ts';
import { createMemoryReplies } from './memory-replies.ts';
import { createMemoryTables } from './memory-tables.ts';
import { REPLY_BOUNDS, type StateOptions, type StateStore } from './state-store.ts';

/** A state that ends with the process, for programs that must not write. */
export function createMemoryState(options: StateOptions = {}): StateStore {
  const now = options.now ?? Date.now;
  const tables = createMemoryTables();
  let isOpen = true;

  function open(): typeof tables {
    if (!isOpen) throw new StateError('failed', 'the state is closed');
    return tables;
  }

  return {
    ...createMemoryLedger(open, now),
    ...createMemoryReplies(open, { bounds: options.replies ?? REPLY_BOUNDS, now }),
    ...createMemoryConversations(open, now),
    ...createMemoryCommunity(open, now),
    ...createMemoryQuestionCounts(open, now),
    ...createMemoryForgetting(open, now),
    async close() {
      isOpen = false;
    },
  };
}
