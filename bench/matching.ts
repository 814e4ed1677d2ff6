import { fileURLToPath } from 'node:url';
import { readQuestionFile, titleKey } from '../src/evaluation/question-file.ts';
import type { Ibid } from '../src/ibid.ts';
import { withOwnIndex } from './own-index.ts';

/** What somebody who asked these questions might have a channel watch. */
const SHORT: Readonly<Record<string, string>> = {
  'x-002': 'mixture of experts beyond language models',
  'x-003': 'theory of diffusion models',
  'x-005': 'any-order generation',
  'x-007': 'learned image compression',
  'x-008': 'CTR prediction',
  'x-011': 'content creators',
  'x-012': 'online advertising',
  'x-016': 'vector quantization',
  'x-017': 'sparse autoencoders',
  'x-020': 'information retrieval',
  'x-024': 'fast LLM inference',
  'x-025': 'statistical learning theory: convergence rates',
  'x-027': 'surveys',
  'x-028': 'training-free methods',
  'x-029': 'speech and music',
  'x-032': 'contrastive learning',
  'x-035': 'LLM agents',
  'x-036': 'object detection',
  'x-037': 'fast diffusion sampling',
  'x-038': 'sparse autoencoders and mechanistic interpretability',
  'x-040': 'attention sinks',
  'x-041': 'implicit neural representations for video',
  'x-047': 'generative AI for advertising',
  'x-048': 'training many model sizes at once',
  'x-050': 'long-term user satisfaction in recommender systems',
};

/** Nothing among the bundled papers is about any of these. */
const ELSEWHERE = [
  'photosynthesis in tropical plants',
  "Alzheimer's disease biomarkers",
  'gravitational waves from black hole mergers',
  'homomorphic encryption',
  'Byzantine fault tolerant consensus',
  'CRISPR gene editing',
  'quantum error correction',
  'labour market discrimination',
  'lithium battery electrolytes',
  'ocean acidification and coral reefs',
  'compiler optimisation passes',
  'malaria vaccines',
  'robot grasping',
  'protein folding',
  'autonomous driving',
  'federated learning',
  'differential privacy',
  'drug discovery',
  'weather forecasting',
  'turbulence in pipe flow',
];

interface Topic {
  readonly topic: string;
  readonly right: readonly string[];
  /** These count neither way. */
  readonly open: readonly string[];
}

await withOwnIndex(async (ibid) => {
  await ibid.index({ paths: [] });
  const file = fileURLToPath(new URL('data/questions/dev.jsonl', import.meta.url));
  const { questions } = await readQuestionFile(file, await ibid.papers(), undefined);
  const asked = questions.filter(({ type }) => type === 'list' || type === 'summary');
  const topics = (named: (question: (typeof asked)[number]) => string | undefined): Topic[] =>
    asked.flatMap((question) => {
      const topic = named(question);
      return topic === undefined ? [] : [{ topic, right: question.papers, open: question.alsoOk }];
    });
  console.log('| topics | precision | recall | both, averaged over topics | without a right one |');
  console.log('|---|---|---|---|---|');
  await tell(
    ibid,
    'questions of the lists and summaries',
    topics(({ question }) => question),
  );
  await tell(
    ibid,
    'the same in a few words',
    topics(({ id }) => SHORT[id]),
  );
  const found = await Promise.all(ELSEWHERE.map((topic) => matched(ibid, topic)));
  const wrong = found.filter((titles) => titles.length > 0).length;
  console.log(`\nOf ${ELSEWHERE.length} topics of other fields, ${wrong} match any paper.`);
});

/** Titles, folded. */
async function matched(given: Ibid, topic: string): Promise<readonly string[]> {
  const paperIds = (await given.papers()).map(({ id }) => id);
  const { hits } = await given.matching({ topic, paperIds, limit: paperIds.length });
  return hits.map(({ paper }) => titleKey(paper.title));
}

async function tell(given: Ibid, name: string, topics: readonly Topic[]): Promise<void> {
  const rows: { readonly hit: number; readonly found: number; readonly right: number }[] = [];
  for (const { topic, right, open } of topics) {
    const found = (await matched(given, topic)).filter((title) => !open.includes(title));
    const hit = found.filter((title) => right.includes(title)).length;
    rows.push({ hit, found: found.length, right: right.length });
  }
  const sum = (of: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((all, row) => all + of(row), 0);
  const some = rows.filter(({ found }) => found > 0);
  const cells = [
    `${name} (${rows.length})`,
    share(sum(({ hit }) => hit) / sum(({ found }) => found)),
    share(sum(({ hit }) => hit) / sum(({ right }) => right)),
    `${share(mean(some.map(({ hit, found }) => hit / found)))} / ${share(mean(rows.map(({ hit, right }) => hit / right)))}`,
    String(rows.filter(({ hit }) => hit === 0).length),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function share(number: number): string {
  return number.toFixed(2).replace(/^0/u, '');
}
