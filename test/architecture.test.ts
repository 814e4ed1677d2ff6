import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const SOURCE = join(ROOT, 'src');

/** The stages in the order of the data's way: each imports only those before it. */
const STAGES = [
  'text',
  'papers',
  'endpoint',
  'catalogue',
  'embeddings',
  'store',
  'indexing',
  'retrieval',
  'query',
  'chat',
  'grounding',
  'answerer',
  'state',
  'application',
];

/** Which folder has a vendor's package to itself. */
const VENDORS: Readonly<Record<string, readonly string[]>> = {
  '@lancedb/lancedb': ['store'],
  'apache-arrow': ['store'],
  openai: ['endpoint', 'embeddings', 'chat'],
  'discord.js': ['adapters/discord'],
  commander: ['adapters/cli'],
  picocolors: ['adapters/cli'],
  'cli-progress': ['adapters/cli'],
  'string-width': ['adapters/cli'],
  'wrap-ansi': ['adapters/cli'],
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly type: boolean;
  readonly lazy: boolean;
}

const FILES = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SOURCE, file), 'utf8');
  const statics = [...text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)';/gmu)];
  const lazies = [...text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/gu)];
  const target = (name: string): string =>
    name.startsWith('.') ? relative(SOURCE, join(SOURCE, dirname(file), name)) : name;
  return [
    ...statics.map(([, type, name]) => ({
      from: file,
      to: target(name as string),
      type: type !== undefined,
      lazy: false,
    })),
    ...lazies.map(([, name]) => ({ from: file, to: target(name as string), type: false, lazy: true })),
  ];
}

const IMPORTS = FILES.flatMap(importsOf);
const stageOf = (file: string): number => STAGES.indexOf(file.split('/')[0] ?? '');
const inFolder = (file: string, folder: string): boolean => file.startsWith(`${folder}/`);
const name = ({ from, to }: Import): string => `${from} imports ${to}`;

describe('the dependency rule', () => {
  it('reads the imports it is to judge', () => {
    expect(FILES.length).toBeGreaterThan(20);
    expect(
      IMPORTS.some(
        ({ from, to }) => from === 'retrieval/hybrid-retriever.ts' && to === 'retrieval/fusion.ts',
      ),
    ).toBe(true);
    expect(IMPORTS.some(({ lazy }) => lazy)).toBe(true);
  });

  it('lets a stage import only the stages before it', () => {
    const wrong = IMPORTS.filter(({ from, to }) => {
      const [own, other] = [stageOf(from), stageOf(to)];
      if (own < 0) return false;
      if (other >= 0) return other > own;
      // The application implements the interface that adapters speak to.
      if (inFolder(from, 'application') && to === 'ibid.ts') return false;
      // Beside the stages there are the errors and progress that all share; the application and its adapters are above.
      return to.endsWith('.ts') && !['errors.ts', 'progress.ts', 'logger.ts', 'redact.ts'].includes(to);
    });
    expect(wrong.map(name)).toEqual([]);
  });

  it('keeps each vendor in its folder', () => {
    const wrong = IMPORTS.filter(({ from, to }) => {
      const folders = Object.entries(VENDORS).find(
        ([vendor]) => to === vendor || to.startsWith(`${vendor}/`),
      )?.[1];
      return folders !== undefined && !folders.some((folder) => inFolder(from, folder));
    });
    expect(wrong.map(name)).toEqual([]);
  });

  it('keeps adapters apart from each other and from everything below the application', () => {
    const allowed = [
      'ibid.ts',
      'errors.ts',
      'redact.ts',
      'config.ts',
      'logger.ts',
      'progress.ts',
      // How an answer is followed and stopped, the same for all of them.
      'follow.ts',
      'papers/paper.ts',
      // How people write the ids of papers: reading, nothing that asks anybody.
      'catalogue/arxiv-link.ts',
      // What tokens add up to and cost: arithmetic, nothing that asks a model.
      'chat/usage.ts',
      'chat/limits.ts',
      'answerer/answer.ts',
      'answerer/answer-json.ts',
      'answerer/answer-reference.ts',
      'answerer/answer-bibtex.ts',
      'answerer/answer-ris.ts',
      'answerer/markdown.ts',
    ];
    const wrong = IMPORTS.filter(({ from, to }) => {
      if (!inFolder(from, 'adapters') || !to.endsWith('.ts')) return false;
      const own = from.split('/').slice(0, 2).join('/');
      return !inFolder(to, own) && !inFolder(to, 'evaluation') && !allowed.includes(to);
    });
    expect(wrong.map(name)).toEqual([]);
  });

  it('measures the application from outside, through the interface that adapters have', () => {
    const shared = ['evaluation', 'text', 'papers', 'grounding'];
    const allowed = ['ibid.ts', 'errors.ts', 'progress.ts'];
    const wrong = IMPORTS.filter(
      ({ from, to, type }) =>
        inFolder(from, 'evaluation') &&
        to.endsWith('.ts') &&
        !type &&
        !shared.some((folder) => inFolder(to, folder)) &&
        !allowed.includes(to),
    );
    expect(wrong.map(name)).toEqual([]);
    expect(IMPORTS.some(({ from }) => inFolder(from, 'evaluation'))).toBe(true);
  });

  it('lets only bin/ compose the application', () => {
    const wrong = IMPORTS.filter(({ from, to }) => to === 'compose.ts' && !inFolder(from, 'bin'));
    expect(wrong.map(name)).toEqual([]);
  });
});

describe('what a command loads', () => {
  /** Everything that is loaded before a dynamic import is reached. */
  function loadedBy(entry: string): Set<string> {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const { from, to, type, lazy } of IMPORTS) if (from === file && !type && !lazy) visit(to);
    };
    visit(entry);
    return seen;
  }

  it('loads neither openai, LanceDB, Discord nor the REPL at start', () => {
    const loaded = loadedBy('bin/ibid.ts');
    expect(loaded.size).toBeGreaterThan(1);
    for (const heavy of [
      'openai',
      '@lancedb/lancedb',
      'apache-arrow',
      'discord.js',
      'node:readline',
      'cli-progress',
      'pino',
    ])
      expect([...loaded]).not.toContain(heavy);
  });

  it('loads nothing that adds papers before one is added', () => {
    const loaded = [...loadedBy('compose.ts')];
    expect(loaded).toContain('application/create-ibid.ts');
    expect(
      loaded.filter((file) => inFolder(file, 'catalogue') || file === 'application/add-paper.ts'),
    ).toEqual([]);
  });
});

describe('habits', () => {
  const text = new Map(FILES.map((file) => [file, readFileSync(join(SOURCE, file), 'utf8')]));

  it('keeps files short enough to read at a sitting', () => {
    const long = [...text].filter(([, source]) => source.split('\n').length > 301).map(([file]) => file);
    expect(long).toEqual([]);
  });

  it('has no default exports', () => {
    const wrong = [...text].filter(([, source]) => /^export default\b/mu.test(source)).map(([file]) => file);
    expect(wrong).toEqual([]);
  });
});
