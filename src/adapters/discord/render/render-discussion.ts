import type { APIButtonComponent } from 'discord.js';
import type { Paper } from '../../../papers/paper.ts';
import { questionKey, startButtonId } from './button-ids.ts';
import { cutTo } from './cut-text.ts';
import type { MessageBody } from './message-body.ts';
import { textBody } from './paged.ts';
import { referenceSpans } from './reference-row.ts';
import { ours, row, rowsMarkdown, type Span, theirs } from './rows.ts';

const LONGEST_PART = 600;
const LONGEST_QUESTION = 500;
const ACTION_ROW = 1;
const BUTTON = 2;
const SECONDARY = 2;

/** The message that a discussion's thread hangs from: title, authors, year, link. */
export function renderDiscussionOpening(paper: Paper): MessageBody {
  const spans = referenceSpans(paper).map(
    (span): Span =>
      span.kind === 'whole' ? span : { ...span, markdown: cutTo(span.markdown, LONGEST_PART) },
  );
  return textBody(
    rowsMarkdown([row(spans), row([ours('The discussion is in the thread.')], { apart: false })]),
  );
}

/** Questions to start with, numbered, and a button for each; a paper whose id is too long for a button has its questions without. */
export function renderStartingQuestions(given: {
  readonly paperId: string;
  /** At least one, and five at most. */
  readonly questions: readonly string[];
}): MessageBody {
  const { paperId } = given;
  // Discord refuses two buttons of one id.
  const questions = [...new Set(given.questions)];
  const lines = questions.map((question, place) =>
    row([ours(`${place + 1}\\. `), ours(cutTo(theirs(question).markdown, LONGEST_QUESTION))], {
      apart: false,
    }),
  );
  const buttons = questions.flatMap((question, place): readonly APIButtonComponent[] => {
    const id = startButtonId({ key: questionKey(question), paperId });
    return id === null ? [] : [{ type: BUTTON, style: SECONDARY, custom_id: id, label: String(place + 1) }];
  });
  return {
    ...textBody(rowsMarkdown([row([ours('To start with:')]), ...lines])),
    components: buttons.length === 0 ? [] : [{ type: ACTION_ROW, components: buttons }],
  };
}
