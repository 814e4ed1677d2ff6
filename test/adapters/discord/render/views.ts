import type { AnswerView, ShownEvent } from '../../../../src/adapters/discord/render/answer-view.ts';
import type { MessageBody } from '../../../../src/adapters/discord/render/message-body.ts';
import type { AnswerEnd, Citation } from '../../../../src/answerer/answer.ts';
import type { Paper } from '../../../../src/papers/paper.ts';
import { paperOf, SMALL_CORPUS } from '../../../support/papers.ts';

/** The papers of the small corpus with what a bibliography knows of them. */
export const PAPERS: readonly Paper[] = SMALL_CORPUS.map((paper, place) => ({
  ...paper,
  authors: ['Ling Yang', 'Ye Tian', 'Minkai Xu'].slice(0, place + 1),
  year: 2020 + place,
  arxivId: paper.id,
}));

export const HOSTILE_PAPER = paperOf({
  id: 'hostile',
  title: '@everyone **[free](https://evil.example)** ``` <@123> discord.gg/abc ||x|| \u202edetnirp',
  abstract: 'Nothing. # Not a heading. https://evil.example/a_b is where we put it. - Not a list.',
  authors: ['<#42>', '_A_ `B`', 'C'],
  url: 'https://example.org/a_b?c=*d*',
});

export function paperAt(marker: number): Paper {
  const paper = PAPERS[marker - 1];
  if (paper === undefined) throw new Error(`no paper [${marker}]`);
  return paper;
}

/** A paper of which its last sentence was quoted. */
export function citationOf(marker: number): Citation {
  const paper = paperAt(marker);
  return { marker, paper, quotes: paper.abstract.split(/(?<=\.) /u).slice(-1) };
}

export function claimOf(
  text: string,
  markers: readonly number[],
  check: 'quote' | 'checked' | 'partial' = 'checked',
): ShownEvent {
  return { type: 'claim', claim: { text, quotes: markers.map((marker) => ({ marker, text })), check } };
}

export function remarkOf(text: string, heading = false): ShownEvent {
  return { type: 'remark', remark: { text, heading } };
}

export function endOf(given: Partial<AnswerEnd>): AnswerEnd {
  return {
    outcome: 'answered',
    citations: [],
    missing: [],
    nearest: [],
    answerer: 'extractive',
    degraded: null,
    usage: null,
    cost: null,
    milliseconds: { retrieve: 1, answer: 1, total: 2 },
    ...given,
  };
}

/** An answer that is done and has buttons. */
export function viewOf(given: Partial<AnswerView>): AnswerView {
  return {
    question: null,
    shown: [],
    refusal: null,
    state: 'done',
    failure: null,
    end: endOf({}),
    answerId: 'k3x9',
    ...given,
  };
}

export function contentsOf(bodies: readonly MessageBody[]): string {
  return bodies.map(({ content }) => content).join('\n═══ next message ═══\n');
}

/** A comparison of the first two papers. */
export function tableOf(rows: readonly (readonly [string, ...(string | null)[]])[]): ShownEvent {
  return {
    type: 'table',
    table: {
      papers: [1, 2],
      rows: rows.map(([aspect, ...cells]) => ({
        aspect,
        cells: cells.map((text) => (text === null ? null : { text, quote: `${text} and more` })),
      })),
    },
    titles: [paperAt(1).title, paperAt(2).title],
  };
}
