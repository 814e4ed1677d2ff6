import picocolors from 'picocolors';

/** With colours off, every one of them returns its text unchanged. */
type Colours = ReturnType<typeof picocolors.createColors>;

/** What of a stream matters for writing to it. */
export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Lines longer than this are hard to read, however wide the terminal is. */
const WIDEST = 100;
const NARROWEST = 20;

interface WrapOptions {
  /** What the first line begins with; its width is taken off the line. */
  readonly first?: string;
  /** What every further line begins with. */
  readonly rest?: string;
}

/** A place to write results: it knows whether to colour and how wide to wrap. */
export interface Page {
  readonly colours: Colours;
  /** Columns to wrap to, null where text is left as it is (a pipe). Follows the terminal when it is resized. */
  readonly width: number | null;
  /** Wrapped between words to the width; words longer than a line, such as links, stay whole. */
  wrap(text: string, options?: WrapOptions): string;
  /** All columns of the terminal, null in a pipe: for what is set in columns of its own. */
  readonly columns: number | null;
  /** Lines of exactly so many columns, filled up with spaces; longer words are broken. One line, as it is, in a pipe. */
  fill(text: string, columns: number): readonly string[];
  write(text: string): void;
}

/** `colour` forces or forbids colours; `auto` colours terminals. Only terminals are wrapped for. */
export async function createPage(options: {
  stream: OutputStream;
  colour: 'auto' | 'always' | 'never';
  terminal?: string | undefined;
}): Promise<Page> {
  const { stream, colour, terminal } = options;
  const isTerminal = stream.isTTY === true;
  const coloured = colour === 'always' || (colour === 'auto' && isTerminal && terminal !== 'dumb');
  // Only terminals are wrapped for, and these two take long to load.
  const wrapping = isTerminal ? await loadWrapping() : null;

  function columns(): number | null {
    if (wrapping === null) return null;
    const own = stream.columns ?? 80;
    return Math.max(NARROWEST, own > 0 ? own : 80);
  }

  function width(): number | null {
    const all = columns();
    return all === null ? null : Math.min(WIDEST, all);
  }

  return {
    colours: picocolors.createColors(coloured),
    get width() {
      return width();
    },
    get columns() {
      return columns();
    },
    fill(text, columns) {
      if (wrapping === null) return [text];
      return wrapping
        .breakWords(text, columns)
        .split('\n')
        .map((line) => line + ' '.repeat(Math.max(0, columns - wrapping.widthOf(line))));
    },
    wrap(text, { first = '', rest = '' } = {}) {
      const columns = width();
      const wrapped =
        wrapping === null || columns === null
          ? text
          : wrapping.wrap(
              text,
              Math.max(8, columns - Math.max(wrapping.widthOf(first), wrapping.widthOf(rest))),
            );
      const [head = '', ...tail] = wrapped.split('\n');
      return [first + head, ...tail.map((line) => (line === '' ? '' : rest + line))].join('\n');
    },
    write(text) {
      stream.write(text);
    },
  };
}

async function loadWrapping() {
  const [{ default: wrapAnsi }, { default: stringWidth }] = await Promise.all([
    import('wrap-ansi'),
    import('string-width'),
  ]);
  return {
    wrap: (text: string, columns: number) => wrapAnsi(text, columns),
    breakWords: (text: string, columns: number) => wrapAnsi(text, columns, { hard: true }),
    widthOf: stringWidth,
  };
}
