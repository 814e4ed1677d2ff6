/** Begins and ends a question of many lines. */
const FENCE = '"""';

/** Turns lines as they come into questions and commands. */
export interface InputCollector {
  push(line: string): void;
  /**
   * What is complete by now. Lines that came together are one question; a command is always one line of its own, and a
   * question between fences keeps its lines.
   */
  take(): string[];
  /** A fence was opened and not yet closed. */
  readonly open: boolean;
  /** Something waits to be taken, or a fence is open. */
  readonly pending: boolean;
  /** Forgets all that was not taken. */
  drop(): void;
}

export function createInputCollector(): InputCollector {
  let complete: { text: string; joinable: boolean }[] = [];
  let fenced: string[] | null = null;

  function closeFence(lines: readonly string[]): void {
    complete.push({ text: lines.join('\n').trim(), joinable: false });
    fenced = null;
  }

  return {
    push(line) {
      if (fenced !== null) {
        const end = line.trimEnd();
        if (end.endsWith(FENCE)) closeFence([...fenced, end.slice(0, -FENCE.length)]);
        else fenced.push(line);
        return;
      }
      const text = line.trim();
      if (!text.startsWith(FENCE)) {
        complete.push({ text, joinable: !text.startsWith('/') });
        return;
      }
      const rest = text.slice(FENCE.length);
      if (rest.endsWith(FENCE)) closeFence([rest.slice(0, -FENCE.length)]);
      else fenced = [rest];
    },
    take() {
      const inputs: string[] = [];
      let joining = false;
      for (const { text, joinable } of complete) {
        if (text === '') continue;
        if (joinable && joining) inputs.push(`${inputs.pop() ?? ''}\n${text}`);
        else inputs.push(text);
        joining = joinable;
      }
      complete = [];
      return inputs;
    },
    get open() {
      return fenced !== null;
    },
    get pending() {
      return fenced !== null || complete.length > 0;
    },
    drop() {
      complete = [];
      fenced = null;
    },
  };
}
