import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIbid } from '../../../src/compose.ts';
import { runCli, temporaryFolder } from '../../support/fake-terminal.ts';
import { buildBundledIndex, discord, openIbid, startBot } from './bot-support.ts';

let folder = '';
let index = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ibid-bot-'));
  index = await buildBundledIndex(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const QUESTION = "How much faster is VQGraph's inference than GNNs?";
const NOTHING = { id: '' };

describe('the bot over the bundled papers', () => {
  it('answers with the figure, its title, and the exact sentence as evidence', async () => {
    const fake = await discord();
    const bot = await startBot(fake, { ibid: await openIbid(index) });
    const ada = fake.user('ada');
    const [answer] = await ada.slash('ask', { question: QUESTION }).settled();
    expect(answer?.content).toContain('828x');
    expect(answer?.content).toContain('VQGraph: Rethinking Graph Representation Space');
    const [evidence] = await ada.click(answer ?? NOTHING, answer?.buttons[0]?.customId ?? '').settled();
    expect(evidence?.text).toContain('infers faster than GNNs by 828x');
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('resolves "the second one" over a restart, from what is kept on disk', async () => {
    const fake = await discord();
    const state = temporaryFolder();
    const ada = fake.user('ada');
    const first = await openIbid(index, state);
    const bot = await startBot(fake, { ibid: first });
    const asked = ada.slash('compare', { first: 'MoH', second: 'DiffMoE' });
    const messages = await asked.settled();
    await bot.stop();
    await first.close();

    await startBot(fake, { ibid: await openIbid(index, state) });
    const reply = ada.say(fake.channel, 'What is the second one good for?', {
      replyTo: messages.at(-1) ?? NOTHING,
    });
    const [answer] = await reply.settled();
    // Its marker stays with its paper.
    expect(answer?.content).toMatch(/\[2\] \*\*DiffMoE/u);
    const [evidence] = await ada
      .click(messages.at(-1) ?? NOTHING, messages.at(-1)?.buttons[0]?.customId ?? '')
      .settled();
    expect(evidence?.text).toContain('MoH');
    fake.expectClean();
  });

  it('is voted on, which `ibid votes` makes a question of and `ibid eval` measures', async () => {
    const fake = await discord();
    const state = temporaryFolder();
    const ibid = await openIbid(index, state);
    const bot = await startBot(fake, { ibid });
    const ada = fake.user('ada');
    const [answer] = await ada.slash('ask', { question: QUESTION }).settled();
    const up = answer?.buttons.find(({ label }) => label === '👍')?.customId ?? '';
    await ada.click(answer ?? NOTHING, up).settled();
    await bot.stop();
    await ibid.close();

    const env = { IBID_INDEX: index, IBID_STATE: state };
    const file = join(temporaryFolder(), 'votes.jsonl');
    const votes = await runCli(['votes', '--out', file], { env, createIbid });
    expect(votes.stderr).toContain('1 question: 1 approved, 0 to judge.');
    const measured = await runCli(['eval', file, '--json'], { env, createIbid });
    expect(JSON.parse(measured.stdout)).toMatchObject({ questions: [{ type: 'approved', violations: [] }] });
    expect(measured.exitCode).toBe(0);
    fake.expectClean();
  });

  it('refuses what nothing is known of, in words and without buttons that lead nowhere', async () => {
    const fake = await discord();
    await startBot(fake, { ibid: await openIbid(index) });
    const ada = fake.user('ada');
    const [answer] = await ada
      .slash('ask', { question: 'What is the capital of France and who is its mayor?' })
      .settled();
    expect(answer?.content).toContain('Nothing in the index is about this');
    expect(answer?.buttons.map(({ label }) => label)).toEqual(['👍', '👎']);
    fake.expectClean();
  });

  it('finds, shows and suggests papers, compares them and sums them up', async () => {
    const fake = await discord();
    const bot = await startBot(fake, { ibid: await openIbid(index) });
    const ada = fake.user('ada');
    const [found] = await ada.slash('search', { words: 'sparse attention' }).settled();
    expect(found?.text).toMatch(/1\\?\. \*\*/u);
    const [choice] = await ada.autocomplete('paper', 'title', 'diffmoe');
    const [card] = await ada.slash('paper', { title: choice?.value as string }).settled();
    expect(card?.embeds[0]?.title).toContain('DiffMoE');
    const compared = await ada.slash('compare', { first: 'MoH', second: 'DiffMoE', on: 'speed' }).settled();
    expect(compared.map(({ text }) => text).join('\n')).toContain('DiffMoE');
    const summary = await ada.slash('summarize', { topic: 'mixture of experts' }).settled();
    expect(summary.map(({ text }) => text).join('\n')).toContain('[1]');
    expect(bot.troubles()).toEqual([]);
    fake.expectClean();
  });

  it('knows what an index rebuilt beneath it holds, without a restart', async () => {
    const fake = await discord();
    const own = temporaryFolder();
    const place = await buildBundledIndex(own);
    await startBot(fake, { ibid: await openIbid(place) });
    const ada = fake.user('ada');
    expect(await ada.autocomplete('paper', 'title', 'zebranet')).toEqual([]);
    const more = join(own, 'more.jsonl');
    writeFileSync(
      more,
      `${JSON.stringify({ title: 'ZebraNet: Stripes for Attention', abstract: 'ZebraNet paints stripes on attention maps. It saves 37% of memory.' })}\n`,
    );
    const other = await openIbid(place);
    await other.index({ paths: [more] });
    expect(await ada.autocomplete('paper', 'title', 'zebranet')).toHaveLength(1);
    const [answer] = await ada.slash('ask', { question: 'How much memory does ZebraNet save?' }).settled();
    expect(answer?.content).toContain('37%');
    fake.expectClean();
  });
});
