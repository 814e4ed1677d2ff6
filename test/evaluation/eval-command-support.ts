import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import type { CreateIbid } from '../../src/adapters/cli/context.ts';
import { createIbid } from '../../src/compose.ts';
import type { Ibid } from '../../src/ibid.ts';
import { runCli, temporaryFolder } from '../support/fake-terminal.ts';

/** Where the running test writes; made anew for each. */
export const place = { folder: '', temporary: '' };

/** For every test of a file: a folder, with one in it that temporary indexes go to, so that what is left behind can be seen. */
export function usingFolders(): void {
  beforeEach(() => {
    place.folder = temporaryFolder();
    place.temporary = join(place.folder, 'tmp');
    mkdirSync(place.temporary);
    vi.stubEnv('TMPDIR', place.temporary);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });
}

export const lines = (values: readonly object[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

export function write(name: string, text: string): string {
  const file = join(place.folder, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
}

export const DOCUMENTS = [
  { _id: 'wing', title: 'Lift of a wing', text: 'We measure the lift of a wing in a slipstream.' },
  { _id: 'twin', title: 'Lift of a wing', text: 'We measure the lift of a wing in a slipstream.' },
  { _id: 'heat', title: 'Heat transfer', text: 'Heat transfer at the nose of a blunt cone was computed.' },
  { _id: 'none', title: '', text: '' },
];
const QUERIES = [
  { _id: 'q1', text: 'lift of a wing' },
  { _id: 'q2', text: 'heat transfer at a blunt nose' },
  { _id: 'q3', text: 'nobody judged this' },
];
export const QRELS = 'query-id\tcorpus-id\tscore\nq1\twing\t2\nq1\ttwin\t1\nq2\theat\t1\nq3\tnone\t0\n';

export function collectionFolder(overrides: Readonly<Record<string, string | null>> = {}): string {
  const files: Record<string, string | null> = {
    'corpus.jsonl': lines(DOCUMENTS),
    'queries.jsonl': lines(QUERIES),
    'qrels.tsv': QRELS,
    ...overrides,
  };
  for (const [name, text] of Object.entries(files)) if (text !== null) write(`beir/${name}`, text);
  return join(place.folder, 'beir');
}

export const evaluate = (
  argv: readonly string[],
  more: { columns?: number; signal?: AbortSignal } = {},
  create: CreateIbid = createIbid,
) => runCli(['eval', ...argv], { folder: place.folder, createIbid: create, ...more });

/** The real application, with one of its methods replaced by what is made of it. */
export const changed =
  (change: (ibid: Ibid) => Partial<Ibid>): CreateIbid =>
  async (options) => {
    const ibid = await createIbid(options);
    return { ...ibid, ...change(ibid) };
  };
