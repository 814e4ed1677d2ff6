/** New style ("2503.14487"), and old style with its archive ("cs/0112017", "math.GT/0309136"), with or without version. */
const ARXIV_ID = /^(?:(\d{4}\.\d{4,5})|([a-z-]{2,10})(?:\.[A-Za-z-]{2,4})?\/(\d{7}))(?:v\d+)?$/;

/** arXiv's own prefix of DOIs. */
const ARXIV_DOI = /^10\.48550\/arxiv\.(.+)$/i;

/**
 * The arXiv id in what a field says (an id, `arXiv:…`, an address of arxiv.org, arXiv's DOI), without its version; null
 * when it is none.
 */
export function parseArxivId(text: string): string | null {
  const bare = text
    .trim()
    .replace(
      /^(?:https?:\/\/)?(?:www\.|export\.|browse\.)?arxiv\.org\/(?:abs|pdf|html|format|src|e-print)\//i,
      '',
    )
    .replace(/^(?:https?:\/\/)?(?:dx\.)?doi\.org\//i, '')
    .replace(ARXIV_DOI, '$1')
    .replace(/^(?:oai:arxiv\.org:|arxiv:\s*)/i, '')
    .replace(/(?:\.pdf)?(?:[?#].*)?$/, '')
    .replace(/\s*\[[^\]]*\]$/, '');
  const match = ARXIV_ID.exec(bare);
  if (match === null) return null;
  return match[1] ?? `${match[2]}/${match[3]}`;
}

/** A DOI in lower case without `https://doi.org/` or `doi:`; null when the text is none. */
export function normalizeDoi(text: string): string | null {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:dx\.)?doi\.org\//, '')
    .replace(/^doi:\s*/, '')
    .replace(/[\s.,;]+$/, '');
  return /^10\.\d{4,9}\/\S+$/.test(bare) ? bare : null;
}

/** The first of some fields that holds an arXiv id. */
export function firstArxivId(fields: readonly (string | null | undefined)[]): string | null {
  for (const field of fields) {
    const id = typeof field === 'string' ? parseArxivId(field) : null;
    if (id !== null) return id;
  }
  return null;
}
