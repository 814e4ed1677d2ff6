import { type FileHandle, open, readFile, realpath } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import type { Detail } from '../../../answerer/answer.ts';
import { toAnswerJson } from '../../../answerer/answer-json.ts';
import { IbidError, InputError, throwIfAborted, UsageError } from '../../../errors.ts';
import type { Ibid } from '../../../ibid.ts';
import { note } from '../answer-printer.ts';
import { answeredSoFar, type BatchQuestion, parseBatch } from '../batch-lines.ts';
import { type CommandContext, escapeForTerminal } from '../context.ts';
import { ensureIndex } from '../ensure-index.ts';
import { follow } from '../follow.ts';
import { createProgressView } from '../progress-view.ts';

interface BatchOptions {
  readonly batch: string;
  readonly out: string | null;
  readonly resume: boolean;
  readonly detail: Detail;
}

/**
 * Answers every question of a JSONL file in order, each in a conversation of its own. Answers are written line by line, so
 * that an interruption keeps what is done; `resume` goes on behind it.
 */
export async function runBatch(context: CommandContext, options: BatchOptions): Promise<number> {
  if (options.resume && options.out === null) {
    throw new UsageError('--resume needs --out: the file that has the answers so far', {
      remedy: 'Like this: ibid ask --batch in.jsonl --out out.jsonl --resume',
    });
  }
  const name = options.batch === '-' ? 'stdin' : options.batch;
  const questions = parseBatch(await readInput(context, options.batch), name);
  await refuseSameFile(options);
  await ensureIndex(context);
  const ibid = await context.ibid();
  await checkPapers(ibid, questions, name);

  const sink = await openSink(context, questions, options);
  const view = await createProgressView({ stream: context.stderr, animated: context.animated });
  const total = questions.length;
  try {
    for (const [index, question] of questions.entries()) {
      if (index < sink.answered) continue;
      view.listen({ stage: 'answering', done: index, total, unit: 'questions' });
      const line = await answerLine(context, ibid, question, { name, detail: options.detail });
      await sink.write(`${escapeForTerminal(line)}\n`);
    }
    view.listen({ stage: 'answering', done: total, total, unit: 'questions' });
  } finally {
    view.finish();
    await sink.close();
  }
  if (sink.answered > 0)
    note(context.notes, `${sink.answered} of them had been answered before and were kept.`);
  return 0;
}

async function readInput(context: CommandContext, file: string): Promise<string> {
  if (file === '-') return readAll(context.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new InputError(`the batch ${file} cannot be read: ${reasonOf(cause)}`, {
      remedy: 'Give a JSONL file with one {"id": "…", "question": "…"} a line, or - for stdin.',
      cause,
    });
  }
}

async function refuseSameFile({ batch, out }: BatchOptions): Promise<void> {
  if (out === null || batch === '-') return;
  const same = await Promise.all([realpath(batch), realpath(out)]).then(
    ([input, output]) => input === output,
    // The output does not exist yet, as a rule.
    () => false,
  );
  if (same) {
    throw new UsageError(`--out ${out} is the batch itself and would be overwritten`, {
      remedy: 'Name another file behind --out.',
    });
  }
}

/** Turns that are taken as given name papers: a wrong one is found before the first answer and not after hours. */
async function checkPapers(ibid: Ibid, questions: readonly BatchQuestion[], name: string): Promise<void> {
  const known = new Set<string>();
  for (const { history, line } of questions) {
    for (const paperId of history.flatMap((item) => (typeof item === 'string' ? [] : item.paperIds))) {
      if (known.has(paperId)) continue;
      await withPlace(`${name}:${line}: in its history`, () => ibid.paper(paperId));
      known.add(paperId);
    }
  }
}

async function answerLine(
  context: CommandContext,
  ibid: Ibid,
  { id, question, history, line }: BatchQuestion,
  { name, detail }: { readonly name: string; readonly detail: Detail },
): Promise<string> {
  const { signal, notes } = context;
  throwIfAborted(signal);
  return withPlace(`${name}:${line}`, async () => {
    const conversation = ibid.conversation();
    for (const item of history) {
      if (typeof item === 'string') await follow(conversation, { question: item, signal }, () => {});
      else await conversation.take(item);
    }
    const answer = await follow(conversation, { question, detail, signal }, () => {});
    for (const { text } of answer.notices) note(notes, `note: ${name}:${line}: ${text}`);
    return JSON.stringify(toAnswerJson(answer, id));
  });
}

/** Puts the line in front of what failed there, and keeps what kind of failure it is. */
async function withPlace<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof IbidError) || cause.kind === 'interrupted') throw cause;
    throw new InputError(`${place}: ${cause.message}`, {
      ...(cause.remedy === null ? {} : { remedy: cause.remedy }),
      cause,
    });
  }
}

interface Sink {
  /** How many questions the output had answered when it was opened. */
  readonly answered: number;
  write(line: string): Promise<void>;
  close(): Promise<void>;
}

async function openSink(
  context: CommandContext,
  questions: readonly BatchQuestion[],
  { out, resume }: BatchOptions,
): Promise<Sink> {
  if (out === null) {
    return {
      answered: 0,
      async write(line) {
        context.stdout.write(line);
      },
      async close() {},
    };
  }
  const done = resume
    ? answeredSoFar(await readFile(out, 'utf8').catch(noFileYet), questions, out)
    : { answered: 0, bytes: 0 };
  let file: FileHandle;
  try {
    file = await open(out, resume ? 'a' : 'w');
    await file.truncate(done.bytes);
  } catch (cause) {
    throw new InputError(`${out} cannot be written: ${reasonOf(cause)}`, {
      remedy: 'Name a file behind --out that can be made.',
      cause,
    });
  }
  return {
    answered: done.answered,
    async write(line) {
      await file.write(line);
    },
    close: () => file.close(),
  };
}

function noFileYet(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
  throw error;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
