import type { CollectionDocument } from '../../src/ibid.ts';

/** A search engine that holds one collection. */
export interface Engine {
  /** Ids of the best documents, best first. */
  search(words: string, limit: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** How an engine is called, and how it takes in a collection. Each gets the same titles and texts, cleaned alike. */
export interface Contender {
  readonly name: string;
  open(documents: readonly CollectionDocument[]): Promise<Engine>;
}
