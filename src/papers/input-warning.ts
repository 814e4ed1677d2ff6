/** A problem with one input that did not stop the rest; `line` is 1-based, null for the file as a whole. */
export interface InputWarning {
  /** Absolute path. */
  readonly file: string;
  readonly line: number | null;
  /** What was found and what was expected. */
  readonly message: string;
  /** How many records were left out for it; 0 when it is only a remark. */
  readonly skipped: number;
}
