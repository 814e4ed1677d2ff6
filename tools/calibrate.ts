// Fits how outcomes are told apart with the embedder of the current index, and writes models/outcomes-<embedder>.json.
// usage: npm run calibrate -- QUESTIONS.jsonl… [--false-refusals 0.03]
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Answerer } from '../src/answerer/answerer.ts';
import { type OutcomeModel, outcomeModelSchema } from '../src/answerer/outcome.ts';
import { OUTCOME_FEATURES, outcomeFeatures } from '../src/answerer/outcome-features.ts';
import { createConversation } from '../src/application/conversation.ts';
import { createWorkbench } from '../src/application/create-ibid.ts';
import { composeParts } from '../src/compose.ts';
import { loadSettings } from '../src/config.ts';
import { createLogger } from '../src/logger.ts';
import { createAnalyzer } from '../src/text/analyzer.ts';
import { crossValidate, curveOf, type Example, fitLogistic } from './calibration/logistic.ts';
import { questionSchema } from './calibration/question.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'false-refusals': { type: 'string', default: '0.03' } },
});
if (positionals.length === 0) {
  console.error('usage: npm run calibrate -- QUESTIONS.jsonl… [--false-refusals 0.03]');
  process.exit(2);
}
const NOTHING = { bias: 0, features: Object.fromEntries(OUTCOME_FEATURES.map((name) => [name, 0])) };
const UNUSED: OutcomeModel = outcomeModelSchema.parse({
  embedder: '',
  refusal: NOTHING,
  absence: NOTHING,
  threshold: 0,
  curve: [],
  questions: { answerable: 0, unanswerable: 0 },
});
const allowed = Number(values['false-refusals']);
const settings = await loadSettings({ env: process.env, folder: process.cwd() });
const parts = composeParts({ settings, logger: createLogger({ level: 'warn', stream: process.stderr }) });
// What is to be made is not there yet; nothing here asks for it.
const bench = await createWorkbench(
  { ...parts, outcomes: async () => UNUSED },
  await parts.index.reader(),
  await parts.embedder(),
);
const analyzer = createAnalyzer();

/** Answerable questions that the model is not asked about: comparisons, follow-ups, other languages. */
let neverRefused = 0;
const examples: (Example & { readonly absent: boolean })[] = [];
for (const file of positionals)
  for (const line of (await readFile(file, 'utf8')).split('\n').filter((text) => text.trim() !== '')) {
    const question = questionSchema.parse(JSON.parse(line));
    // What follows up on a paper is about it: only questions that stand alone are in doubt.
    if (question.history.length > 0) {
      if (question.outcome === 'answered') neverRefused++;
      continue;
    }
    let features: Example['features'] | null = null;
    const observing: Answerer = {
      // biome-ignore lint/correctness/useYield: it looks on and says nothing.
      async *answer(task) {
        const [best] = task.papers;
        if (best !== undefined && task.intent.kind !== 'compare' && task.readable)
          features = outcomeFeatures({ ...task, best }, analyzer);
        return {
          outcome: 'answered',
          missing: [],
          search: [],
          answerer: 'observing',
          degraded: null,
          drafts: [],
        };
      },
    };
    for await (const _ of createConversation(async () => ({
      ...bench,
      desk: null,
      answerer: () => observing,
    })).ask({
      question: question.question,
    }));
    if (features === null) {
      if (question.outcome === 'answered') neverRefused++;
      continue;
    }
    examples.push({
      features,
      positive: question.outcome !== 'answered',
      absent: question.outcome === 'not-in-corpus',
    });
  }

const refusal = fitLogistic(examples);
const curve = curveOf(crossValidate(examples), neverRefused);
const chosen =
  curve.findLast(({ refusedAnswerable }) => refusedAnswerable <= allowed) ?? curve[curve.length - 1];
const refused = examples
  .filter(({ positive }) => positive)
  .map((example) => ({ ...example, positive: example.absent }));
const model: OutcomeModel = outcomeModelSchema.parse({
  embedder: settings.embedder,
  refusal,
  threshold: chosen?.threshold,
  absence: fitLogistic(refused),
  curve,
  questions: {
    answerable: examples.filter(({ positive }) => !positive).length + neverRefused,
    unanswerable: refused.length,
  },
});
const told =
  crossValidate(refused).filter(({ score, positive }) => score >= 0 === positive).length / refused.length;
await writeFile(`models/outcomes-${settings.embedder}.json`, `${JSON.stringify(model, null, 2)}\n`);
console.log(
  `${examples.length} questions; cross-validated, refused of the unanswerable / of the answerable:`,
);
for (const { threshold, refusedUnanswerable, refusedAnswerable } of curve)
  console.log(
    `${threshold.toFixed(2).padStart(7)}  ${refusedUnanswerable.toFixed(3)}  ${refusedAnswerable.toFixed(3)}${threshold === model.threshold ? '  <- chosen' : ''}`,
  );
console.log(`refusals told apart rightly: ${told.toFixed(3)}`);
