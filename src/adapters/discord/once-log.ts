import type { Logger } from '../../logger.ts';
import type { Clock } from './clock.ts';

/** Tells what keeps happening once: again only after it has been quiet, or has gone on for long. */
export interface OnceLog {
  /** `topic` names what happens. A repetition within the quiet time is counted, not told. */
  warn(topic: string, message: string, fields?: Readonly<Record<string, unknown>>): void;
}

const QUIET_MILLISECONDS = 10 * 60 * 1000;
/** Topics may name channels; those told longest ago are dropped. */
const MOST_TOPICS = 1_000;

export function createOnceLog(logger: Logger, clock: Clock): OnceLog {
  const told = new Map<string, { at: number; silent: number }>();
  return {
    warn(topic, message, fields = {}) {
      const before = told.get(topic);
      if (before !== undefined && clock.now() - before.at < QUIET_MILLISECONDS) {
        before.silent++;
        return;
      }
      told.delete(topic);
      told.set(topic, { at: clock.now(), silent: 0 });
      const [oldest] = told.keys();
      if (told.size > MOST_TOPICS && oldest !== undefined) told.delete(oldest);
      const again = before === undefined || before.silent === 0 ? '' : ` (${before.silent} more times since)`;
      logger.warn(`${message}${again}`, fields);
    },
  };
}
