import { setTimeout as sleep } from 'node:timers/promises';
import { IndexError, InterruptedError, throwIfAborted } from '../../errors.ts';
import type { Ibid } from '../../ibid.ts';
import { note } from './answer-printer.ts';
import type { CommandContext } from './context.ts';
import { createProgressView } from './progress-view.ts';

type IndexManifest = NonNullable<Awaited<ReturnType<Ibid['manifest']>>>;

const WAIT_STEP_MILLISECONDS = 250;
const WAIT_STEPS = 480;

/**
 * The index that the command asks, built from the bundled abstracts when there is none at the default place. Throws
 * IndexError when one was named and nothing is there: it would be a typing error as often as a wish.
 */
export async function ensureIndex(context: CommandContext): Promise<IndexManifest> {
  const ibid = await context.ibid();
  const found = await ibid.manifest();
  if (found !== null) return found;
  const { settings, notes, signal } = context;
  if (settings.indexIsExplicit) {
    throw new IndexError('missing', `there is no index at ${settings.index}`, {
      remedy:
        'Build one there with "ibid index FILES…" (without files: from the bundled abstracts), or leave IBID_INDEX and --index out.',
    });
  }
  note(notes, 'No index yet: building one from the bundled abstracts. This happens once.');
  const view = await createProgressView({ stream: context.stderr, animated: context.animated });
  try {
    const report = await ibid.index({ paths: [], signal, onProgress: view.listen });
    view.finish();
    note(notes, `${report.papers} papers indexed.`);
  } catch (error) {
    view.finish();
    if (!(error instanceof IndexError) || error.reason !== 'busy') throw error;
    await waitForOther(ibid, context, error);
  }
  const built = await ibid.manifest();
  if (built === null) {
    throw new IndexError('unreadable', `the index at ${settings.index} was built and cannot be opened`, {
      remedy: 'Run "ibid doctor" to see what is wrong there.',
    });
  }
  return built;
}

/** Two first commands at once: the second waits for what the first one builds. */
async function waitForOther(ibid: Ibid, { notes, signal }: CommandContext, busy: IndexError): Promise<void> {
  note(notes, 'Another ibid is building it; waiting.');
  for (let step = 0; step < WAIT_STEPS; step++) {
    throwIfAborted(signal);
    if ((await ibid.manifest()) !== null) return;
    await sleep(WAIT_STEP_MILLISECONDS, undefined, { signal }).catch(() => {
      throw new InterruptedError();
    });
  }
  throw busy;
}
