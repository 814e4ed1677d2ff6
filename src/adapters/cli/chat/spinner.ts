import type { OutputStream } from '../page.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MILLISECONDS = 100;
const ERASE_LINE = '\r\u001b[2K';

/** Shows that something is going on, once it has gone on for a second. Gives the function that ends and erases it. */
export function startSpinner(options: {
  stream: OutputStream;
  text: string;
  delayMilliseconds?: number;
}): () => void {
  const { stream, text, delayMilliseconds = 1000 } = options;
  let frame = 0;
  let frames: NodeJS.Timeout | null = null;
  function draw(): void {
    stream.write(`${ERASE_LINE}${FRAMES[frame++ % FRAMES.length] ?? ''} ${text}`);
  }
  const delay = setTimeout(() => {
    draw();
    frames = setInterval(draw, FRAME_MILLISECONDS);
  }, delayMilliseconds);
  return () => {
    clearTimeout(delay);
    if (frames === null) return;
    clearInterval(frames);
    frames = null;
    stream.write(ERASE_LINE);
  };
}
