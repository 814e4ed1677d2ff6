import { z } from 'zod';
import { type AnswerJson, answerJsonSchema } from '../../answerer/answer-json.ts';
import { InputError, UsageError } from '../../errors.ts';

const words = z.string().refine((text) => text.trim() !== '', { error: 'must not be blank' });

const turnSchema = z.object({ question: words, answer: z.string(), paperIds: z.array(words) });

/** A line of a batch. Other fields are allowed: question sets carry their expected answers beside the question. */
const lineSchema = z.object({
  id: z.union([words, z.number().transform(String)]),
  question: words,
  history: z.array(z.union([words, turnSchema])).default([]),
});

export interface BatchQuestion extends z.infer<typeof lineSchema> {
  /** 1-based, in the file. */
  readonly line: number;
}

/**
 * The questions of a JSONL text; blank lines are passed over. Throws InputError naming every bad line (the first ten) and
 * what is wrong with it: nothing is answered from a file that is half right.
 */
export function parseBatch(text: string, name: string): readonly BatchQuestion[] {
  const questions: BatchQuestion[] = [];
  const faults: string[] = [];
  const lineOfId = new Map<string, number>();
  for (const [index, content] of withoutMark(text).split(/\r?\n/u).entries()) {
    if (content.trim() === '') continue;
    const line = index + 1;
    const parsed = parseLine(content);
    if (typeof parsed === 'string') {
      faults.push(`${name}:${line}: ${parsed}`);
      continue;
    }
    const earlier = lineOfId.get(parsed.id);
    if (earlier !== undefined) {
      faults.push(`${name}:${line}: the id ${JSON.stringify(parsed.id)} is that of line ${earlier} too`);
      continue;
    }
    lineOfId.set(parsed.id, line);
    questions.push({ ...parsed, line });
  }
  if (faults.length > 0) {
    const more = faults.length > 10 ? [`and ${faults.length - 10} more`] : [];
    throw new InputError([...faults.slice(0, 10), ...more].join('\n'), {
      remedy:
        'Each line must be {"id": "…", "question": "…"}, with "history" if it goes on from earlier questions. Nothing was answered.',
    });
  }
  if (questions.length === 0) {
    throw new InputError(`${name} has no questions in it`, {
      remedy: 'It must have one {"id": "…", "question": "…"} a line.',
    });
  }
  return questions;
}

function parseLine(content: string): z.infer<typeof lineSchema> | string {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    return `is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  const parsed = lineSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue === undefined) return 'is not of the form that is expected';
  const at = issue.path.join('.');
  const message =
    issue.path[0] === 'history' && issue.code === 'invalid_union'
      ? 'must be a question, or a turn {question, answer, paperIds}'
      : issue.path[0] === 'id'
        ? 'must be a string or a number'
        : issue.message;
  return at === '' ? 'is no JSON object' : `${at} ${message.replace(/^Invalid input: /u, '')}`;
}

/** Of what an interrupted run has written: how many lines are to be kept, and how many bytes they take. */
export interface KeptLines {
  readonly lines: number;
  readonly bytes: number;
}

/**
 * How many of the questions the output of an interrupted run already answers: a last line without its end was cut off and does not
 * count. Throws UsageError when the lines are other questions' answers.
 */
export function answeredSoFar(output: string, questions: readonly BatchQuestion[], name: string): KeptLines {
  const lines = completeLines(output);
  for (const [index, content] of lines.entries()) {
    const expected = questions[index];
    const found = parseAnswer(content);
    if (expected === undefined || found?.id !== expected.id || found.question !== expected.question) {
      throw new UsageError(
        `${name}:${index + 1} is not the answer to ${expected === undefined ? 'any question of the batch' : `question ${JSON.stringify(expected.id)}`}`,
        { remedy: 'Resume with the same questions in the same order, or write to another file.' },
      );
    }
  }
  return kept(lines);
}

const receiptLineSchema = z.object({ schema: z.literal(1), id: z.string(), askedAt: z.string() });

/**
 * The receipts of an interrupted run that belong to answers which are kept: `answered` questions from the first on. A receipt is
 * written before its answer, so that there may be one more. Throws UsageError when a line is no receipt of the batch.
 */
export function receiptsSoFar(
  output: string,
  questions: readonly BatchQuestion[],
  answered: number,
  name: string,
): KeptLines {
  const lines = completeLines(output);
  const places = new Map(questions.map(({ id }, place) => [id, place]));
  const found = lines.map((content, index) => {
    const place = places.get(parseReceiptId(content) ?? '');
    if (place !== undefined) return place;
    throw new UsageError(`${name}:${index + 1} is not the receipt of any question of the batch`, {
      remedy: 'Resume with the same questions, or name another file behind --receipt.',
    });
  });
  const first = found.findIndex((place) => place >= answered);
  return kept(first < 0 ? lines : lines.slice(0, first));
}

function completeLines(output: string): string[] {
  return output
    .slice(0, output.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);
}

function kept(lines: readonly string[]): KeptLines {
  return {
    lines: lines.length,
    bytes: lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0),
  };
}

function parseAnswer(content: string): AnswerJson | null {
  try {
    return answerJsonSchema.parse(JSON.parse(content));
  } catch {
    return null;
  }
}

function parseReceiptId(content: string): string | null {
  try {
    return receiptLineSchema.parse(JSON.parse(content)).id;
  } catch {
    return null;
  }
}

/** Editors of some platforms put a byte order mark in front. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
