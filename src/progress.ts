/** One step of long work. `total` is null while it is not known. `unit` names what is counted ("records", "papers"). */
export interface Progress {
  readonly stage: string;
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
}

export type ProgressListener = (progress: Progress) => void;
