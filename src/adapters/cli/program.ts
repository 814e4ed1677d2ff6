import { Command } from 'commander';
import { DETAILS, type Detail } from '../../answerer/answer.ts';
import type { CommandContext } from './context.ts';
import { examples, type GlobalFlags, oneOf, positiveInteger } from './flags.ts';
import type { OutputStream } from './page.ts';
import { missingValue } from './usage.ts';

/** Runs a command's work with a context made from the flags. */
export type Dispatch = (
  flags: GlobalFlags,
  work: (context: CommandContext) => Promise<number>,
) => Promise<void>;

const SEARCH_LIMIT = 10;
const RECEIPT = ['--receipt <file>', 'also write how the answer came about to a file, as JSON'] as const;
const VERBOSE = [
  '--verbose',
  'also tell how the question was understood, what was found, times and tokens',
] as const;

/**
 * Every command with its arguments, flags, help and examples. A command's own file is loaded when the command runs, so that
 * none pays for what another needs.
 */
export function buildProgram(options: {
  version: string;
  stdout: OutputStream;
  stderr: OutputStream;
  dispatch: Dispatch;
}): Command {
  const { version, stdout, stderr, dispatch } = options;
  const program = new Command('ibid')
    .description('Ask a body of research papers a question; every statement of the answer cites its paper.')
    .version(version, '-V, --version', 'print the version')
    .option('--index <place>', 'folder or URI of the index (IBID_INDEX)')
    .option('--embedder <name>', 'builtin or openai (IBID_EMBEDDER)')
    .option('--answerer <name>', 'auto, extractive or model (IBID_ANSWERER)')
    .option('--model <name>', 'name of the chat model (IBID_CHAT_MODEL)')
    .option(
      '--check [how]',
      'how its claims are held to their quotes: standard, strict or model (IBID_CHECK)',
    )
    .option('--log <level>', 'silent, error, warn, info or debug (IBID_LOG)')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      // What went wrong is told once, where all errors are told.
      outputError: () => {},
      getOutHelpWidth: () => Math.min(stdout.columns ?? 80, 100),
      getErrHelpWidth: () => Math.min(stderr.columns ?? 80, 100),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText(
      'after',
      examples(
        'ibid ask "How much faster is VQGraph\'s inference than GNNs?"',
        'ibid chat',
        'ibid compare MoH DiffMoE --on efficiency',
        'ibid summarize "mixture of experts"',
        'ibid search "sparse attention"',
        'ibid index my-papers/',
      ),
    );

  /** `--check` takes a value everywhere but behind `discord`, which has one of its own without. */
  const split = () => {
    const { check, ...flags } = program.opts<Omit<GlobalFlags, 'check'> & { check?: string | true }>();
    const given = check === undefined || check === true ? flags : { ...flags, check };
    return { given, bareCheck: check === true };
  };
  const run = (work: (context: CommandContext) => Promise<number>) => {
    const { given, bareCheck } = split();
    if (bareCheck) throw missingValue('--check <how>');
    return dispatch(given, work);
  };

  program
    .command('index [paths...]')
    .description('read papers from files and folders into the index; without any, the bundled abstracts')
    .option('--prune', 'also drop papers whose sources are not named now')
    .option('--strict', 'fail, and store nothing, when anything could not be read')
    .addHelpText(
      'after',
      examples('ibid index', 'ibid index papers.bib abstracts/', 'ibid index new.jsonl --strict'),
    )
    .action((paths: string[], flags: { prune?: boolean; strict?: boolean }) =>
      run(async (context) => {
        const { runIndex } = await import('./commands/index.ts');
        return runIndex(context, {
          paths,
          prune: flags.prune === true,
          strict: flags.strict === true,
        });
      }),
    );

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
        const { runAsk } = await import('./commands/ask.ts');
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
        const { runCompare } = await import('./commands/compare.ts');
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
        const { runSummarize } = await import('./commands/summarize.ts');
        return runSummarize(context, { words, ...shown(flags) });
      }),
    );

  program
    .command('chat')
    .description('ask question after question; follow-ups may refer to what was said')
    .addHelpText('after', examples('ibid chat', 'ibid chat < questions.txt'))
    .action(() =>
      run(async (context) => {
        const { runChat } = await import('./commands/chat.ts');
        return runChat(context);
      }),
    );

  program
    .command('discord')
    .description('run the Discord bot until it is stopped (DISCORD_TOKEN)')
    .option('--check', 'only check token, intents, servers and permissions, and print the invite link')
    .addHelpText('after', examples('ibid discord --check', 'ibid discord'))
    .action(() => {
      const { given, bareCheck } = split();
      return dispatch(given, async (context) => {
        const { checkDiscordCommand, runDiscordCommand } = await import('./commands/discord.ts');
        return bareCheck ? checkDiscordCommand(context) : runDiscordCommand(context);
      });
    });

  program
    .command('search [words...]')
    .description('rank papers by words, each with the sentence that matches best')
    .option('--json', 'print the results as JSON')
    .option('--limit <number>', 'how many papers at most', positiveInteger('--limit'), SEARCH_LIMIT)
    .addHelpText(
      'after',
      examples('ibid search "graph neural networks"', 'ibid search distillation --limit 3 --json'),
    )
    .action((words: string[], flags: { json?: boolean; limit: number }) =>
      run(async (context) => {
        const { runSearch } = await import('./commands/search.ts');
        return runSearch(context, { words, limit: flags.limit, json: flags.json === true });
      }),
    );

  program
    .command('papers')
    .description('list the papers of the index')
    .option('--json', 'print the list as JSON')
    .addHelpText('after', examples('ibid papers', 'ibid papers --json'))
    .action((flags: { json?: boolean }) =>
      run(async (context) => {
        const { runPapers } = await import('./commands/papers.ts');
        return runPapers(context, { json: flags.json === true });
      }),
    );

  program
    .command('paper [id-or-title...]')
    .description('show one paper: what is known of it, its abstract, where it was read')
    .option('--json', 'print the paper as JSON')
    .addHelpText('after', examples('ibid paper 2308.02117', 'ibid paper "VQGraph" --json'))
    .action((words: string[], flags: { json?: boolean }) =>
      run(async (context) => {
        const { runPaper } = await import('./commands/paper.ts');
        return runPaper(context, { words, json: flags.json === true });
      }),
    );

  program
    .command('eval <path>')
    .description('measure quality: on a file of questions with their answers, or on a test collection')
    .option('--json', 'print everything, question by question, as JSON')
    .option('--run <file>', 'of a collection: also write the rankings as a TREC run')
    .option('--compare <file>', 'what an earlier --json printed: tell whether a change is more than noise')
    .addHelpText(
      'after',
      examples(
        'ibid eval bench/data/questions/dev.jsonl',
        'ibid eval bench/data/questions/dev.jsonl --compare before.json',
        'ibid eval bench/data/cranfield --run cranfield.run',
      ),
    )
    .action((path: string, flags: { json?: boolean; run?: string; compare?: string }) =>
      run(async (context) => {
        const { runEval } = await import('./commands/eval.ts');
        return runEval(context, {
          path,
          json: flags.json === true,
          run: flags.run ?? null,
          compare: flags.compare ?? null,
        });
      }),
    );

  program
    .command('doctor')
    .description('check settings, index and endpoint, and say what to do about each')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', examples('ibid doctor', 'ibid doctor --index s3://bucket/papers'))
    .action((flags: { json?: boolean }) =>
      run(async (context) => {
        const { runDoctor } = await import('./commands/doctor.ts');
        return runDoctor(context, { json: flags.json === true });
      }),
    );

  return program;
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
