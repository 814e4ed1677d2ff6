import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { someManifest } from '../../support/fake-ibid.ts';
import { runCli, temporaryFolder } from '../../support/fake-terminal.ts';

const COMMANDS = [
  'index',
  'ask',
  'compare',
  'summarize',
  'chat',
  'search',
  'papers',
  'paper',
  'eval',
  'votes',
  'doctor',
];

describe('help and version', () => {
  it('prints the version of the package', async () => {
    const { exitCode, stdout } = await runCli(['--version']);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
    expect(exitCode).toBe(0);
  });

  it.each([[], ...COMMANDS.map((command) => [command])])('gives examples for %s', async (...command) => {
    const { exitCode, stdout, stderr } = await runCli([...command, '--help']);
    expect(stdout).toMatch(/\nExamples:\n {2}ibid /u);
    expect(stdout).toContain('--index <place>');
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  });

  it('names every command', async () => {
    const { stdout } = await runCli(['--help']);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'mu'));
  });

  it('shows the help and fails as usage when nothing is said', async () => {
    const { exitCode, stdout, stderr } = await runCli([]);
    expect(stderr).toContain('Usage: ibid');
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });
});

describe('wrong usage ends with 2 and says what would be right', () => {
  it.each<[string[], string]>([
    [
      ['serch', 'x'],
      'ibid: there is no command "serch"\nDid you mean search? "ibid --help" lists all commands.\n',
    ],
    [['xylophone'], 'ibid: there is no command "xylophone"\n"ibid --help" lists all commands.\n'],
    [['ask', '--jsn', 'q'], 'ibid: there is no option --jsn\nDid you mean --json? '],
    [['ask', '--batch'], 'ibid: --batch <file> needs a value behind it\n'],
    [['papers', 'all'], "ibid: too many arguments for 'papers'. Expected 0 arguments but got 1: all\n"],
    [['ask'], 'ibid: the question is missing\nLike this: ibid ask "'],
    [['ask', '  '], 'ibid: the question is missing\n'],
    [['search'], 'ibid: the text to search for is missing\n'],
    [['paper'], "ibid: the paper's id or title is missing\n"],
    [['search', 'x', '--limit', '0'], 'ibid: --limit is "0"; it must be a whole number of 1 or more\n'],
    [['search', 'x', '--limit', '1e3'], 'ibid: --limit is "1e3"; it must be a whole number'],
    [['ask', 'q', '--batch', 'f'], 'ibid: ask takes a question or --batch, not both\n'],
    [['ask', 'q', '--out', 'f'], 'ibid: --out belongs to --batch\n'],
    [['ask', 'q', '--resume'], 'ibid: --resume belongs to --batch\n'],
    [['ask', '--batch', 'f', '--resume'], 'ibid: --resume needs --out'],
    [
      ['ask', 'q', '--embedder', 'opnai'],
      'ibid: IBID_EMBEDDER (from its flag) is "opnai"; it must be one of builtin, openai\n',
    ],
    [
      ['ask', 'q', '--check', 'lax'],
      'ibid: IBID_CHECK (from its flag) is "lax"; it must be one of standard, strict, model\n',
    ],
    [
      ['ask', 'q', '--answerer', 'gpt'],
      'ibid: IBID_ANSWERER (from its flag) is "gpt"; it must be one of auto, extractive, model\n',
    ],
    [
      ['ask', 'q', '--answerer', 'model'],
      'ibid: IBID_ANSWERER is model, but neither OPENAI_API_KEY nor OPENAI_BASE_URL is set\n',
    ],
    [['ask', 'q', '--receipt'], 'ibid: --receipt <file> needs a value behind it\n'],
    [['ask', 'q', '--check'], 'ibid: --check <how> needs a value behind it\n'],
  ])('%j', async (argv, message) => {
    const { exitCode, stdout, stderr } = await runCli(argv);
    expect(stderr.startsWith(message) ? message : stderr).toBe(message);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it('takes a wrong setting of .env in the working folder the same way', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, '.env'), 'IBID_LOG=loud\n');
    const { exitCode, stderr } = await runCli(['papers'], { folder });
    expect(stderr).toContain(
      'IBID_LOG (from .env) is "loud"; it must be one of silent, error, warn, info, debug',
    );
    expect(exitCode).toBe(2);
  });
});

describe('global flags', () => {
  it.each([[['--index', 's3://bucket/papers', 'papers']], [['papers', '--index', 's3://bucket/papers']]])(
    'reach the application from %j',
    async (argv) => {
      const places: string[] = [];
      await runCli(argv, {
        env: { IBID_INDEX: '/elsewhere' },
        createIbid: async ({ settings }) => {
          places.push(settings.index);
          throw new Error('enough');
        },
      });
      expect(places).toEqual(['s3://bucket/papers']);
    },
  );

  it('choose the answerer, the model and the strictness of its checks', async () => {
    const chosen: unknown[] = [];
    await runCli(['ask', 'q', '--answerer', 'model', '--model', 'tiny', '--check', 'strict'], {
      env: { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', IBID_CHAT_MODEL: 'other', IBID_CHECK: 'model' },
      createIbid: async ({ settings }) => {
        chosen.push(settings.answerer, settings.chat.model, settings.check);
        throw new Error('enough');
      },
    });
    expect(chosen).toEqual(['model', 'tiny', 'strict']);
  });

  it('do not clash with the command of the same name', async () => {
    const given: string[][] = [];
    await runCli(['index', 'a.bib', 'b', '--index', '/tmp/x'], {
      script: {
        manifest: async () => someManifest(),
        index: async ({ paths }) => {
          given.push([...paths]);
          throw new Error('enough');
        },
      },
    });
    expect(given).toEqual([['a.bib', 'b']]);
  });
});
