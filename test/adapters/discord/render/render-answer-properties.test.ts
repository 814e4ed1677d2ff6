import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noticesOf } from '../../../../src/adapters/discord/render/answer-blocks.ts';
import type { AnswerView } from '../../../../src/adapters/discord/render/answer-view.ts';
import { cleanLine } from '../../../../src/adapters/discord/render/clean-text.ts';
import { discreet } from '../../../../src/adapters/discord/render/discreet.ts';
import { untold } from '../../../../src/adapters/discord/render/end-blocks.ts';
import type { MessageBody } from '../../../../src/adapters/discord/render/message-body.ts';
import { renderAnswer } from '../../../../src/adapters/discord/render/render-answer.ts';
import { referenceOf } from '../../../../src/answerer/answer-reference.ts';
import { anyGrowth } from './arbitraries.ts';
import { type Live, readMarkdown } from './discord-markdown.ts';
import { expectSeen, expectWithinLimits } from './limits.ts';

/** Without white space, which splitting changes, and the sign that parts `@` from a word. */
const letters = (text: string): string => text.replace(/[\s\u200b]/gu, '');
const lastOf = (views: readonly AnswerView[]): AnswerView => {
  const last = views.at(-1);
  if (last === undefined) throw new Error('no view');
  return last;
};
const isFinal = ({ state }: AnswerView): boolean => ['done', 'stopped', 'failed'].includes(state);
const filesOf = (bodies: readonly MessageBody[]): string =>
  bodies.flatMap(({ files }) => files.map(({ text }) => text)).join('');

/** Texts of others that may stand there in a form of ours. */
function textsOf(view: AnswerView): Record<'bold' | 'small' | 'item' | 'quote', string> {
  const { question, shown, end } = view;
  const bold = ['Sources', 'The abstracts do not state what was asked.'];
  bold.push('Nothing in the index is about this, so it cannot be answered from these papers.', '(no title)');
  const small: string[] = [
    'Quoted from the abstracts:',
    'What they do say on the subject:',
    'What they do say on the subject, quoted:',
    'searching…',
    'answering…',
    'answering… There is more than fits here: all of it will come as a file.',
    'The whole answer, with all its sources, is in the file answer.md.',
    'Stopped before there was anything to show.',
    'Stopped here: the answer is not complete.',
  ];
  for (const event of shown) {
    if (event.type === 'remark') (event.remark.heading ? bold : small).push(event.remark.text);
    if (event.type === 'notice') small.push(discreet(event.notice.text));
    if (event.type === 'table')
      bold.push(...event.titles, '…', ...event.table.rows.map(({ aspect }) => aspect));
  }
  bold.push(...(end?.citations.map(({ paper }) => referenceOf(paper).title) ?? []));
  small.push(discreet(untold(end?.degraded ?? null, noticesOf(view))));
  const all = (texts: readonly string[]): string => texts.map((text) => letters(cleanLine(text))).join('\n');
  return {
    bold: all(bold),
    small: all(small),
    item: all(end?.nearest.flatMap(({ title }) => [title, '(no title)']) ?? []),
    quote: all([question ?? '', '…']),
  };
}

function isOurs(live: Live, given: ReturnType<typeof textsOf>, addresses: readonly string[]): boolean {
  const text = letters(live.text);
  switch (live.kind) {
    case 'bold':
      // A title in a table's head is shortened.
      return given.bold.includes(text.replace(/…$/u, ''));
    case 'subtext':
      return given.small.includes(text) || text.split(/(?<=\.)/u).every((part) => given.small.includes(part));
    case 'list':
      return given.item.includes(text);
    case 'quote':
      return given.quote.includes(text.replace(/…$/u, ''));
    case 'fence':
      return !/[`@<]everyone|:\/\//u.test(text);
    case 'link':
      return addresses.includes(live.text);
    default:
      return false;
  }
}

describe('an answer, whatever its texts say', () => {
  it('is within every limit of Discord at each step', () => {
    fc.assert(
      fc.property(anyGrowth, (views) => {
        for (const view of views) {
          const bodies = renderAnswer(view);
          expect(bodies.length).toBeGreaterThan(0);
          expect(bodies.length).toBeLessThanOrEqual(5);
          for (const body of bodies) expectWithinLimits(body);
        }
      }),
    );
  });

  it('does nothing but what is ours to do', () => {
    fc.assert(
      fc.property(anyGrowth, (views) => {
        const view = lastOf(views);
        const given = textsOf(view);
        const addresses = (view.end?.citations ?? []).flatMap(({ paper }) => {
          const { url } = referenceOf(paper);
          return url !== null && URL.canParse(url) ? [decoded(new URL(url).href)] : [];
        });
        for (const { content } of renderAnswer(view)) {
          expectSeen(content);
          const live = readMarkdown(content).live.map((each) =>
            each.kind === 'link' ? { ...each, text: decoded(each.text) } : each,
          );
          expect(live.filter((each) => !isOurs(each, given, addresses))).toEqual([]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('loses no claim: each can be read in the messages, or in the file behind them', () => {
    fc.assert(
      fc.property(anyGrowth, (views) => {
        const view = lastOf(views);
        const bodies = renderAnswer(view);
        const file = filesOf(bodies);
        const read = letters(bodies.map(({ content }) => readMarkdown(content).text).join('\n'));
        const said = file === '' ? read : letters(file.replaceAll('\\', ''));
        for (const event of view.shown) {
          if (event.type !== 'claim') continue;
          const text = letters(cleanLine(event.claim.text));
          expect(said).toContain(file === '' ? text : text.replaceAll('\\', ''));
        }
        if (file === '')
          for (const { paper } of view.end?.citations ?? [])
            expect(read).toContain(letters(cleanLine(referenceOf(paper).title)));
      }),
      { numRuns: 300 },
    );
  });

  it('only grows at its end: no earlier message changes, none goes', () => {
    fc.assert(
      fc.property(anyGrowth, (views) => {
        let before: readonly MessageBody[] = [];
        for (const view of views) {
          const bodies = renderAnswer(view);
          expect(bodies.length).toBeGreaterThanOrEqual(before.length);
          const full = before.slice(0, -1);
          expect(bodies.slice(0, full.length)).toEqual(full);
          before = bodies;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('tears no marker, and says what is being done or how it ended in the last message', () => {
    fc.assert(
      fc.property(anyGrowth, (views) => {
        for (const view of views) {
          const bodies = renderAnswer(view);
          const last = bodies.at(-1)?.content ?? '';
          if (view.state === 'searching') expect(last).toMatch(/-# searching…$/u);
          if (view.state === 'answering') expect(last).toMatch(/-# answering…[^\n]*$/u);
          if (view.state === 'stopped') expect(last).toMatch(/-# Stopped/u);
          if (!isFinal(view))
            expect(bodies.flatMap(({ components, files }) => [...components, ...files])).toEqual([]);
        }
        const view = lastOf(views);
        const bodies = renderAnswer(view);
        if (filesOf(bodies) !== '') return;
        const read = bodies.map(({ content }) => content).join('\n');
        for (const event of view.shown)
          if (event.type === 'claim')
            for (const { marker } of event.claim.quotes) expect(read).toContain(`[${marker}]`);
      }),
    );
  });
});

/** Percent-encoded or not, it is the same address. */
function decoded(url: string): string {
  return url.replace(/%([0-9a-f]{2})/giu, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
