import { UsageError } from '../../../errors.ts';
import { type FeedbackQuestions, feedbackQuestions } from '../../../evaluation/feedback-questions.ts';
import { note } from '../answer-printer.ts';
import { type CommandContext, escapeForTerminal } from '../context.ts';
import { ensureIndex } from '../ensure-index.ts';
import { openWholeFile } from '../whole-file.ts';

interface VotesOptions {
  /** A file that is not there yet; null or `-`: stdout. */
  readonly out: string | null;
}

/** `ibid votes`: the answers that were voted on, as questions for `ibid eval`. What was written, and what is to be done with it, is told on stderr. */
export async function runVotes(context: CommandContext, options: VotesOptions): Promise<number> {
  const out = options.out === '-' ? null : options.out;
  const file =
    out === null ? null : await openWholeFile({ file: out, what: 'the file of votes', refuse: alreadyThere });
  await ensureIndex(context);
  const ibid = await context.ibid();
  const feedback = await (await ibid.community()).feedback();
  const titles = new Map((await ibid.papers()).map(({ id, title }) => [id, title]));
  const questions = feedbackQuestions(feedback, (paperId) => titles.get(paperId) ?? null);
  for (const line of told(context, questions, out)) note(context.notes, line);
  const text = escapeForTerminal(questions.jsonl);
  if (file === null) context.stdout.write(text);
  else if (text !== '') await file.write(text);
  return 0;
}

/** Somebody may have judged its lines by hand, which is work that nothing brings back. */
function alreadyThere(file: string): UsageError {
  return new UsageError(`${file} is there already, and may hold judgements made by hand`, {
    remedy: 'Name another file behind --out, or move that one away.',
  });
}

function told(
  { settings }: CommandContext,
  { approved, toJudge, leftOut }: FeedbackQuestions,
  out: string | null,
): readonly string[] {
  const lines = approved + toJudge;
  const missing =
    leftOut === 0
      ? []
      : [`${counted(leftOut, 'answer was', 'answers were')} left out: it is no longer known what was asked.`];
  if (lines === 0) {
    return [
      leftOut > 0
        ? `There is no vote in ${settings.state} to make a question of${out === null ? '' : `, and ${out} was not written`}.`
        : `Nobody has voted yet, as far as ${settings.state} knows${out === null ? '' : `, and ${out} was not written`}. Votes are given with 👍 and 👎 below the answers of the Discord bot.`,
      ...missing,
    ];
  }
  return [
    `${counted(lines, 'question', 'questions')}: ${approved} approved, ${toJudge} to judge.`,
    ...(toJudge === 0
      ? []
      : [
          'Those of type "to-judge" pass whatever is answered, until somebody reads their "comments" and "given", sets "outcome" and "papers" to what is right, and takes "also_outcome" away.',
        ]),
    ...missing,
    `Measure with: ibid eval ${out ?? 'FILE'}`,
  ];
}

function counted(count: number, one: string, several: string): string {
  return `${count} ${count === 1 ? one : several}`;
}
