import { describe, expect, it } from 'vitest';
import { createMemoryState } from '../../../src/state/memory-state.ts';
import { createSqliteState } from '../../../src/state/sqlite-state.ts';
import { QUESTION, someAnswer } from '../../support/fake-ibid.ts';
import { temporaryFolder } from '../../support/fake-terminal.ts';
import { scriptedIbid } from './bot-support.ts';
import { settle, start } from './settings-support.ts';

describe('settings that cannot be read', () => {
  it('are not in the way of answers: those read last hold, and before that the program’s own', async () => {
    let broken = true;
    const state = createMemoryState();
    const ibid = scriptedIbid({
      state: {
        ...state,
        guildSettings: async (guild) => {
          if (broken) throw new Error('damaged');
          return state.guildSettings(guild);
        },
      },
    });
    const { fake, bot, max, ada } = await start({ ibid });
    await ada.slash('ask', { question: QUESTION }).settled();
    expect(bot.troubles()).toEqual(['The settings of a server cannot be read; my own hold there.']);
    broken = false;
    fake.clock.advance(10_000);
    await settle(max, 'detail', { amount: 'long' });
    await ada.slash('ask', { question: QUESTION }).settled();
    broken = true;
    await ada.slash('ask', { question: QUESTION }).settled();
    expect(ibid.asked.map(({ request }) => request.detail)).toEqual(['normal', 'long', 'long']);
    expect(await settle(max, 'show')).toContain('/settings reset');
    fake.expectClean();
  });

  it('can be set anew when they are damaged', async () => {
    const folder = temporaryFolder();
    const state = createSqliteState({ folder });
    const { fake, max, ada, ibid } = await start({ ibid: scriptedIbid({ state }) });
    await settle(max, 'channels allow', { channel: fake.addChannel('papers').id });
    const { DatabaseSync } = await import('node:sqlite');
    const beside = new DatabaseSync(`${folder}/state.sqlite`);
    beside.exec(`UPDATE guild_settings SET settings = '{"channels":"@everyone"}'`);
    beside.close();
    expect(await settle(max, 'detail', { amount: 'long' })).toContain('is damaged');
    expect(await settle(max, 'reset')).toContain('all that I can see');
    await ada.slash('ask', { question: QUESTION }).settled();
    expect(ibid.asked).toHaveLength(1);
    await state.close();
    fake.expectClean();
  });

  it('do not keep anybody waiting', async () => {
    const state = createMemoryState();
    const never = new Promise<never>(() => {});
    const ibid = scriptedIbid({ state: { ...state, guildSettings: () => never } });
    const { fake, ada } = await start({ ibid });
    const asked = ada.slash('ask', { question: QUESTION });
    const [answer] = await asked.settled();
    expect(answer?.content).toContain(someAnswer().claims[0]?.text ?? '?');
    fake.expectClean();
  });
});
