import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupByTheme } from '../../src/answerer/themes.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { paperOf } from '../support/papers.ts';

const analyzer = createAnalyzer();
const paper = (id: string, title: string, abstract = 'We propose a novel method.') =>
  paperOf({ id, title, abstract });

const PAPERS = [
  paper('a', 'Routing Tokens in Whale Song Models'),
  paper('b', 'Whale Song at Low Tide', 'Routing decides all. Without routing nothing sings.'),
  paper('c', 'Gradient Clipping for Whale Song'),
  paper('d', 'Whale Song and Gradient Clipping Revisited'),
  paper('e', 'A Whale Song Atlas', 'Routing is mentioned once.'),
];
const group = (papers: typeof PAPERS, topic = 'whale song') =>
  groupByTheme(papers, analyzer.terms(topic), analyzer).map(({ label, paperIds }) => [label, ...paperIds]);

describe('the themes of a summary', () => {
  it('group papers by what they are about beside the topic, and put the rest last', () => {
    expect(group(PAPERS)).toEqual([
      ['gradient clipping', 'c', 'd'],
      ['routing', 'a', 'b'],
      [null, 'e'],
    ]);
  });

  it('are never the topic itself, nor what every abstract says', () => {
    const alike = PAPERS.map(({ id }) =>
      paper(
        id,
        'Whale Song: A Novel Method',
        'Experiments show large improvements. Experiments are extensive.',
      ),
    );
    expect(group(alike)).toEqual([[null, 'a', 'b', 'c', 'd', 'e']]);
  });

  it('need a title that says them: what abstracts only repeat names nothing', () => {
    const repeated = PAPERS.map(({ id }) => paper(id, `Whale Song ${id}`, 'Kelp here. Kelp there.'));
    expect(group(repeated.slice(0, 2).concat(PAPERS.slice(2)))).toEqual([
      ['gradient clipping', 'c', 'd'],
      [null, 'a', 'b', 'e'],
    ]);
  });

  it('are not made for papers that are read at a glance', () => {
    expect(group(PAPERS.slice(0, 4))).toEqual([[null, 'a', 'b', 'c', 'd']]);
  });

  it('hold each paper once, in the order in which they came', () => {
    const title = fc
      .array(fc.constantFrom('routing', 'gradient', 'clipping', 'whale', 'Tokens', 'attention', 'sinks'), {
        maxLength: 6,
      })
      .map((some) => some.join(' '));
    fc.assert(
      fc.property(fc.array(title, { maxLength: 12 }), (titles) => {
        const papers = titles.map((text, place) => paper(`p${place}`, text, text));
        const themes = groupByTheme(papers, [], analyzer);
        const ids = themes.flatMap(({ paperIds }) => paperIds);
        expect(ids.toSorted()).toEqual(papers.map(({ id }) => id).toSorted());
        for (const { paperIds } of themes)
          expect(paperIds).toEqual(papers.map(({ id }) => id).filter((id) => paperIds.includes(id)));
        for (const { label } of themes.slice(0, -1)) expect(label).not.toBeNull();
      }),
    );
  });
});
