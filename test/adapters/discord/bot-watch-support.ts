import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { MatchReport } from '../../../src/ibid.ts';
import type { FakeDiscord } from '../../support/fake-discord/fake-discord.ts';
import { someManifest, somePaper } from '../../support/fake-ibid.ts';
import { temporaryFolder } from '../../support/fake-terminal.ts';
import { openIbid, scriptedIbid } from './bot-support.ts';

export const DAY = 24 * 60 * 60 * 1000;
export const OFTEN = 15;

export const FIRST = [
  {
    title: 'Sparse Autoencoders Find Circuits',
    abstract:
      'Neural networks are hard to read. Sparse autoencoders split their activations into features that people understand. We find the circuits that the features form.',
  },
  {
    title: 'Interest Networks for Click-Through Rate Prediction',
    abstract:
      'Advertising depends on the prediction of clicks. We model the interests of users by attention over what they clicked before. Click-through rate prediction improves in an online test.',
  },
  {
    title: 'Speech Recognition from Subtitles',
    abstract:
      'Speech recognition lacks data for dialects. We train on the subtitles of television. The word error rate falls by a third.',
  },
];
export const SECOND = [
  {
    title: 'Transcoders in Place of Layers',
    abstract:
      'Interpretability asks what a layer computes. We compare transcoders with sparse autoencoders on language models. Their features are as sparse and more faithful.',
  },
  {
    title: 'Coral Reefs from Above',
    abstract:
      'Coral reefs bleach as the sea gets warmer. We map them with drones in the Pacific. A fifth of the corals recovered within a year.',
  },
];
export const THIRD = [
  {
    title: 'Dead Features and How to Wake Them',
    abstract:
      'Many features of sparse autoencoders never fire. We resample them while the autoencoder is trained. Few dead features are left.',
  },
];

function writePapers(folder: string, name: string, papers: typeof FIRST): string {
  const file = join(folder, `${name}.jsonl`);
  writeFileSync(file, papers.map((paper) => `${JSON.stringify(paper)}\n`).join(''));
  return file;
}

/** The application itself, over an index with the first papers. */
export async function group() {
  const folder = temporaryFolder();
  const open = () => openIbid(join(folder, 'index'), join(folder, 'state'));
  const ibid = await open();
  await ibid.index({ paths: [writePapers(folder, 'first', FIRST)] });
  return {
    ibid,
    open,
    update: (name: string, papers: typeof FIRST) =>
      ibid.index({ paths: [writePapers(folder, name, papers)] }),
  };
}

/** An application with an index that is only said to change: papers whose id begins with the topic are on it. */
export function library(given: { readonly matching?: () => Promise<MatchReport> } = {}) {
  const papers = new Map([['moe-1', 1]]);
  const ibid = scriptedIbid({
    manifest: async () => ({ ...someManifest(), generation: papers.size }),
    papers: async () => [...papers.keys()].map((id) => somePaper({ id, title: id })),
    async matching({ topic, paperIds }) {
      if (given.matching !== undefined) return given.matching();
      const on = paperIds.filter((id) => id.startsWith(topic));
      const hits = on.map((id) => ({ paper: somePaper({ id, title: id }), score: 1, sentence: null }));
      return { hits, total: hits.length, notices: [] };
    },
  });
  return { ibid, state: ibid.state, add: (id: string) => void papers.set(id, 1) };
}

/** Long enough for some looks. */
export const someLooks = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10 * OFTEN));

/** Messages that the bot wrote by itself. */
export const postsIn = (fake: FakeDiscord, channel: { readonly id: string } = fake.channel): string[] =>
  fake
    .botMessages(channel)
    .map(({ content }) => content)
    .filter((content) => /new papers? on “/u.test(content));

export async function untilPosts(
  fake: FakeDiscord,
  count: number,
  channel: { readonly id: string } = fake.channel,
): Promise<string[]> {
  await fake.until(() => postsIn(fake, channel).length >= count);
  await someLooks();
  expect(postsIn(fake, channel)).toHaveLength(count);
  return postsIn(fake, channel);
}
