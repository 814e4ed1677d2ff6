import { existsSync, readdirSync, rmSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { createPaperAdder } from '../../src/application/add-paper.ts';
import { createArxivCatalogue } from '../../src/catalogue/arxiv-catalogue.ts';
import type { Pace } from '../../src/catalogue/pace.ts';
import type { PaperCatalogue } from '../../src/catalogue/paper-catalogue.ts';
import { IbidError } from '../../src/errors.ts';
import { buildIndex } from '../../src/indexing/build-index.ts';
import type { IndexRequest } from '../../src/indexing/report.ts';
import { openLanceIndex } from '../../src/store/lance-index.ts';
import { createAnalyzer } from '../../src/text/analyzer.ts';
import { createWorkplace, type PaperLine } from '../support/corpus-folder.ts';
import { arxivAnswer, type FakeArxiv, fastPace } from '../support/fake-arxiv.ts';
import { createHashingEmbedder } from '../support/hashing-embedder.ts';

export const ID = '2409.01001';
export const FIRST = arxivAnswer(ID);
export const REVISED = arxivAnswer('2409.01001v4');
const CODEBOOKS: PaperLine = {
  id: '2101.00001',
  title: 'Codebooks for graphs',
  abstract:
    'Honey bees dance on the comb all summer. Graph neural networks are distilled into a codebook of local structures.',
};
const DISTIL: PaperLine = {
  id: '2101.00002',
  title: 'Distilling networks',
  abstract: 'A multi-layer perceptron learns from a graph neural network at inference.',
};
export const FROGS: PaperLine = {
  id: '2101.00003',
  title: 'Glass frogs',
  abstract: 'Glass frogs hide their blood.',
};

/** Papers in an index of their own, and what adds to it. */
export async function openPlace(given: {
  readonly arxiv?: FakeArxiv;
  readonly catalogue?: PaperCatalogue;
  readonly pace?: Pace;
  readonly papers?: readonly PaperLine[];
  readonly build?: (request: IndexRequest) => void;
  /** Behind the commit. */
  readonly built?: () => void;
}) {
  const place = createWorkplace();
  onTestFinished(() => rmSync(place.folder, { recursive: true, force: true }));
  const corpus = place.write('corpus.jsonl', given.papers ?? [CODEBOOKS, DISTIL, FROGS]);
  const index = openLanceIndex({ uri: place.index });
  onTestFinished(() => index.close());
  const made = { index, embedder: createHashingEmbedder(64), analyzer: createAnalyzer() };
  const build = async (request: IndexRequest) => {
    given.build?.(request);
    const report = await buildIndex({ ...request, ...made });
    given.built?.();
    return report;
  };
  await buildIndex({ paths: [corpus], ...made });
  const { arxiv, pace = fastPace() } = given;
  const catalogue =
    given.catalogue ?? createArxivCatalogue({ api: arxiv?.api ?? '', userAgent: 'ibid/test', pace });
  const folder = place.path('home/added');
  const add = createPaperAdder({ catalogue, folder, reader: () => index.reader(), build, pace });
  return {
    ...place,
    ...made,
    corpus,
    added: folder,
    add: (idOrLink: string, signal?: AbortSignal) =>
      add({ idOrLink, ...(signal === undefined ? {} : { signal }) }),
    files: () => (existsSync(folder) ? readdirSync(folder) : []),
    ids: async () => (await (await index.reader()).summaries()).map(({ id }) => id).sort(),
    paper: async (id: string) => (await (await index.reader()).papers([id]))[0]?.paper,
    generation: async () => (await index.manifest())?.generation,
  };
}

export async function failureOf(work: Promise<unknown>): Promise<IbidError> {
  const error: unknown = await work.then(
    () => new Error('it went well'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof IbidError) return error;
  throw error;
}
