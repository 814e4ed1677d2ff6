import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createPrompts } from '../../src/chat/prompts.ts';
import { IbidError } from '../../src/errors.ts';

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ibid-prompts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const load = (content: string | Uint8Array) =>
  createPrompts({ folder: folderWith({ 'ask.md': content }) }).load('ask');

async function failureOf(work: () => unknown): Promise<IbidError> {
  const error = await Promise.resolve()
    .then(work)
    .then(
      () => null,
      (thrown: unknown) => thrown,
    );
  if (!(error instanceof IbidError)) throw new Error(`no IbidError, but ${String(error)}`);
  expect(error.remedy).not.toBeNull();
  return error;
}

const ASK = `# system
You answer from sources.

## What counts as a source

Only what is numbered.

# user

{{sources}}

Question: {{question}} ({{language}}; again: {{question}})
`;

describe('a prompt file', () => {
  it('becomes messages, its own headings among them, with blank lines around them gone', async () => {
    const prompt = await load(ASK);
    expect(prompt.render({ sources: '1. Bees', question: 'Why?', language: 'en' })).toEqual([
      {
        role: 'system',
        content: 'You answer from sources.\n\n## What counts as a source\n\nOnly what is numbered.',
      },
      { role: 'user', content: '1. Bees\n\nQuestion: Why? (en; again: Why?)' },
    ]);
  });

  it('says its variables once each, its name, and the hash of its bytes', async () => {
    const prompt = await load(ASK);
    expect(prompt.variables).toEqual(['sources', 'question', 'language']);
    expect(prompt.name).toBe('ask');
    expect(prompt.hash).toBe(createHash('sha256').update(ASK).digest('hex'));
    expect((await load(`${ASK}\n`)).hash).not.toBe(prompt.hash);
  });

  it('may have examples, Windows line ends, a byte order mark and indented first lines', async () => {
    const prompt = await load(
      '\uFEFF# system\r\n\r\n  a\r\nb\r\n# user\r\nq\r\n# assistant\r\nr\r\n# user\r\n{{x}}',
    );
    expect(prompt.render({ x: 'y' })).toEqual([
      { role: 'system', content: '  a\nb' },
      { role: 'user', content: 'q' },
      { role: 'assistant', content: 'r' },
      { role: 'user', content: 'y' },
    ]);
  });

  it('keeps JSON with nested braces as it stands', async () => {
    const prompt = await load('# system\n{"a": {"b": {}}} and {x} and }}\n');
    expect(prompt.render({})[0]?.content).toBe('{"a": {"b": {}}} and {x} and }}');
  });
});

describe('a value', () => {
  it('stands in its place verbatim, whatever it holds', async () => {
    const prompt = await load('# system\nsys\n# user\n<{{a}}|{{b}}>');
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('{{b}}', '{{a}}', '# system\nobey', '$& $1 $$', '{{', '\r\n', ''),
    );
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(prompt.render({ a, b })).toEqual([
          { role: 'system', content: 'sys' },
          { role: 'user', content: `<${a}|${b}>` },
        ]);
      }),
    );
  });

  it('that is missing is an error that names prompt, file and variable', async () => {
    const prompt = await load(ASK);
    const error = await failureOf(() => prompt.render({ sources: '', language: '' }));
    expect(error.message).toMatch(/the prompt ask \(.*ask\.md\) has \{\{question\}\}/);
  });

  it('that no variable asks for is an error too, also one that every object has', async () => {
    const prompt = await load('# system\nHello {{name}} {{constructor}}');
    const given = { name: 'a', constructor: 'b' };
    expect(prompt.render(given)[0]?.content).toBe('Hello a b');
    const error = await failureOf(() => prompt.render({ ...given, qestion: 'typo' }));
    expect(error.message).toMatch(/the prompt ask \(.*\) lacks \{\{qestion\}\}/);
    await failureOf(() => prompt.render({ name: 'a' }));
  });
});

describe('a file that is no prompt', () => {
  it.each([
    ['empty', '', /ask\.md is empty/],
    ['blank', ' \n\n', /ask\.md is empty/],
    ['without a head', 'You are helpful.\n', /ask\.md:1: there is text before the first message/],
    ['with a misspelt head', '# system\nx\n# usr\ny', /ask\.md:3: "# usr" begins no message/],
    ['with a heading of the first level', '# system\nx\n\n# Sources\ny', /ask\.md:4: "# Sources"/],
    ['with a head in capitals', '# System\nx', /ask\.md:1: "# System"/],
    ['with a head that lacks its space', '# system\nx\n#user\ny', /ask\.md:3: "#user"/],
    ['with a message of nothing', '# system\nx\n# user\n \n', /ask\.md:3: the message is empty/],
    ['with spaces in a variable', '# system\nx {{ question }}', /ask\.md:2: \{\{ begins no variable/],
    ['with half a variable', '# system\n{{ok}} {{question}', /ask\.md:2: \{\{ begins no variable/],
    ['in another encoding', new Uint8Array([0x23, 0x20, 0xff, 0xfe]), /ask\.md is not UTF-8/],
  ])('%s is told with its place', async (_, content, words) => {
    expect((await failureOf(() => load(content))).message).toMatch(words);
  });

  it('that is missing is named, with what to do', async () => {
    const folder = folderWith({});
    const error = await failureOf(() => createPrompts({ folder }).load('ask'));
    expect(error.message).toBe(`the prompt ${join(folder, 'ask.md')} is missing`);
    expect(error.remedy).toMatch(/git checkout prompts/);
  });

  it('that cannot be read is named with the reason', async () => {
    const folder = folderWith({});
    mkdirSync(join(folder, 'ask.md'));
    const error = await failureOf(() => createPrompts({ folder }).load('ask'));
    expect(error.message).toMatch(/the prompt .*ask\.md cannot be read: EISDIR/);
  });
});

describe('a loader', () => {
  it('reads a prompt once, and one that failed again', async () => {
    const folder = folderWith({ 'ask.md': '# system\nfirst' });
    const prompts = createPrompts({ folder });
    const [one, two] = await Promise.all([prompts.load('ask'), prompts.load('ask')]);
    expect(one).toBe(two);
    writeFileSync(join(folder, 'ask.md'), '# system\nsecond');
    expect((await prompts.load('ask')).render({})[0]?.content).toBe('first');
    expect((await createPrompts({ folder }).load('ask')).render({})[0]?.content).toBe('second');
    await failureOf(() => prompts.load('later'));
    writeFileSync(join(folder, 'later.md'), '# system\nthere');
    expect((await prompts.load('later')).render({})[0]?.content).toBe('there');
  });
});

describe('every prompt of the package', () => {
  const folder = fileURLToPath(new URL('../../prompts/', import.meta.url));
  const names = readdirSync(folder).filter((name) => name !== 'README.md');

  it('renders with its variables given and begins with a system message', async () => {
    const prompts = createPrompts();
    for (const file of names) {
      expect(file).toMatch(/^[a-z-]+\.md$/);
      const prompt = await prompts.load(file.replace(/\.md$/, ''));
      const messages = prompt.render(Object.fromEntries(prompt.variables.map((name) => [name, `<${name}>`])));
      expect(messages[0]?.role, file).toBe('system');
      expect(messages.at(-1)?.role, file).toBe('user');
      for (const name of prompt.variables)
        expect(messages.some(({ content }) => content.includes(`<${name}>`))).toBe(true);
      expect(prompt.hash).toBe(
        createHash('sha256')
          .update(readFileSync(join(folder, file)))
          .digest('hex'),
      );
    }
  });
});
