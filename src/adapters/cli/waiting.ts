import type { AnswerEvent } from '../../answerer/answer.ts';
import type { OutputStream } from './page.ts';
import { terminalSafeLine } from './terminal-safe.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MILLISECONDS = 100;
/** Most answers come sooner, and then nothing flickers. */
const DELAY_MILLISECONDS = 1000;
/** A search is over by then: it is the model that is being waited for. */
const LONG_MILLISECONDS = 3000;
const ERASE_LINE = '\r\u001b[2K';

/** A line that turns while an answer is on its way, and is gone when something is to be read. */
export interface Waiting {
  /** Tell it of every event before that is printed: it makes room, says what is waited for now, and ends in time. */
  see(event: AnswerEvent): void;
  /** Ends and erases it; a second time it does nothing. */
  stop(): void;
}

export const NO_WAITING: Waiting = { see() {}, stop() {} };

/** `model` is the chat model that may be asked, null without one. `until`: the first words of the answer, or its end. */
export function startWaiting(options: {
  stream: OutputStream;
  model: string | null;
  until: 'words' | 'end';
}): Waiting {
  const { stream, until } = options;
  const model = options.model === null ? null : terminalSafeLine(options.model);
  const started = performance.now();
  let step: 'understanding' | 'searching' | 'answering' = 'understanding';
  let frame = 0;
  let drawn = false;
  let frames: NodeJS.Timeout | undefined;

  function text(): string {
    const waited = performance.now() - started;
    const long = waited >= LONG_MILLISECONDS;
    const seconds = long ? ` ${Math.floor(waited / 1000)} s` : '';
    // A question that follows up on another may be put to the model before anything is searched.
    const asking = model !== null && (step === 'answering' || (step === 'understanding' && long));
    return `${asking ? `asking ${model}…` : 'searching…'}${seconds}`;
  }

  function draw(): void {
    const line = `${FRAMES[frame++ % FRAMES.length] ?? ''} ${text()}`;
    // A line that wraps cannot be erased. Some terminals do not say how wide they are.
    const columns = stream.columns !== undefined && stream.columns > 0 ? stream.columns : 80;
    stream.write(`${ERASE_LINE}${[...line].slice(0, columns - 1).join('')}`);
    drawn = true;
  }

  function erase(): void {
    if (drawn) stream.write(ERASE_LINE);
    drawn = false;
  }

  const delay = setTimeout(() => {
    draw();
    frames = setInterval(draw, FRAME_MILLISECONDS);
  }, DELAY_MILLISECONDS);

  function stop(): void {
    clearTimeout(delay);
    clearInterval(frames);
    erase();
  }

  return {
    see(event) {
      erase();
      switch (event.type) {
        case 'plan':
          step = 'searching';
          return;
        case 'evidence':
          step = 'answering';
          return;
        // What stands beside the answer ends no waiting for it.
        case 'notice':
          return;
        case 'refusal':
        case 'remark':
        case 'claim':
        case 'table':
          if (until === 'words') stop();
          return;
        case 'end':
          stop();
          return;
      }
    },
    stop,
  };
}
