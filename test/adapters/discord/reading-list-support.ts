import { UsageError } from '../../../src/errors.ts';
import type { Paper } from '../../../src/papers/paper.ts';
import type { FakeDiscord } from '../../support/fake-discord/fake-discord.ts';
import { discord, scriptedIbid, startBot } from './bot-support.ts';
import { PAPERS, paperAt } from './render/views.ts';

export const [VQGRAPH, FASTER] = [paperAt(1), paperAt(2)];

/** An index of these papers; they can be taken out of it. */
function library(papers: readonly Paper[] = PAPERS) {
  const held = new Map(papers.map((paper) => [paper.id, paper]));
  return {
    held,
    script: {
      papers: async () => [...held.values()],
      paper: async (wanted: string) => {
        const found = [...held.values()].find(
          ({ id, title, arxivId }) => [id, arxivId].includes(wanted) || title.startsWith(wanted),
        );
        if (found === undefined) throw new UsageError(`no paper has the id or title '${wanted}'`);
        return found;
      },
    },
  };
}

export async function start(
  given: Parameters<typeof scriptedIbid>[0] = {},
  env: Readonly<Record<string, string>> = {},
) {
  // Every reply is one message, so that little need be waited for a second.
  const fake = await discord({ waiting: { quietMilliseconds: 50 } });
  const { held, script } = library();
  const ibid = scriptedIbid({ ...script, ...given });
  const bot = await startBot(fake, { ibid, env });
  return { fake, held, ibid, bot, ada: fake.user('ada'), bob: fake.user('bob'), key: listOf(fake) };
}

const listOf = (fake: FakeDiscord): string => `discord:${fake.channel.id}`;
