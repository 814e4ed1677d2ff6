import type { Progress, ProgressListener } from '../../progress.ts';
import type { OutputStream } from './page.ts';

export interface ProgressView {
  readonly listen: ProgressListener;
  /** Ends the view; what it drew last stays. Call it before anything else is written to the stream. */
  finish(): void;
}

/** A bar that moves on a terminal; elsewhere one line a stage, once the stage is over. */
export async function createProgressView(options: {
  stream: NodeJS.WritableStream & OutputStream;
  animated: boolean;
}): Promise<ProgressView> {
  return options.animated ? createBar(options.stream) : createLines(options.stream);
}

function createLines(stream: OutputStream): ProgressView {
  let last: Progress | null = null;
  function finish(): void {
    if (last !== null) stream.write(`${stageLine(last)}\n`);
    last = null;
  }
  return {
    listen(progress) {
      if (last !== null && last.stage !== progress.stage) finish();
      last = progress;
    },
    finish,
  };
}

async function createBar(stream: NodeJS.WritableStream & OutputStream): Promise<ProgressView> {
  const { default: cliProgress } = await import('cli-progress');
  let bar: InstanceType<typeof cliProgress.SingleBar> | null = null;
  let last: Progress | null = null;

  function finish(): void {
    bar?.stop();
    bar = null;
    last = null;
  }

  function begin(progress: Progress): void {
    finish();
    bar = new cliProgress.SingleBar(
      {
        stream,
        hideCursor: true,
        // Ctrl-C is for the command to handle, and the cursor comes back when the bar stops.
        gracefulExit: false,
        format: () => (last === null ? '' : barLine(last, stream.columns ?? 80)),
      },
      cliProgress.Presets.shades_classic,
    );
    last = progress;
    bar.start(progress.total ?? 0, progress.done);
  }

  return {
    listen(progress) {
      if (bar === null || last?.stage !== progress.stage) {
        begin(progress);
        return;
      }
      last = progress;
      bar.setTotal(progress.total ?? 0);
      bar.update(progress.done);
    },
    finish,
  };
}

/** Units come in the plural ("papers"). */
function unitOf(unit: string, count: number): string {
  return count === 1 ? unit.replace(/s$/u, '') : unit;
}

function stageLine({ stage, done, total, unit }: Progress): string {
  return `${stage}: ${total === null ? done : `${done} of ${total}`} ${unitOf(unit, total ?? done)}`;
}

/** Never longer than a line: a bar that wraps cannot be drawn over. */
function barLine(progress: Progress, columns: number): string {
  const { stage, done, total, unit } = progress;
  const counts = `${total === null ? done : `${done}/${total}`} ${unitOf(unit, total ?? done)}`;
  const room = Math.min(30, columns - stage.length - counts.length - 6);
  if (total === null || total === 0 || room < 5) return `${stage}  ${counts}`.slice(0, columns - 1);
  const filled = Math.round(room * Math.min(1, done / total));
  return `${stage}  ${'█'.repeat(filled)}${'░'.repeat(room - filled)}  ${counts}`;
}
