/** Tells whoever waits that something changed. */
export class Changes {
  #waiting = new Set<() => void>();

  notify(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /** True at the next change, false when `milliseconds` of real time pass without one. */
  async next(milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(wake);
        resolve(false);
      }, milliseconds);
      const wake = (): void => {
        clearTimeout(timer);
        resolve(true);
      };
      this.#waiting.add(wake);
    });
  }

  /**
   * What `read` gives once it is not undefined.
   * @throws an Error with the words of `complaint` when that has not happened after `patience` ms of real time.
   */
  async until<T>(read: () => T | undefined, patience: number, complaint: () => string): Promise<T> {
    const deadline = performance.now() + patience;
    for (;;) {
      const value = read();
      if (value !== undefined) return value;
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(complaint());
      await this.next(left);
    }
  }
}
