import type { InputWarning } from '../papers/input-warning.ts';
import type { ProgressListener } from '../progress.ts';

export interface IndexReport {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  /** Records that turned out to be another record's paper. */
  readonly merged: number;
  readonly records: number;
  readonly papers: number;
  readonly passages: number;
  readonly warnings: readonly InputWarning[];
  /** Why everything was embedded again ("the splitter is newer"), else null. */
  readonly reembedded: string | null;
  readonly milliseconds: number;
}

export interface IndexRequest {
  /** Files and folders; empty: the bundled corpus. */
  readonly paths: readonly string[];
  /** Also drops what came from sources that are not named. */
  readonly prune?: boolean;
  /** Any warning fails, before anything is stored. */
  readonly strict?: boolean;
  readonly onProgress?: ProgressListener;
  readonly onWarning?: (warning: InputWarning) => void;
  readonly signal?: AbortSignal;
}
