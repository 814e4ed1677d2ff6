import { Command } from 'commander';
import type { CommandContext } from './context.ts';
import { examples, type GlobalFlags } from './flags.ts';
import type { OutputStream } from './page.ts';
import { declareAnswering } from './program/answering.ts';
import type { Declaring } from './program/declaration.ts';
import { declareIndexing, declareLookUps } from './program/library.ts';
import { declareBot, declareMeasuring } from './program/running.ts';
import { missingValue } from './usage.ts';

/** Runs a command's work with a context made from the flags. */
export type Dispatch = (
  flags: GlobalFlags,
  work: (context: CommandContext) => Promise<number>,
) => Promise<void>;

/** Every command with its arguments, flags, help and examples, in the order in which help lists them. */
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
  const declaring: Declaring = {
    program,
    run(work) {
      const { given, bareCheck } = split();
      if (bareCheck) throw missingValue('--check <how>');
      return dispatch(given, work);
    },
    runOrCheck(work) {
      const { given, bareCheck } = split();
      return dispatch(given, (context) => work(context, bareCheck));
    },
  };
  declareIndexing(declaring);
  declareAnswering(declaring);
  declareBot(declaring);
  declareLookUps(declaring);
  declareMeasuring(declaring);
  return program;
}
