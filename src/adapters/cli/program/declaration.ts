import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';

/** What a command's work gives back is the exit code. */
type Work = (context: CommandContext) => Promise<number>;

/** What a group of commands is declared with. A command's own file is loaded when the command runs. */
export interface Declaring {
  readonly program: Command;
  run(work: Work): Promise<void>;
  /** The same for a command whose own `--check` has no value: `isCheck` when it was given. */
  runOrCheck(work: (context: CommandContext, isCheck: boolean) => Promise<number>): Promise<void>;
}
