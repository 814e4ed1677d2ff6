import { once } from 'node:events';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { InputError, InterruptedError } from '../../src/errors.ts';
import { openPaperFile } from '../../src/papers/paper-file.ts';
import { listPaperFiles } from '../../src/papers/paper-files.ts';
import { abstractAbout, readAll, readText, temporaryFolder, writeTemporary } from './paper-files-support.ts';

const line = (subject: string) =>
  `${JSON.stringify({ title: `On ${subject}`, abstract: abstractAbout(subject) })}\n`;
const good = line('bridges');

async function failure(work: Promise<unknown>): Promise<InputError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  return error as InputError;
}

describe('a file that cannot be taken in is an error that names it and what was expected', () => {
  test.each<[string, string | Uint8Array, RegExp]>([
    ['empty.txt', '', /empty\.txt is empty/],
    ['blank.txt', ' \n\n', /blank\.txt holds nothing but white space/],
    [
      'prose.txt',
      'Dear all,\nhello.\n',
      /prose\.txt is of no form that is known; it begins with "Dear all,"/,
    ],
    ['paper.txt', '%PDF-1.7\n', /paper\.txt is a PDF, where text was expected/],
    ['x.docx', 'PK\u0003\u0004zip', /x\.docx is a zip archive/],
    ['zero.txt', 'Abstract: a\nb\0c', /zero\.txt:2: a NUL byte, where text was expected/],
    [
      'latin.txt',
      Buffer.from('Abstract: a\ncaf\u00e9 b\n', 'latin1'),
      /latin\.txt:2: the line is not UTF-8 text/,
    ],
    ['other.json', '{"a": 1}', /other\.json is of no form that is known/],
    ['other.xml', '<?xml version="1.0"?><rss/>', /other\.xml is of no form that is known/],
    ['numbers.csv', 'a,b\n1,2\n', /numbers\.csv is of no form that is known/],
    [
      'metadata.tsv',
      'title\tarxiv_id\nA\t2503.14487\n',
      /metadata\.tsv holds titles and ids without abstracts/,
    ],
  ])('%s', async (name, content, message) => {
    const error = await failure(readText(name, content));
    expect(error.message).toMatch(message);
    expect(error.remedy).toMatch(/\S/);
    if (/no form/.test(error.message)) expect(error.remedy).toMatch(/ibid reads .*JSONL.*BibTeX.*CSV/);
  });

  test('missing, a folder, no ordinary file', async () => {
    const folder = await temporaryFolder();
    expect((await failure(openPaperFile(join(folder, 'none.txt')))).message).toBe(
      `${join(folder, 'none.txt')} does not exist`,
    );
    expect((await failure(openPaperFile(folder))).message).toBe(
      `${folder} is a folder, where a file was expected`,
    );
    const socket = join(folder, 'socket');
    const server = createServer().listen(socket);
    await once(server, 'listening');
    expect((await failure(openPaperFile(socket))).message).toMatch(/is no ordinary file/);
    server.close();
  });

  test.skipIf(process.getuid?.() === 0)('one that may not be read', async () => {
    const file = await writeTemporary('secret.jsonl', good);
    await chmod(file, 0);
    expect((await failure(openPaperFile(file))).message).toBe(`${file} may not be read (permission denied)`);
  });

  test('text that stops being text further on', async () => {
    const bytes = Buffer.concat([
      Buffer.from('Abstract: a b\n'.repeat(20_000)),
      Buffer.from('caf\u00e9\n', 'latin1'),
    ]);
    const file = await writeTemporary('late.txt', bytes);
    expect((await failure(readAll(file))).message).toBe(`${file}:20001: the line is not UTF-8 text`);
  });
});

