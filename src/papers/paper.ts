/** Where a record of a paper stands. `raw` is its text as it was read, before cleaning. */
export interface PaperSource {
  /** Absolute path of the file. */
  readonly file: string;
  /** 1-based line on which the record begins. */
  readonly line: number;
  readonly raw: string;
}

/** What is known of a paper besides its title and abstract. Unknown is null or an empty list, never a guess. */
export interface Bibliography {
  readonly authors: readonly string[];
  readonly year: number | null;
  readonly venue: string | null;
  readonly arxivId: string | null;
  readonly doi: string | null;
  readonly url: string | null;
}

/** One paper as a source file tells it, cleaned. A Paper is made of one or more of these. */
export interface PaperRecord extends Bibliography {
  readonly title: string;
  /** The title was made from the abstract because the source gave none. */
  readonly titleDerived: boolean;
  /** Cleaned text (NFC, LaTeX turned into characters, white space folded). */
  readonly abstract: string;
  /** The id the source itself gives the record (BEIR `_id`, BibTeX key), if any. */
  readonly externalId: string | null;
  readonly source: PaperSource;
}

/** A paper of the corpus. Quotes are verbatim in `abstract`, which is the canonical, cleaned text. */
export interface Paper extends Bibliography {
  /** arXiv id, else DOI, else a hash of the normalised title; unique in an index. */
  readonly id: string;
  readonly title: string;
  readonly titleDerived: boolean;
  readonly abstract: string;
  /** Never empty; the first one gave title and abstract. */
  readonly sources: readonly PaperSource[];
}

/** The indexed unit: one sentence of an abstract. `text` is `abstract.slice(start, end)`. */
export interface Passage {
  /** `${paperId}#${ordinal}` */
  readonly id: string;
  readonly paperId: string;
  /** 0-based place among the paper's passages. */
  readonly ordinal: number;
  /** UTF-16 offsets into the paper's abstract, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A link a reader can follow, from what is known of the paper; null when nothing is. */
export function paperUrl(paper: Bibliography): string | null {
  if (paper.url !== null) return paper.url;
  if (paper.arxivId !== null) return `https://arxiv.org/abs/${paper.arxivId}`;
  if (paper.doi !== null) return `https://doi.org/${paper.doi}`;
  return null;
}
