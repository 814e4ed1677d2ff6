import { DETAILS, type Detail } from '../../../answerer/answer.ts';
import { examples, oneOf } from '../flags.ts';
import type { Declaring } from './declaration.ts';

const RECEIPT = ['--receipt <file>', 'also write how the answer came about to a file, as JSON'] as const;
const VERBOSE = [
  '--verbose',
  'also tell how the question was understood, what was found, times and tokens',
] as const;

/** `ask`, `compare`, `summarize`, `chat`. */
export function declareAnswering({ program, run }: Declaring): void {
  program
    .command('ask [question...]')
    .description('answer one question, or a file of them')
    .option('--json', 'print the answer as JSON')
    .option(
      '--batch <file>',
      'answer every {id, question, history?} line of a JSONL file (- for stdin), as JSON lines',
    )
    .option('--out <file>', 'where the answers of a batch go, instead of stdout')
    .option('--resume', 'keep the answers that --out has already and go on behind them')
    .option(
      '--detail <amount>',
      'how much is quoted: short, normal or long',
      oneOf('--detail', DETAILS),
      'normal',
    )
    .option(...RECEIPT)
    .option(...VERBOSE)
    .addHelpText(
      'after',
      examples(
        'ibid ask "What is a token pool good for in DiffMoE?"',
        'ibid ask "Which papers speed up diffusion?" --json',
        'ibid ask "What limits MoH?" --check strict --receipt receipt.json',
        'ibid ask --batch questions.jsonl --out answers.jsonl',
      ),
    )
    .action((words: string[], flags: AskFlags) =>
      run(async (context) => {
        const { runAsk } = await import('../commands/ask.ts');
        return runAsk(context, {
          words,
          ...shown(flags),
          detail: flags.detail,
          batch: flags.batch ?? null,
          out: flags.out ?? null,
          resume: flags.resume === true,
        });
      }),
    );

  program
    .command('compare [sides...]')
    .description('set papers or methods against each other in a table of quotes')
    .option('--on <aspect...>', 'what to compare them on, beside problem, approach and result')
    .option('--json', 'print the answer as JSON')
    .option(...RECEIPT)
    .option(...VERBOSE)
    .addHelpText(
      'after',
      examples(
        'ibid compare MoH DiffMoE',
        'ibid compare "VQGraph" "Faster Diffusion" --on speed accuracy',
        'ibid compare MoH "the survey on mixture of experts" --json',
      ),
    )
    .action((sides: string[], flags: ShownFlags & { on?: string[] }) =>
      run(async (context) => {
        const { runCompare } = await import('../commands/compare.ts');
        return runCompare(context, { sides, aspects: flags.on ?? [], ...shown(flags) });
      }),
    );

  program
    .command('summarize [topic...]')
    .description('what the papers say on a topic, by theme, each finding quoted')
    .option('--json', 'print the answer as JSON')
    .option(...RECEIPT)
    .option(...VERBOSE)
    .addHelpText('after', examples('ibid summarize "mixture of experts"', 'ibid summarize pruning --json'))
    .action((words: string[], flags: ShownFlags) =>
      run(async (context) => {
        const { runSummarize } = await import('../commands/summarize.ts');
        return runSummarize(context, { words, ...shown(flags) });
      }),
    );

  program
    .command('chat')
    .description('ask question after question; follow-ups may refer to what was said')
    .addHelpText('after', examples('ibid chat', 'ibid chat < questions.txt'))
    .action(() =>
      run(async (context) => {
        const { runChat } = await import('../commands/chat.ts');
        return runChat(context);
      }),
    );
}

/** Of every command that prints one answer. */
interface ShownFlags {
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly receipt?: string;
}

interface AskFlags extends ShownFlags {
  readonly detail: Detail;
  readonly batch?: string;
  readonly out?: string;
  readonly resume?: boolean;
}

function shown({ json, verbose, receipt }: ShownFlags) {
  return { json: json === true, verbose: verbose === true, receipt: receipt ?? null };
}
