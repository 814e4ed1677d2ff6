import { examples, positiveInteger } from '../flags.ts';
import type { Declaring } from './declaration.ts';

const SEARCH_LIMIT = 10;

/** `index`, `add`. */
export function declareIndexing({ program, run }: Declaring): void {
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
        const { runIndex } = await import('../commands/index.ts');
        return runIndex(context, {
          paths,
          prune: flags.prune === true,
          strict: flags.strict === true,
        });
      }),
    );

  program
    .command('add <id-or-link>')
    .description('fetch a paper from arXiv, keep its record and add it to the index')
    .option('--json', 'print the paper, and what is nearest to it, as JSON')
    .addHelpText(
      'after',
      examples('ibid add 2308.02117', 'ibid add https://arxiv.org/abs/hep-th/9901001 --json'),
    )
    .action((idOrLink: string, flags: { json?: boolean }) =>
      run(async (context) => {
        const { runAdd } = await import('../commands/add.ts');
        return runAdd(context, { idOrLink, json: flags.json === true });
      }),
    );
}

/** `search`, `papers`, `paper`. */
export function declareLookUps({ program, run }: Declaring): void {
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
        const { runSearch } = await import('../commands/search.ts');
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
        const { runPapers } = await import('../commands/papers.ts');
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
        const { runPaper } = await import('../commands/paper.ts');
        return runPaper(context, { words, json: flags.json === true });
      }),
    );
}
