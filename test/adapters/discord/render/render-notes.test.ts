import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../../src/adapters/discord/commands/all.ts';
import {
  buttonId,
  complaintFormId,
  readButtonId,
  readComplaintFormId,
} from '../../../../src/adapters/discord/render/button-ids.ts';
import { durationWords } from '../../../../src/adapters/discord/render/duration-words.ts';
import type { MessageBody } from '../../../../src/adapters/discord/render/message-body.ts';
import { renderHelp } from '../../../../src/adapters/discord/render/render-help.ts';
import {
  renderFailure,
  renderForgotten,
  renderGone,
  renderNoQuestion,
  renderThanks,
  renderTooLong,
  renderWait,
} from '../../../../src/adapters/discord/render/render-notes.ts';
import { anyText } from './arbitraries.ts';
import { readMarkdown } from './discord-markdown.ts';
import { expectSeen, expectWithinLimits } from './limits.ts';

const HELP = {
  commands: [
    { name: 'ask', help: 'a question; `private` for an answer that only you see' },
    { name: 'help', help: 'this page' },
  ],
  model: 'gpt-x_y',
  embedder: null,
  keepDays: 30,
  listens: true,
};

describe('help', () => {
  it('has the commands, and what is kept and sent', () => {
    const { content, embeds } = renderHelp(HELP);
    expect(`${content}\n\n# ${embeds[0]?.title}\n${embeds[0]?.description}`).toMatchInlineSnapshot(`
      "I answer questions about the research papers in my index, from their abstracts. Behind every statement stands the number of its source, such as [1]; **Evidence** shows you the exact sentences.

      **How to ask**
      Mention me, reply to one of my messages, write to me directly, or use a command. To ask about a message, choose *Ask ibid about this* in its menu (Apps).
      In a thread that I opened, every message is a question.
      Follow-up questions work: “and the second one?”, “which of them is faster?” In a channel, reply to the answer that you mean.

      **Commands**
      - \`/ask\` – a question; \`private\` for an answer that only you see
      - \`/help\` – this page

      # What is kept, and what is sent
      Kept where I run:
      - your questions with their answers and your user id, until 30 days after the last question of the conversation;
      - what you say about answers with 👍 and 👎: when its conversation goes, the question and what was cited stay with it, without names;
      - what you put on reading lists, and topics that you watch;
      - how much you have asked today.
      Other messages are not kept, but for what somebody asks me about: those words are part of their question. \`/forget\` removes what is yours; today’s count goes on without your name.

      Papers are found where I run.
      To write an answer, your question, what was asked and answered before it, and the abstracts that were found go to the chat model gpt-x\\_y.
      When a manager adds a paper, its id goes to arXiv."
    `);
  });

  it('promises no more than is so', () => {
    const { content, embeds } = renderHelp({ ...HELP, model: null, keepDays: 1, listens: false });
    const kept = embeds[0]?.description;
    expect(kept).toContain('No chat model is asked');
    expect(kept).toContain('Papers are found where I run');
    expect(kept).toContain('until 1 day after');
    expect(content).toContain('In a thread, mention me');
    expect(content).not.toContain('every message is a question');
    expect(renderHelp({ ...HELP, embedder: 'embed-3' }).embeds[0]?.description).toContain(
      'goes to the embedding model embed-3.',
    );
  });

  it('has room for every command there is', () => {
    const commands = COMMANDS.flatMap(({ definition, help }) =>
      help === null ? [] : [{ name: definition.name, help }],
    );
    expectWithinLimits(renderHelp({ ...HELP, commands, model: 'm'.repeat(300), embedder: 'e'.repeat(300) }));
  });

  it('fits, and is inert, whatever the models are called', () => {
    const liveIn = (body: MessageBody) =>
      readMarkdown(body.embeds[0]?.description ?? '').live.map(({ kind }) => kind);
    const plain = liveIn(renderHelp({ ...HELP, model: 'x', embedder: 'y' }));
    fc.assert(
      fc.property(anyText, anyText, fc.nat(), (model, embedder, keepDays) => {
        const body = renderHelp({ ...HELP, model, embedder, keepDays });
        expectWithinLimits(body);
        expect(liveIn(body)).toEqual(plain);
      }),
    );
  });
});

