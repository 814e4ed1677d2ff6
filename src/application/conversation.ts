import type { Conversation, ConversationSnapshot, GivenTurn } from '../ibid.ts';
import { ask } from './ask.ts';
import { createMemory } from './memory.ts';
import { requirePapers } from './require-papers.ts';
import type { Workbench } from './workbench.ts';

const NOTHING_SAID: ConversationSnapshot = { markers: [], turns: [] };

/** A conversation: turns, markers, and the papers they stand for. What outlives the process is its snapshot. */
export function createConversation(
  workbench: () => Promise<Workbench>,
  snapshot: ConversationSnapshot = NOTHING_SAID,
): Conversation {
  let memory = createMemory();
  let pending: ConversationSnapshot | null =
    snapshot.turns.length + snapshot.markers.length === 0 ? null : snapshot;

  /** What was said before, taken up when something is first asked: until then nothing need be read. */
  async function takeUp(): Promise<void> {
    if (pending === null) return;
    const { markers, turns } = pending;
    const { reader } = await workbench();
    // Of the papers that markers stand for, only those of the turns are spoken of: there may be thousands of others.
    const ids = [...new Set(turns.flatMap(({ paperIds }) => paperIds))];
    const papers = new Map((await reader.papers(ids)).map(({ paper }) => [paper.id, paper]));
    pending = null;
    // A marker stays with its paper even when the paper is gone.
    for (const id of markers) memory.markers.markerOf(id);
    for (const turn of turns)
      memory.remember(
        turn,
        turn.paperIds.flatMap((id) => papers.get(id) ?? []),
        new Map(),
      );
  }

  return {
    async *ask(request) {
      await takeUp();
      return yield* ask(request, memory, workbench);
    },
    async take(turn: GivenTurn) {
      await takeUp();
      const { reader } = await workbench();
      const stored = await requirePapers(reader, turn.paperIds, 'the history cites');
      memory.remember(turn, stored, new Map());
    },
    citations: () => memory.allCitations(),
    snapshot: () =>
      pending ?? {
        markers: memory.markers.paperIds(),
        turns: memory.turns.map(({ question, answer, paperIds }) => ({ question, answer, paperIds })),
      },
    clear() {
      pending = null;
      memory = createMemory();
    },
  };
}
