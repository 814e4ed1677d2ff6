// How long a reader waits for a chat model's answer, beside the model alone: a scripted endpoint with fixed delays answers both, in
// one run. Also how long checking takes, and whether a hundred answers at once hold each other up.
// usage: npm run bench:answer [-- --runs 20 --at-once 100]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { createIbid } from '../src/compose.ts';
import { loadSettings } from '../src/config.ts';
import { judgeDraft } from '../src/grounding/judge-draft.ts';
import type { Ibid } from '../src/ibid.ts';
import { createLogger } from '../src/logger.ts';
import type { Paper } from '../src/papers/paper.ts';
import { createAnalyzer } from '../src/text/analyzer.ts';
import { type ChatBody, startChatEndpoint, streamed } from '../test/support/chat-endpoint.ts';
import { median, quantile } from './figures.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    'at-once': { type: 'string', default: '100' },
  },
});
const RUNS = Number(values.runs);
const AT_ONCE = Number(values['at-once']);
/** A small hosted model: half a second to the first word, then some 80 tokens a second. */
const FIRST_WORD = 500;
const PIECE = 40;
const PIECE_CHARACTERS = 12;
const CLAIMS = 4;
const QUESTION = 'How do papers make inference of large models faster';

/** Claims that quote the first sentences of the sources in the prompt, word for word. */
function replyTo(body: ChatBody): string {
  const prompt = body.messages.map(({ content }) => content).join('\n');
  const claims = [...prompt.matchAll(/^Source (\d+)\nTitle: .*\n(?:Year: .*\n)?Abstract: (.+?\.)(?= |$)/gmu)]
    .slice(0, CLAIMS)
    .map(([, source, quote = '']) => ({ quotes: [{ source: Number(source), quote }], claim: quote }));
  return JSON.stringify({ outcome: 'answered', search: [], claims });
}

interface Times {
  readonly first: number;
  readonly last: number;
}

/** When the texts of the first and of all claims have arrived at a client that only reads. */
async function bare(url: string, body: ChatBody): Promise<Times> {
  const started = performance.now();
  const response = await fetch(`${url}/chat/completions`, { method: 'POST', body: JSON.stringify(body) });
  let text = '';
  let first = Number.NaN;
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    for (const line of decoder.decode(chunk, { stream: true }).split('\n')) {
      if (!line.startsWith('data: {')) continue;
      text += JSON.parse(line.slice(6)).choices?.[0]?.delta?.content ?? '';
    }
    if (Number.isNaN(first) && text.includes('"},{"quotes"')) first = performance.now() - started;
  }
  return { first, last: performance.now() - started };
}

/** When a reader sees the first and the last claim of an answer. */
async function ask(ibid: Ibid, question: string): Promise<Times & { readonly claims: number }> {
  const started = performance.now();
  let first = Number.NaN;
  let last = Number.NaN;
  let claims = 0;
  for await (const event of ibid.conversation().ask({ question })) {
    if (event.type === 'notice') throw new Error(event.notice.text);
    if (event.type !== 'claim') continue;
    last = performance.now() - started;
    if (claims++ === 0) first = last;
  }
  return { first, last, claims };
}

const line = (label: string, value: string): void => console.log(`${label.padEnd(64)} ${value}`);
const ratio = (ours: readonly number[], own: readonly number[]): string =>
  `${(median(ours) / median(own)).toFixed(3)}  (${median(ours).toFixed(0)} ms against ${median(own).toFixed(0)})`;

const folder = await mkdtemp(join(tmpdir(), 'ibid-bench-answer-'));
const endpoint = await startChatEndpoint((body) => {
  const steps = replyTo(body).match(new RegExp(`[\\s\\S]{1,${PIECE_CHARACTERS}}`, 'gu')) ?? [];
  return streamed(steps, { beforeMilliseconds: FIRST_WORD, pieceMilliseconds: PIECE });
});
try {
  const settings = await loadSettings({
    env: { IBID_HOME: folder, OPENAI_BASE_URL: endpoint.url, IBID_CHAT_MODEL: 'scripted' },
    folder,
  });
  const ibid = await createIbid({
    settings,
    logger: createLogger({ level: 'warn', stream: process.stderr }),
  });
  await ibid.index({ paths: [] });

  const ours: Times[] = [];
  const own: Times[] = [];
  for (let run = 0; run <= RUNS; run++) {
    // A question that was never asked: what is kept of another must not answer it.
    const seen = await ask(ibid, `${QUESTION}, ${run}?`);
    const body = endpoint.requests.at(-1)?.body;
    if (body === undefined || seen.claims !== CLAIMS) throw new Error(`${seen.claims} claims were shown`);
    const read = await bare(endpoint.url, body);
    // The first run loads what all need.
    if (run > 0) {
      ours.push(seen);
      own.push(read);
    }
  }
  const of = (times: readonly Times[], which: keyof Times): number[] => times.map((time) => time[which]);
  line('first claim shown: ratio to the model alone (median)', ratio(of(ours, 'first'), of(own, 'first')));
  line('last claim shown: ratio to the model alone (median)', ratio(of(ours, 'last'), of(own, 'last')));

  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const many = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, place) => ask(ibid, `${QUESTION}, all at once, ${place}?`)),
  );
  delay.disable();
  const alone = of(ours, 'last');
  line(`${AT_ONCE} at once, last claim: ratio to one alone (median)`, ratio(of(many, 'last'), alone));
  line(
    `${AT_ONCE} at once, last claim: slowest against fastest`,
    (Math.max(...of(many, 'last')) / Math.min(...of(many, 'last'))).toFixed(3),
  );
  line(
    `${AT_ONCE} at once: longest hold of the process, 99th percentile`,
    `${(delay.percentile(99) / 1e6).toFixed(1)} ms`,
  );
  line('checking 40 claims (median, 95th percentile of 50)', await checking(ibid));
  await ibid.close();
} finally {
  await endpoint.close();
  await rm(folder, { recursive: true, force: true });
}

/** Time to judge 40 claims of as many papers, each its abstract's first sentence with one word moved. */
async function checking(ibid: Ibid): Promise<string> {
  const analyzer = createAnalyzer();
  const papers: Paper[] = [];
  for (const { id } of (await ibid.papers()).slice(0, 40)) papers.push(await ibid.paper(id));
  const drafts = papers.map(({ abstract }, place) => {
    const quote = /^.+?\.(?= |$)/u.exec(abstract)?.[0] ?? abstract;
    return { text: `Here ${quote}`, quotes: [{ marker: place + 1, text: quote }] };
  });
  const times: number[] = [];
  for (let run = 0; run < 60; run++) {
    const started = performance.now();
    for (const draft of drafts)
      judgeDraft(draft, { paperOf: (marker) => papers[marker - 1] ?? null, analyzer });
    if (run >= 10) times.push(performance.now() - started);
  }
  return `${median(times).toFixed(1)} ms, ${quantile(times, 0.95).toFixed(1)} ms`;
}
