// Run by bench.ts in a process of its own, so that peak memory is that of indexing alone.
// usage: node bench/index-once.ts FILE INDEX
import { createIbid } from '../src/compose.ts';
import { loadSettings } from '../src/config.ts';
import { createLogger } from '../src/logger.ts';

const [file = '', index = ''] = process.argv.slice(2);
const settings = await loadSettings({
  flags: { IBID_INDEX: index },
  env: process.env,
  folder: process.cwd(),
});
const ibid = await createIbid({ settings, logger: createLogger({ level: 'warn', stream: process.stderr }) });
const stages: Record<string, number> = {};
let last = performance.now();
let stage = '';
const report = await ibid.index({
  paths: [file],
  onProgress: (progress) => {
    const now = performance.now();
    if (stage !== '') stages[stage] = (stages[stage] ?? 0) + now - last;
    stage = progress.stage;
    last = now;
  },
});
if (stage !== '') stages[stage] = (stages[stage] ?? 0) + performance.now() - last;
await ibid.close();
const { maxRSS } = process.resourceUsage();
console.log(
  JSON.stringify({
    papers: report.papers,
    milliseconds: report.milliseconds,
    stages,
    megabytes: maxRSS / 1024,
  }),
);
