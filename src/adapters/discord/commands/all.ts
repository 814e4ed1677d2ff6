import type { Command } from '../command.ts';
import { addCommand } from './add.ts';
import { askCommand } from './ask.ts';
import { askAboutCommand } from './ask-about.ts';
import { compareCommand } from './compare.ts';
import { discussCommand } from './discuss.ts';
import { forgetCommand } from './forget.ts';
import { createHelpCommand } from './help.ts';
import { paperCommand } from './paper.ts';
import { readingListCommand } from './reading-list.ts';
import { searchCommand } from './search.ts';
import { settingsCommand } from './settings.ts';
import { summarizeCommand } from './summarize.ts';
import { watchCommand } from './watch.ts';

/** In the order in which `/help` tells of them. */
const TOLD: readonly Command[] = [
  askCommand,
  compareCommand,
  summarizeCommand,
  searchCommand,
  paperCommand,
  discussCommand,
  readingListCommand,
  watchCommand,
  forgetCommand,
  addCommand,
  settingsCommand,
];

/** Every command of the bot. */
export const COMMANDS: readonly Command[] = [...TOLD, createHelpCommand(TOLD), askAboutCommand];
