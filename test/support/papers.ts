import type { Paper, Passage } from '../../src/papers/paper.ts';

/** A paper with what a test does not care about filled in. */
export function paperOf(given: Partial<Paper> & { readonly id: string; readonly abstract: string }): Paper {
  return {
    title: given.id,
    titleDerived: false,
    authors: [],
    year: null,
    venue: null,
    arxivId: null,
    doi: null,
    url: null,
    sources: [{ file: '/corpus/papers.txt', line: 1, raw: given.abstract }],
    ...given,
  };
}

/** Sentences that end in a full stop and a space: enough for abstracts that tests write themselves. */
export function splitAtStops(paper: Paper): Passage[] {
  return [...paper.abstract.matchAll(/\S.*?\.(?=\s|$)/gu)].map((match, ordinal) => ({
    id: `${paper.id}#${ordinal}`,
    paperId: paper.id,
    ordinal,
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
}

/** Four abstracts that share words and differ in what they say. */
export const SMALL_CORPUS: readonly Paper[] = [
  paperOf({
    id: '2308.02117',
    title: 'VQGraph: Rethinking Graph Representation Space for Bridging GNNs and MLPs',
    abstract:
      'Graph neural networks are slow at inference. We propose VQGraph, which learns a codebook of local structures. VQGraph achieves faster inference over GNNs by 828x and accuracy improvement over GNNs by 3.90% on average.',
  }),
  paperOf({
    id: '2101.00001',
    title: 'Faster Diffusion: Rethinking the Role of UNet Encoder',
    abstract:
      'Sampling from diffusion models is slow. We reuse encoder features in adjacent steps. This accelerates Stable Diffusion sampling by 41% while keeping quality.',
  }),
  paperOf({
    id: '2101.00002',
    title: 'A Survey on Mixture of Experts',
    abstract:
      'Mixture of experts scales model capacity with little computation. This survey reviews gating functions, expert networks and routing algorithms.',
  }),
  paperOf({
    id: '2101.00003',
    title: 'Subtitle Transcripts for Speech Recognition',
    abstract:
      'Speech recognition lacks data for dialects. We train on subtitles of Flemish television. The cascaded encoder improves both domains.',
  }),
];
