import { answerBlocks } from './answer-blocks.ts';
import { answerButtons } from './answer-buttons.ts';
import { answerFile } from './answer-file.ts';
import type { AnswerView } from './answer-view.ts';
import { cleanText } from './clean-text.ts';
import { cutTo } from './cut-text.ts';
import { layOut } from './lay-out.ts';
import type { MessageBody } from './message-body.ts';
import { LONGEST_CONTENT, textBody } from './paged.ts';
import { type Block, ours, type Row, row, rowsMarkdown, small, theirs } from './rows.ts';

/** An answer longer than this many messages goes on in a file. */
const MOST_MESSAGES = 5;
/** Kept free in every message, for the line that says what is being done. */
const ROOM_FOR_STATE = 40;
/** Kept free in the last of the messages, to say where the rest is and why the answer broke off. */
const ROOM_FOR_REST = 500;
const LONGEST_FAILURE = 300;
const FILE_NAME = 'answer.md';
const IN_FILE = `The whole answer, with all its sources, is in the file ${FILE_NAME}.`;
const UNATTACHED =
  'There is more than fits here; for a file I lack the permission **Attach Files** (Edit Channel → Permissions). In direct messages it comes whole.';

/**
 * An answer, as far as it has come, as one to five messages. While it grows, every message but the last stays as it was, letter
 * for letter, and there are never fewer of them. A whole answer that does not fit is in the last one's file.
 */
export function renderAnswer(view: AnswerView): readonly MessageBody[] {
  const pages = layOut([...answerBlocks(view), ...outcomeBlocks(view)], { roomOn, most: MOST_MESSAGES });
  const shown = pages.slice(0, MOST_MESSAGES);
  const last = shown.pop() ?? [];
  const whole = shown.map((rows) => textBody(rowsMarkdown(rows)));
  const components = answerButtons(view);
  if (pages.length <= MOST_MESSAGES) {
    const rows = [...last, ...stateRows(view, last.length === 0)];
    return [...whole, { ...textBody(rowsMarkdown(rows)), components }];
  }
  const content = rowsMarkdown([...last, ...restRows(view, IN_FILE)]);
  if (!isFinal(view)) return [...whole, { ...textBody(content), components }];
  return [
    ...whole,
    {
      ...textBody(content),
      components,
      files: [{ name: FILE_NAME, text: answerFile(view) }],
      unattached: rowsMarkdown([...last, ...restRows(view, UNATTACHED)]),
    },
  ];
}

function roomOn(page: number): number {
  return LONGEST_CONTENT - (page === MOST_MESSAGES - 1 ? ROOM_FOR_REST : ROOM_FOR_STATE);
}

function isFinal({ state }: AnswerView): boolean {
  return state === 'done' || state === 'stopped' || state === 'failed';
}

/** How an answer ended that did not come to its end. */
function outcomeBlocks(view: AnswerView): readonly Block[] {
  switch (view.state) {
    case 'searching':
    case 'answering':
    case 'done':
      return [];
    case 'stopped':
      return [[small(ours(stoppedWords(view)))]];
    case 'failed':
      return [failureRows(view, view.failure ?? '')];
  }
}

function stoppedWords({ shown }: AnswerView): string {
  return shown.length === 0
    ? 'Stopped before there was anything to show.'
    : 'Stopped here: the answer is not complete.';
}

function failureRows({ shown }: AnswerView, failure: string): readonly Row[] {
  const lines = cleanText(failure)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const lead = shown.length === 0 ? 'This could not be answered.' : 'The answer breaks off here.';
  const [first = 'Something went wrong; please ask again.', ...others] = lines;
  return [
    row([ours(`${lead} `), theirs(first)]),
    ...others.map((line) => row([theirs(line)], { apart: false })),
  ];
}

/** The last line while there is more to come. */
function stateRows({ state }: AnswerView, empty: boolean): readonly Row[] {
  switch (state) {
    case 'searching':
      return [small(ours('searching…'))];
    case 'answering':
      return [small(ours('answering…'))];
    case 'done':
      return empty ? [row([ours('There is nothing to show for this question.')])] : [];
    case 'stopped':
    case 'failed':
      return [];
  }
}

/** The last lines of an answer that is too long: where the rest is, and how it ended. */
function restRows(view: AnswerView, where: string): readonly Row[] {
  const rest = small(ours(where));
  switch (view.state) {
    case 'searching':
    case 'answering':
      return [small(ours('answering… There is more than fits here: all of it will come as a file.'))];
    case 'done':
      return [rest];
    case 'stopped':
      return [small(ours(stoppedWords(view))), rest];
    case 'failed': {
      const { markdown } = theirs(view.failure ?? '');
      return [row([ours(`The answer breaks off. ${cutTo(markdown, LONGEST_FAILURE)}`)]), rest];
    }
  }
}
