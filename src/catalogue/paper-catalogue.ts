/** A paper as a catalogue outside tells it. */
export interface CatalogueRecord {
  /** Without version: what was asked for. */
  readonly arxivId: string;
  /** Which version of the paper its title and abstract are of; null when the catalogue does not say. */
  readonly version: number | null;
  /** The answer as it came, in a form that the readers of papers know: what is kept as a file. */
  readonly text: string;
  /** What a reader should know of the paper before it is relied on: that it was withdrawn. */
  readonly notices: readonly string[];
}

/** Where papers that are not here yet are looked up. */
export interface PaperCatalogue {
  /**
   * The newest version of one paper. Throws UsageError when there is no such paper, or none with an abstract; EndpointError when
   * the catalogue cannot be asked or answers with something else (`retryable`: it may work later); InterruptedError.
   */
  fetch(arxivId: string, signal?: AbortSignal): Promise<CatalogueRecord>;
}
