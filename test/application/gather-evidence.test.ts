import { describe, expect, it } from 'vitest';
import { GATHER_SETTINGS, gatherEvidence } from '../../src/application/gather-evidence.ts';
import { type Intent, intentOf } from '../../src/query/intent.ts';
import { createBench } from '../support/bench.ts';
import { paperOf } from '../support/papers.ts';

const PAPERS = [
  paperOf({
    id: 'skip',
    title: 'SkipNet: Skipping Layers',
    abstract:
      'Running every layer is expensive. We propose SkipNet, which skips layers by a learned gate. Unlike ResNet it stops early.',
  }),
  paperOf({
    id: 'ladder',
    title: 'LadderDec: Drafting Tokens',
    abstract: 'Decoding is slow. LadderDec drafts tokens with a small model and verifies them in one pass.',
  }),
  paperOf({
    id: 'whales',
    title: 'Whale Song at Low Tide',
    abstract: 'Humpback whales sing in the deep. We record their songs with hydrophones near the shore.',
  }),
  paperOf({
    id: 'bees',
    title: 'Dances of Honey Bees',
    abstract: 'Honey bees tell each other by dances where blossoms are. We film the dances in glass hives.',
  }),
];

async function gather(
  question: string,
  given: { intent?: Intent; focus?: readonly string[]; several?: boolean } = {},
) {
  const bench = await createBench(PAPERS);
  const gathered = await gatherEvidence({
    retriever: bench.retriever,
    mentions: bench.mentions,
    question,
    standalone: question,
    otherWording: null,
    intent: given.intent ?? intentOf(question, await bench.mentions(question)),
    chosen: given.intent !== undefined,
    focus: given.focus ?? [],
    several: given.several ?? false,
    settings: GATHER_SETTINGS,
  });
  return {
    kind: gathered.intent.kind,
    papers: gathered.papers.map(({ paper }) => paper.id),
    missing: gathered.missing,
    related: gathered.related,
  };
}

const chosen = (...sides: string[]): Intent => ({ kind: 'compare', sides, aspects: [] });

describe('the sides of a comparison', () => {
  it('are found by name, in the order of the question', async () => {
    expect(await gather('ladderdec vs SkipNet')).toMatchObject({
      kind: 'compare',
      papers: ['ladder', 'skip'],
      missing: [],
    });
  });

  it('are found by what describes them', async () => {
    expect(await gather('compare the dances of honey bees and SkipNet')).toMatchObject({
      kind: 'compare',
      papers: ['bees', 'skip'],
    });
  });

  it('are missing when no paper is called so, and the others are shown', async () => {
    expect(await gather('SkipNet vs ZebraFormer')).toMatchObject({
      kind: 'compare',
      papers: ['skip'],
      missing: ['ZebraFormer'],
    });
  });

  it('are missing when an abstract only mentions them in passing', async () => {
    expect(await gather('LadderDec vs ResNet')).toMatchObject({ papers: ['ladder'], missing: ['ResNet'] });
  });

  it('are found although the name is misspelt', async () => {
    expect(await gather('compare', { intent: chosen('SkipNet', 'LadderDek') })).toMatchObject({
      papers: ['skip', 'ladder'],
      missing: [],
    });
  });

  it('leave nothing to show when all of them are missing', async () => {
    expect(await gather('FooBarNet vs ZebraFormer')).toEqual({
      kind: 'compare',
      papers: [],
      missing: ['FooBarNet', 'ZebraFormer'],
      related: 0,
    });
  });

  it('are each found or missing when the asker has named them one by one', async () => {
    const intent = chosen('SkipNet', 'deep sea volcanoes');
    expect(await gather('Compare SkipNet and deep sea volcanoes', { intent })).toMatchObject({
      kind: 'compare',
      papers: ['skip'],
      missing: ['deep sea volcanoes'],
    });
  });

  it('are the papers that are called so, even if the other side speaks of them more', async () => {
    const papers = [
      paperOf({
        id: 'probe',
        title: 'Kelp Probes for the Reader',
        abstract:
          'Kelp probes read features. Sponge coders are read by kelp probes. Kelp probes beat sponge coders, and sponge coders learn from them.',
      }),
      paperOf({
        id: 'mixed',
        title: 'Features Made Plain',
        abstract: 'Sponge coders help. Sponge coders are common. Sponge coders and kelp probes are plain.',
      }),
      paperOf({
        id: 'coder',
        title: 'Sponge Coders at Scale, With Many Further Remarks on Their Training and Their Use',
        abstract: 'We train them on large collections of text from many places and times, and report losses.',
      }),
    ];
    const bench = await createBench(papers);
    const question = 'kelp probes versus sponge coders';
    const gathered = await gatherEvidence({
      retriever: bench.retriever,
      mentions: bench.mentions,
      question,
      standalone: question,
      otherWording: null,
      intent: intentOf(question, []),
      chosen: false,
      focus: [],
      several: false,
      settings: GATHER_SETTINGS,
    });
    expect(gathered.papers.map(({ paper }) => paper.id)).toEqual(['probe', 'coder']);
  });

  it('that are names of one paper are told so, where they were named one by one', async () => {
    const intent = chosen('SkipNet', 'SkipNet: Skipping Layers');
    await expect(gather('compare', { intent })).rejects.toThrow(
      '“SkipNet” and “SkipNet: Skipping Layers” are one paper',
    );
  });

  it('make an ordinary question when both are in one paper', async () => {
    expect(await gather('difference between whale songs and songs near the shore')).toMatchObject({
      kind: 'answer',
      papers: ['whales'],
      missing: [],
    });
  });

  it('are the papers that a follow-up refers to', async () => {
    expect(await gather('how do they differ?', { focus: ['bees', 'whales'], several: true })).toMatchObject({
      kind: 'compare',
      related: 2,
    });
    const { papers } = await gather('how do they differ?', { focus: ['bees', 'whales'], several: true });
    expect(papers.toSorted()).toEqual(['bees', 'whales']);
  });
});

describe('a list', () => {
  it('counts what is related, and no less than it shows', async () => {
    const { papers, related, kind } = await gather('which papers record songs of whales?');
    expect(kind).toBe('list');
    expect(papers[0]).toBe('whales');
    expect(related).toBeGreaterThanOrEqual(papers.length);
  });

  it('is looked for by its topic, not by the words that ask for it', async () => {
    const bench = await createBench([
      ...PAPERS,
      paperOf({
        id: 'overview',
        title: 'An Overview',
        abstract: 'This paper gives an overview and a summary.',
      }),
    ]);
    const { papers } = await gatherEvidence({
      retriever: bench.retriever,
      mentions: bench.mentions,
      question: 'give me an overview of honey bees',
      standalone: 'give me an overview of honey bees',
      otherWording: null,
      intent: { kind: 'summary' },
      chosen: false,
      focus: [],
      several: false,
      settings: GATHER_SETTINGS,
    });
    expect(papers.map(({ paper }) => paper.id)).toEqual(['bees']);
  });
});
