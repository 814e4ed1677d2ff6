// The properties of replies, checks and answers over many more cases than the test suite takes time for.
// usage: npm run test:properties [cases, 10000]
import { runAnswerProperties } from '../support/answer-properties.ts';
import { runGroundingProperties } from '../support/grounding-properties.ts';
import { runReplyProperties } from '../support/reply-properties.ts';

const cases = Number(process.argv[2] ?? 10_000);
if (!Number.isInteger(cases) || cases < 1) {
  console.error('usage: npm run test:properties [-- CASES]');
  process.exit(2);
}

const suites = [
  ['the reader of replies', runReplyProperties],
  ['the checks of drafts', runGroundingProperties],
  ['answers, end to end', runAnswerProperties],
] as const;

let failed = 0;
for (const [name, run] of suites) {
  const started = performance.now();
  try {
    await run(cases);
    console.log(`${name}: ${cases} cases hold (${((performance.now() - started) / 1000).toFixed(0)} s)`);
  } catch (error) {
    failed++;
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
console.log(`${suites.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
