import { examples } from '../flags.ts';
import type { Declaring } from './declaration.ts';

/** `discord`. */
export function declareBot({ program, runOrCheck }: Declaring): void {
  program
    .command('discord')
    .description('run the Discord bot until it is stopped (DISCORD_TOKEN)')
    .option('--check', 'only check token, intents, servers and permissions, and print the invite link')
    .addHelpText('after', examples('ibid discord --check', 'ibid discord'))
    .action(() =>
      runOrCheck(async (context, isCheck) => {
        const { checkDiscordCommand, runDiscordCommand } = await import('../commands/discord.ts');
        return isCheck ? checkDiscordCommand(context) : runDiscordCommand(context);
      }),
    );
}

/** `eval`, `votes`, `doctor`. */
export function declareMeasuring({ program, run }: Declaring): void {
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
        const { runEval } = await import('../commands/eval.ts');
        return runEval(context, {
          path,
          json: flags.json === true,
          run: flags.run ?? null,
          compare: flags.compare ?? null,
        });
      }),
    );

  program
    .command('votes')
    .description('print the answers that the bot\'s users voted on, as questions for "ibid eval"')
    .option('--out <file>', 'where they go, instead of stdout: a file that is not there yet')
    .addHelpText(
      'after',
      examples('ibid votes --out votes.jsonl', 'ibid eval votes.jsonl', 'ibid votes | wc -l'),
    )
    .action((flags: { out?: string }) =>
      run(async (context) => {
        const { runVotes } = await import('../commands/votes.ts');
        return runVotes(context, { out: flags.out ?? null });
      }),
    );

  program
    .command('doctor')
    .description('check settings, index and endpoint, and say what to do about each')
    .option('--json', 'print the findings as JSON')
    .addHelpText('after', examples('ibid doctor', 'ibid doctor --index s3://bucket/papers'))
    .action((flags: { json?: boolean }) =>
      run(async (context) => {
        const { runDoctor } = await import('../commands/doctor.ts');
        return runDoctor(context, { json: flags.json === true });
      }),
    );
}
