import type { CommanderError } from 'commander';
import { UsageError } from '../../errors.ts';

/** A failed reading of the arguments in ibid's words; null when help or the version was printed instead. */
export function usageErrorOf(error: CommanderError): UsageError | null {
  const [first = ''] = error.message.split('\n');
  const named = /'([^']*)'/u.exec(first)?.[1] ?? '';
  const meant = /Did you mean (?:one of )?(.+?)\?/u.exec(error.message)?.[1];
  const guess = meant === undefined ? '' : `Did you mean ${meant}? `;
  switch (error.code) {
    case 'commander.help':
    case 'commander.helpDisplayed':
    case 'commander.version':
      return null;
    case 'commander.unknownCommand':
      return new UsageError(`there is no command "${named}"`, {
        remedy: `${guess}"ibid --help" lists all commands.`,
      });
    case 'commander.unknownOption':
      return new UsageError(`there is no option ${named}`, {
        remedy: `${guess}"ibid --help", or --help behind a command, lists what there is.`,
      });
    case 'commander.optionMissingArgument':
      return missingValue(named);
    case 'commander.excessArguments':
      return new UsageError(first.replace(/^error: /u, '').replace(/\.$/u, ''), {
        remedy: 'Put text of several words in quotation marks.',
      });
    default:
      return new UsageError(first.replace(/^error: /u, ''), { remedy: 'See "ibid --help".' });
  }
}

/** `flag` as the help shows it. */
export function missingValue(flag: string): UsageError {
  return new UsageError(`${flag} needs a value behind it`, {
    remedy: '"ibid --help", or --help behind a command, says which.',
  });
}
