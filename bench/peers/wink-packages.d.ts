/** What the comparison uses of two packages that come without types. */
declare module 'wink-bm25-text-search' {
  interface WinkEngine {
    defineConfig(config: { fldWeights: Readonly<Record<string, number>> }): boolean;
    definePrepTasks(tasks: readonly unknown[]): number;
    addDoc(document: Readonly<Record<string, string>>, id: string): number;
    consolidate(): boolean;
    search(text: string, limit: number): [id: string, score: number][];
  }
  function bm25(): WinkEngine;
  export = bm25;
}

declare module 'wink-nlp-utils' {
  const utilities: {
    readonly string: Readonly<Record<'lowerCase' | 'removeExtraSpaces' | 'tokenize0', unknown>>;
    readonly tokens: Readonly<Record<'propagateNegations' | 'removeWords' | 'stem', unknown>>;
  };
  export = utilities;
}