describe('short words', () => {
  it('say what failed and what to do', () => {
    expect(renderFailure('The index `x_y` is missing.', 'Run ibid index.\nThen ask again.').content).toBe(
      'The index \\`x\\_y\\` is missing.\nRun ibid index.\nThen ask again.',
    );
    expect(renderFailure('', null).content).toBe('Something went wrong.');
  });

  it('say how long to wait, rounded up', () => {
    for (const [seconds, words] of [
      [0, '1 second'],
      [0.2, '1 second'],
      [59.1, '60 seconds'],
      [119, '119 seconds'],
      [121, '3 minutes'],
      [7200, '2 hours'],
      [200_000, '3 days'],
      [Number.NaN, '1 second'],
    ] as const)
      expect(durationWords(seconds)).toBe(words);
    expect(renderWait({ reason: 'user', seconds: 30 }).content).toContain('welcome in 30 seconds');
    expect(renderWait({ reason: 'guild', seconds: 30 }).content).toContain('on this server');
    expect(renderWait({ reason: 'day', seconds: 7200 }).content).toBe(
      'You have asked all your questions for today on this server. The next one is welcome at 00:00 UTC, in 2 hours.',
    );
    expect(renderWait({ reason: 'busy', seconds: null }).content).toContain('again in a little while');
    expect(renderWait({ reason: 'own', seconds: 30 }).content).toContain('Your earlier questions first');
    expect(renderWait({ reason: 'line', seconds: 30 }).content).toContain('one after the other');
    expect(renderWait({ reason: 'replies', seconds: 9 }).content).toContain('welcome in 9 seconds');
    expect(renderTooLong({ characters: 3000, limit: 1000 }).content).toContain('3000 characters, and 1000');
  });

  it('say what was forgotten', () => {
    expect(renderForgotten({ scope: 'conversation', found: true }).content).toContain('is forgotten');
    expect(renderForgotten({ scope: 'conversation', found: false }).content).toContain('Nothing was kept');
    const all = { scope: 'everything', turns: 1, feedback: 0, others: 2 } as const;
    expect(renderForgotten(all).content).toMatch(
      /^Forgotten: 1 question with its answer, what else was kept about you\. /u,
    );
    expect(renderForgotten({ ...all, turns: 0, others: 0 }).content).toBe('Nothing was kept about you.');
  });

  it('fit and are inert, whatever others put into them', () => {
    const bodies = [renderGone(), renderNoQuestion(), renderThanks('up'), renderThanks('down')];
    for (const body of bodies) expectWithinLimits(body);
    fc.assert(
      fc.property(anyText, fc.option(anyText), (words, remedy) => {
        const body = renderFailure(words, remedy);
        expectWithinLimits(body);
        expectSeen(body.content);
        expect(readMarkdown(body.content).live).toEqual([]);
      }),
    );
  });
});

describe('the ids of buttons', () => {
  it('say what was pressed below which answer', () => {
    for (const action of ['evidence', 'more', 'list', 'up', 'down'] as const)
      expect(readButtonId(buttonId(action, 'k3:x9') ?? '')).toEqual({ action, answerId: 'k3:x9' });
    expect(buttonId('evidence', 'k3x9')).toBe('ev:k3x9');
    expect(readComplaintFormId(complaintFormId('k3x9'))).toBe('k3x9');
  });

  it('are not made where they would not fit, and not read where they are none', () => {
    expect(buttonId('evidence', 'x'.repeat(98))).toBeNull();
    expect(buttonId('evidence', '')).toBeNull();
    for (const id of ['', 'ev', 'ev:', 'toString:x', 'why:x', ':x']) expect(readButtonId(id)).toBeNull();
    for (const id of ['', 'why', 'why:', 'ev:x']) expect(readComplaintFormId(id)).toBeNull();
  });
});
