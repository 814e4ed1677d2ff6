import { readFile, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { Answer, Detail } from '../../../answerer/answer.ts';
import { toAnswerJson } from '../../../answerer/answer-json.ts';
import { IbidError, InputError, throwIfAborted, UsageError } from '../../../errors.ts';
import { follow } from '../../../follow.ts';
import type { Ibid } from '../../../ibid.ts';
import { note } from '../answer-printer.ts';
import { answeredSoFar, type BatchQuestion, parseBatch, receiptsSoFar } from '../batch-lines.ts';
import { type CommandContext, escapeForTerminal } from '../context.ts';
import { ensureIndex } from '../ensure-index.ts';
import { type LineFile, NO_LINE_FILE, openLineFile } from '../line-file.ts';
import { createProgressView } from '../progress-view.ts';
import { createRepeatedNotes } from '../repeated-notes.ts';
import { untold } from '../untold.ts';

interface BatchOptions {
  readonly batch: string;
  readonly out: string | null;
  /** Where the receipts go, a line an answer; null for none. */
  readonly receipts: string | null;
  readonly resume: boolean;
  readonly detail: Detail;
}

/**
 * Answers every question of a JSONL file in order, each in a conversation of its own. Answers and receipts are written line by
 * line, so that an interruption keeps what is done; `resume` goes on behind it.
 */
export async function runBatch(context: CommandContext, options: BatchOptions): Promise<number> {
  if (options.resume && options.out === null) {
    throw new UsageError('--resume needs --out: the file that has the answers so far', {
      remedy: 'Like this: ibid ask --batch in.jsonl --out out.jsonl --resume',
    });
  }
  const name = options.batch === '-' ? 'stdin' : options.batch;
  const questions = parseBatch(await readInput(context, options.batch), name);
  await refuseSameFiles(options);
  await ensureIndex(context);
  const ibid = await context.ibid();
  await checkPapers(ibid, questions, name);

  const files = await openFiles(context, questions, options);
  const repeated = createRepeatedNotes((text) => note(context.notes, text));
  const view = await createProgressView({ stream: context.stderr, animated: context.animated });
  const total = questions.length;
  try {
    for (const [index, question] of questions.entries()) {
      if (index < files.answered) continue;
      view.listen({ stage: 'answering', done: index, total, unit: 'questions' });
      const place = `${name}:${question.line}`;
      const answer = await answerQuestion(context, ibid, question, { place, detail: options.detail });
      const notices = answer.notices.map(({ text }) => text);
      for (const text of [...notices, untold(answer.degraded, notices)])
        if (text !== '') repeated.tell(text, place);
      // The receipt first: an answer that is kept has one.
      await files.receipts.write(jsonLine({ id: question.id, ...answer.receipt }));
      await files.answers.write(jsonLine(toAnswerJson(answer, question.id)));
    }
    view.listen({ stage: 'answering', done: total, total, unit: 'questions' });
  } finally {
    view.finish();
    repeated.finish();
    await files.answers.close();
    await files.receipts.close();
  }
  if (files.answered > 0)
    note(context.notes, `${files.answered} of them had been answered before and were kept.`);
  return 0;
}

function jsonLine(value: unknown): string {
  return escapeForTerminal(JSON.stringify(value));
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

/** Of the batch and the two outputs none may be another: what is written would destroy what is read, or what is written too. */
async function refuseSameFiles({ batch, out, receipts }: BatchOptions): Promise<void> {
  const named = [
    ...(batch === '-' ? [] : [{ flag: '--batch', file: batch }]),
    ...(out === null ? [] : [{ flag: '--out', file: out }]),
    ...(receipts === null ? [] : [{ flag: '--receipt', file: receipts }]),
  ];
  const seen = new Map<string, string>();
  for (const { flag, file } of named) {
    // An output does not exist yet, as a rule.
    const place = await realpath(file).catch(() => resolve(file));
    const earlier = seen.get(place);
    if (earlier !== undefined) {
      const whose = earlier === '--batch' ? 'the batch itself' : `the file of ${earlier}`;
      throw new UsageError(`${flag} ${file} is ${whose} and would be overwritten`, {
        remedy: `Name another file behind ${flag}.`,
      });
    }
    seen.set(place, flag);
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

async function answerQuestion(
  context: CommandContext,
  ibid: Ibid,
  { question, history }: BatchQuestion,
  { place, detail }: { readonly place: string; readonly detail: Detail },
): Promise<Answer> {
  const { signal } = context;
  throwIfAborted(signal);
  return withPlace(place, async () => {
    const conversation = ibid.conversation();
    for (const item of history) {
      if (typeof item === 'string') await follow(conversation, { question: item, signal }, () => {});
      else await conversation.take(item);
    }
    return follow(conversation, { question, detail, signal }, () => {});
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

interface BatchFiles {
  /** How many questions the output had answered when it was opened. */
  readonly answered: number;
  readonly answers: LineFile;
  readonly receipts: LineFile;
}

async function openFiles(
  context: CommandContext,
  questions: readonly BatchQuestion[],
  { out, receipts, resume }: BatchOptions,
): Promise<BatchFiles> {
  const before = async (file: string) => (resume ? readFile(file, 'utf8').catch(noFileYet) : '');
  const answered = out === null ? null : answeredSoFar(await before(out), questions, out);
  const lines = answered?.lines ?? 0;
  const receipted =
    receipts === null ? null : receiptsSoFar(await before(receipts), questions, lines, receipts);
  return {
    answered: lines,
    receipts:
      receipts === null ? NO_LINE_FILE : await openLineFile(receipts, receipted?.bytes ?? 0, '--receipt'),
    answers: out === null ? stdoutLines(context) : await openLineFile(out, answered?.bytes ?? 0, '--out'),
  };
}

function stdoutLines({ stdout }: CommandContext): LineFile {
  return {
    async write(line) {
      stdout.write(`${line}\n`);
    },
    async close() {},
  };
}

function noFileYet(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
  throw error;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