describe('encodings and packing', () => {
  test('byte order marks and UTF-16', async () => {
    const text = 'Abstract: Schr\u00f6dinger bridges are studied in this work of ours.\r\n';
    const swapped = Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    for (const bytes of [Buffer.from(`\ufeff${text}`), Buffer.from(`\ufeff${text}`, 'utf16le'), swapped]) {
      const { records } = await readText('list.txt', bytes);
      expect(records.map((record) => record.abstract)).toEqual([text.slice(10).trim()]);
    }
  });

  test('gzip is unpacked whatever the name, and progress counts the packed bytes', async () => {
    const packed = gzipSync(good + line('rivers'));
    const file = await writeTemporary('papers.jsonl.gz', packed);
    const seen: [number, number][] = [];
    const { records } = await readAll(file, { onBytes: (read, size) => seen.push([read, size]) });
    expect(records.map((record) => record.title)).toEqual(['On bridges', 'On rivers']);
    expect(seen.at(-1)).toEqual([packed.length, packed.length]);
  });

  test('gzip that breaks off is an error after the records before it', async () => {
    const lines = Array.from({ length: 4000 }, (_, i) => line(`bridge ${i} ${Math.sin(i)}`)).join('');
    const packed = gzipSync(lines);
    const file = await writeTemporary('cut.jsonl.gz', packed.subarray(0, packed.length - 100));
    expect((await failure(readAll(file))).message).toMatch(
      /cut\.jsonl\.gz is a gzip file that is broken or cut short \(unexpected end of file\)/,
    );
    const damaged = Buffer.from(packed);
    damaged.fill(0x55, 3000, 3200);
    const second = await writeTemporary('bad.jsonl.gz', damaged);
    expect((await failure(readAll(second))).message).toMatch(/is a gzip file that is broken or cut short/);
  });

  test('reading stops when it is aborted', async () => {
    const file = await writeTemporary('many.jsonl', good.repeat(5000));
    const controller = new AbortController();
    const { records } = await openPaperFile(file, { signal: controller.signal });
    await records.next();
    controller.abort();
    await expect(
      (async () => {
        for await (const _ of records);
      })(),
    ).rejects.toBeInstanceOf(InterruptedError);
  });
});

describe('listPaperFiles', () => {
  test('a folder stands for the files of papers in it, in order, each kind of other file told apart', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'b'));
    await mkdir(join(folder, '.git'));
    const files: Record<string, string> = {
      ...{
        'b/two.jsonl': good,
        'a.txt': 'Abstract: one two three',
        'Z.json': `[${good}]`,
        'README.md': '# Papers',
        LICENSE: 'MIT',
      },
      ...{
        'metadata.tsv': 'title\tarxiv_id\n',
        '.hidden': 'x',
        '.git/x.jsonl': good,
        'notes.txt': 'Hello.',
        'empty.bib': '',
      },
    };
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    await symlink(folder, join(folder, 'b', 'loop'));
    await symlink(join(folder, 'gone'), join(folder, 'dangling'));
    const list = await listPaperFiles(folder);
    const short = (paths: readonly string[]) => paths.map((path) => path.slice(folder.length + 1));
    expect(list.isFolder).toBe(true);
    expect(short(list.files)).toEqual(['Z.json', 'a.txt', 'b/two.jsonl']);
    expect(short(list.ignored)).toEqual(['.git', '.hidden', 'LICENSE', 'README.md', 'metadata.tsv']);
    expect(short(list.unreadable)).toEqual(['dangling']);
    expect(list.warnings.map(({ file, message }) => `${file.slice(folder.length + 1)}: ${message}`)).toEqual([
      expect.stringMatching(/^dangling: .* is a symbolic link to nothing that is there$/),
      expect.stringMatching(/^empty\.bib: the file is empty; expected saved "Daily Papers" pages, .*JSONL/),
      expect.stringMatching(
        /^notes\.txt: the file is of no form that is known; it begins with "Hello\."; expected saved/,
      ),
    ]);
  });

  test('a file stands for itself, a missing path is an error', async () => {
    const file = await writeTemporary('a.jsonl', good);
    expect(await listPaperFiles(file)).toMatchObject({ isFolder: false, files: [file], warnings: [] });
    expect((await failure(listPaperFiles(`${file}x`))).message).toBe(`${file}x does not exist`);
  });
});
