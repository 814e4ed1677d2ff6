import type { Answer } from '../answerer/answer.ts';
import { figuresOf } from '../grounding/figures.ts';
import { findFigure } from '../grounding/match-figure.ts';
import type { Paper } from '../papers/paper.ts';
import { foldCharacters } from '../text/fold.ts';

/** One thing that may never happen (docs/design.md) and did. */
export interface Violation {
  readonly kind:
    | 'quote-not-verbatim'
    | 'paper-not-indexed'
    | 'marker-unresolved'
    | 'marker-reused'
    | 'title-not-indexed'
    | 'figure-not-cited';
  /** What was wrong, with the words in question. */
  readonly detail: string;
}

/** The index as a reader of it sees it: what an answer says is held against this and not against what the answer brings along. */
export interface IndexedPapers {
  /** By id. */
  readonly titles: ReadonlyMap<string, string>;
  /** As the index gives it; asked only for ids that `titles` has. */
  paper(id: string): Promise<Paper>;
}

/** Looks at the answers of one conversation, in order. */
export interface Inspector {
  inspect(answer: Answer): Promise<Violation[]>;
}

export function createInspector(indexed: IndexedPapers): Inspector {
  /** The paper that each marker has stood for so far. */
  const meanings = new Map<number, string>();
  return {
    async inspect(answer) {
      const found: Violation[] = [];
      for (const { marker, paper } of answer.citations) {
        const before = meanings.get(marker);
        if (before !== undefined && before !== paper.id)
          found.push({ kind: 'marker-reused', detail: `[${marker}] was ${before} and became ${paper.id}` });
        meanings.set(marker, paper.id);
        if (!indexed.titles.has(paper.id)) found.push({ kind: 'paper-not-indexed', detail: paper.id });
      }
      found.push(...wrongTitles(answer, indexed.titles));
      found.push(...(await wrongQuotes(answer, indexed)));
      return found;
    },
  };
}

function wrongTitles(answer: Answer, titles: ReadonlyMap<string, string>): Violation[] {
  const named = [
    ...answer.citations.map(({ paper }) => ({ paperId: paper.id, title: paper.title })),
    ...answer.ranked,
    ...answer.nearest,
  ];
  return named
    .filter(({ paperId, title }) => titles.get(paperId) !== title)
    .map(({ paperId, title }) => ({ kind: 'title-not-indexed', detail: `${paperId}: ${title}` }));
}

async function wrongQuotes(answer: Answer, indexed: IndexedPapers): Promise<Violation[]> {
  const found: Violation[] = [];
  const cited = new Map(answer.citations.map(({ marker, paper }) => [marker, paper.id]));
  /** The abstract that the marker stands for; null, with the violation noted, when it stands for none. */
  const abstractOf = async (marker: number): Promise<string | null> => {
    const id = cited.get(marker);
    if (id === undefined) found.push({ kind: 'marker-unresolved', detail: `[${marker}] cites nothing` });
    if (id === undefined || !indexed.titles.has(id)) return null;
    return (await indexed.paper(id)).abstract;
  };
  const look = async (marker: number, quote: string): Promise<string> => {
    const abstract = await abstractOf(marker);
    if (abstract !== null && (quote.trim() === '' || !abstract.includes(quote)))
      found.push({ kind: 'quote-not-verbatim', detail: `[${marker}] ${JSON.stringify(quote)}` });
    return abstract ?? '';
  };
  for (const { text, quotes, check } of answer.claims) {
    const abstracts: string[] = [];
    for (const quote of quotes) abstracts.push(await look(quote.marker, quote.text));
    if (quotes.length === 0) found.push({ kind: 'marker-unresolved', detail: `uncited: ${text}` });
    if (check === 'quote' && text !== quotes.map((quote) => quote.text).join(' '))
      found.push({ kind: 'quote-not-verbatim', detail: `shown as a quote: ${JSON.stringify(text)}` });
    if (check !== 'partial') found.push(...wrongFigures(text, abstracts.join('\n')));
  }
  for (const { marker, quotes } of answer.citations) for (const quote of quotes) await look(marker, quote);
  for (const { cells } of answer.table?.rows ?? [])
    for (const [column, cell] of cells.entries()) {
      const marker = answer.table?.papers[column];
      if (cell === null || marker === undefined) continue;
      found.push(...wrongFigures(cell.text, await look(marker, cell.quote)));
    }
  return found;
}

/** "10k" is what "10,000" is; what is rounded is another figure. */
function wrongFigures(said: string, cited: string): Violation[] {
  const [text, source] = [foldCharacters(said), foldCharacters(cited)];
  const figures = figuresOf(cited);
  return figuresOf(said)
    .filter((figure) => findFigure({ figure, text }, { text: source, figures }) !== 'same')
    .map(({ written }) => ({ kind: 'figure-not-cited', detail: `${written} in ${JSON.stringify(said)}` }));
}
