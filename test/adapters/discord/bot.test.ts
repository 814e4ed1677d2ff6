import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBundledIndex, discord, openIbid, startBot } from './bot-support.ts';

let folder = '';
let index = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ibid-bot-'));
  index = await buildBundledIndex(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const QUESTION = "How much faster is VQGraph's inference than GNNs?";

describe('a question', () => {
  it('is answered on /ask with its sources and buttons', async () => {
    const fake = await discord();
    const bot = await startBot(fake, { ibid: await openIbid(index) });
    const ada = fake.user('ada');
    const asked = ada.slash('ask', { question: QUESTION });
    expect((await asked.acknowledged()).kind).toBe('deferred');
    const [answer] = await asked.settled();
    console.log(answer?.content, answer?.buttons);
    expect(answer?.content).toContain('828x');
    fake.expectClean();
    expect(bot.troubles()).toEqual([]);
    await bot.stop();
    console.log(bot.log);
  });
});
