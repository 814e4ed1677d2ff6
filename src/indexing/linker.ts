import { contentHash } from '../papers/hashing.ts';
import { isEmptySketch, sketchOf } from '../papers/near-duplicates.ts';
import type { PaperRecord } from '../papers/paper.ts';
import { SketchIndex } from '../papers/sketch-index.ts';
import type { StoredState } from '../store/passage-index.ts';

/**
 * Finds which stored papers and records are of one paper: those with equal arXiv id or DOI, with near-equal abstracts, and, where
 * an abstract is too short for a sketch, with equal title and abstract. Nodes are numbered in the order in which they
 * come. Texts and sketches are not kept.
 */
export class Linker {
  readonly #sketches = new SketchIndex();
  readonly #byArxivId = new Map<string, number>();
  readonly #byDoi = new Map<string, number>();
  readonly #byText = new Map<string, number>();
  #parents = new Int32Array(1024);
  #size = 0;

  addStored(state: StoredState): void {
    const node = this.#newNode();
    this.#joinKeys(node, state);
    if (isEmptySketch(state.sketch)) this.#joinKey(this.#byText, state.contentHash, node);
    else this.#sketches.add(String(node), state.sketch);
  }

  addRecord(record: PaperRecord): void {
    const node = this.#newNode();
    this.#joinKeys(node, record);
    const sketch = sketchOf(record.abstract);
    if (isEmptySketch(sketch)) {
      this.#joinKey(this.#byText, contentHash(record), node);
      return;
    }
    const nearest = this.#sketches.nearest(sketch);
    if (nearest !== null) this.#join(node, Number(nearest));
    else this.#sketches.add(String(node), sketch);
  }

  /** For each node, the lowest node of those that are of one paper with it. */
  groups(): Int32Array {
    return Int32Array.from({ length: this.#size }, (_, node) => this.#root(node));
  }

  #newNode(): number {
    const node = this.#size;
    if (node === this.#parents.length) {
      const grown = new Int32Array(node * 2);
      grown.set(this.#parents);
      this.#parents = grown;
    }
    this.#parents[node] = node;
    this.#size += 1;
    return node;
  }

  #joinKeys(node: number, keys: { readonly arxivId: string | null; readonly doi: string | null }): void {
    if (keys.arxivId !== null) this.#joinKey(this.#byArxivId, keys.arxivId, node);
    if (keys.doi !== null) this.#joinKey(this.#byDoi, keys.doi, node);
  }

  #joinKey(nodes: Map<string, number>, key: string, node: number): void {
    const first = nodes.get(key);
    if (first === undefined) nodes.set(key, node);
    else this.#join(node, first);
  }

  #join(a: number, b: number): void {
    const [first, second] = [this.#root(a), this.#root(b)];
    this.#parents[Math.max(first, second)] = Math.min(first, second);
  }

  #root(node: number): number {
    let at = node;
    for (;;) {
      const parent = this.#parents[at] ?? at;
      if (parent === at) return at;
      // Halving the path keeps later look-ups short.
      const next = this.#parents[parent] ?? parent;
      this.#parents[at] = next;
      at = next;
    }
  }
}
