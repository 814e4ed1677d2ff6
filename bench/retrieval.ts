import { fileURLToPath } from 'node:url';
import { readQuestionFile, titleKey } from '../src/evaluation/question-file.ts';
import { hit, type Judgements, ndcg } from '../src/evaluation/ranking-metrics.ts';
import { type JudgedQuery, readTestCollection } from '../src/evaluation/test-collection.ts';
import type { CollectionDocument, Ibid } from '../src/ibid.ts';
import { cleanText } from '../src/papers/cleaning.ts';
import { median } from './figures.ts';
import { withOwnIndex } from './own-index.ts';
import type { Contender, Engine } from './peers/engine.ts';
import { LANCEDB } from './peers/lancedb.ts';
import { LUNR } from './peers/lunr.ts';
import { MINISEARCH } from './peers/minisearch.ts';
import { ORAMA } from './peers/orama.ts';
import { WINK } from './peers/wink.ts';

interface Task {
  readonly name: string;
  readonly queries: readonly JudgedQuery[];
}

interface TaskFamily {
  readonly name: string;
  readonly documents: readonly CollectionDocument[];
  readonly tasks: readonly Task[];
}

interface Outcome {
  readonly ndcg: number;
  readonly hit1: number;
  readonly hit5: number;
  readonly milliseconds: readonly number[];
}

/** Enough to load what is loaded late; they are asked again and counted then. */
const WARM_UP = 5;
const DEPTH = 10;

await withOwnIndex(async (ibid) => {
  const families = [
    await bundledPapers(ibid),
    await collection('Cranfield', 'cranfield'),
    await collection('PubMedQA', 'pubmedqa'),
  ];
  const contenders = [ownEngine(ibid), LANCEDB, LUNR, WINK, MINISEARCH, ORAMA];
  const rows: string[] = [];
  for (const contender of contenders) rows.push(await measure(contender, families));
  const tasks = families.flatMap((family) =>
    family.tasks.map((task) => `${task.name} (${task.queries.length})`),
  );
  const columns = ['', ...tasks, `ms a query: ${families.map(({ name }) => name).join(' / ')}`];
  console.log('nDCG@10 / hit@1 / hit@5 by kind of question (how many), and the median time of a query\n');
  console.log(`| ${columns.join(' | ')} |`);
  console.log(`|${columns.map(() => '---').join('|')}|`);
  for (const row of rows) console.log(row);
});

function data(name: string): string {
  return fileURLToPath(new URL(`data/${name}`, import.meta.url));
}

/** The bundled papers as the index gives them, and the questions about them that one paper answers. */
async function bundledPapers(given: Ibid): Promise<TaskFamily> {
  await given.index({ paths: [] });
  const summaries = await given.papers();
  const papers = await Promise.all(summaries.map(({ id }) => given.paper(id)));
  const idOf = new Map(papers.map(({ id, title }) => [titleKey(title), id]));
  const { questions } = await readQuestionFile(data('questions/dev.jsonl'), summaries, undefined);
  const task = (type: string): Task => ({
    name: type,
    queries: questions
      .filter((question) => question.type === type)
      .map(({ id, question, papers: titles }) => ({
        id,
        text: question,
        judgements: new Map(titles.map((title) => [idOf.get(title) ?? title, 1])),
      })),
  });
  return {
    name: 'papers',
    documents: papers.map(({ id, title, abstract }) => ({ id, title, text: abstract })),
    tasks: [task('paraphrase'), task('specific')],
  };
}

async function collection(name: string, place: string): Promise<TaskFamily> {
  const { documents, queries } = await readTestCollection(data(place), undefined);
  // ibid cleans what it indexes; the others get the clean texts as well.
  const cleaned = documents.map(({ id, title, text }) => ({
    id,
    title: cleanText(title),
    text: cleanText(text),
  }));
  return { name, documents: cleaned, tasks: [{ name, queries }] };
}

/** A row of the table. */
async function measure(contender: Contender, families: readonly TaskFamily[]): Promise<string> {
  const cells: string[] = [];
  const times: string[] = [];
  for (const { documents, tasks } of families) {
    const engine = await contender.open(documents);
    try {
      for (const { text } of tasks[0]?.queries.slice(0, WARM_UP) ?? []) await engine.search(text, DEPTH);
      const outcomes: Outcome[] = [];
      for (const task of tasks) outcomes.push(await ask(engine, task));
      cells.push(
        ...outcomes.map((one) => `${short(one.ndcg, 3)} / ${short(one.hit1, 2)} / ${short(one.hit5, 2)}`),
      );
      times.push(median(outcomes.flatMap(({ milliseconds }) => milliseconds)).toFixed(1));
    } finally {
      await engine.close();
    }
  }
  return `| ${[contender.name, ...cells, times.join(' / ')].join(' | ')} |`;
}

async function ask(engine: Engine, { queries }: Task): Promise<Outcome> {
  const milliseconds: number[] = [];
  const judged: { readonly ranking: readonly string[]; readonly judgements: Judgements }[] = [];
  for (const { text, judgements } of queries) {
    const started = performance.now();
    const ranking = await engine.search(text, DEPTH);
    milliseconds.push(performance.now() - started);
    judged.push({ ranking, judgements });
  }
  const mean = (figure: (ranking: readonly string[], judgements: Judgements) => number): number =>
    judged.reduce((sum, one) => sum + figure(one.ranking, one.judgements), 0) / judged.length;
  return {
    ndcg: mean((ranking, judgements) => ndcg(ranking, judgements, 10)),
    hit1: mean((ranking, judgements) => hit(ranking, judgements, 1)),
    hit5: mean((ranking, judgements) => hit(ranking, judgements, 5)),
    milliseconds,
  };
}

function ownEngine(given: Ibid): Contender {
  return {
    name: '**ibid**',
    async open(documents) {
      const opened = await given.collection({ documents });
      return {
        async search(words, limit) {
          const ranking = await opened.rank({ words, limit });
          return ranking.documents.map(({ id }) => id);
        },
        close: () => opened.close(),
      };
    },
  };
}

/** `.683`, `1.00`. */
function short(value: number, digits: number): string {
  return value.toFixed(digits).replace(/^0\./u, '.');
}
