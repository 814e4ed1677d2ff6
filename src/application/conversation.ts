import { UsageError } from '../errors.ts';
import type { Conversation, GivenTurn } from '../ibid.ts';
import { ask } from './ask.ts';
import { createMemory } from './memory.ts';
import type { Workbench } from './workbench.ts';

/** A conversation without a memory beyond the process: turns, markers, and the papers they stand for. */
export function createConversation(workbench: () => Promise<Workbench>): Conversation {
  let memory = createMemory();
  return {
    ask: (request) => ask(request, memory, workbench),
    async take(turn: GivenTurn) {
      const { reader } = await workbench();
      const stored = (await reader.papers(turn.paperIds)).map(({ paper }) => paper);
      const found = new Set(stored.map(({ id }) => id));
      const unknown = turn.paperIds.find((id) => !found.has(id));
      if (unknown !== undefined)
        throw new UsageError(`the history cites paper '${unknown}', which is not in the index`, {
          remedy: 'Take paper ids from `ibid papers`.',
        });
      memory.remember(turn, stored, new Map());
    },
    citations: () => memory.allCitations(),
    clear() {
      memory = createMemory();
    },
  };
}
