import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { STRICTNESSES, type Strictness } from '../../../answerer/answer.ts';
import { usesChatModel } from '../../../config.ts';
import { UsageError } from '../../../errors.ts';
import { openReceiptFile, receiptJson } from '../receipt-file.ts';
import { terminalSafeLine } from '../terminal-safe.ts';
import type { ChatCommand } from './command.ts';
import { usageText } from './usage-text.ts';

export const RECEIPT_COMMAND: ChatCommand = {
  name: '/receipt',
  argument: '[FILE]',
  meaning: 'how the last answer came about, as JSON; into FILE when one is named',
  async run({ memory, folder, page }, argument) {
    const { receipt } = memory;
    if (receipt === null)
      throw new UsageError('there is no answer yet that could have a receipt', {
        remedy: 'Ask a question first.',
      });
    if (argument === '') return receiptJson(receipt);
    // No shell has read the name.
    const file = /^~[\\/]/u.test(argument) ? join(homedir(), argument.slice(2)) : resolve(folder, argument);
    await (await openReceiptFile(file)).write(receipt);
    return page.wrap(`The receipt is in ${terminalSafeLine(file)}.`);
  },
};

export const USAGE_COMMAND: ChatCommand = {
  name: '/usage',
  argument: '',
  meaning: 'tokens of the chat model: this session, today, and what is left',
  async run({ ibid, memory, settings, page }) {
    const report = await ibid.usage();
    return usageText({ spent: memory.spent, report, prices: settings.prices, now: Date.now() }, page);
  },
};

export const CHECK_COMMAND: ChatCommand = {
  name: '/check',
  argument: '[HOW]',
  meaning: `how a model’s claims are held to their quotes: ${STRICTNESSES.join(', ')}`,
  values: STRICTNESSES,
  async run({ memory, settings, page }, argument) {
    if (argument !== '') {
      const wanted = STRICTNESSES.find((strictness) => strictness === argument.toLowerCase());
      if (wanted === undefined)
        throw new UsageError(`/check cannot be ${JSON.stringify(argument)}`, {
          remedy: `It must be one of ${STRICTNESSES.join(', ')}.`,
        });
      memory.check = wanted;
    }
    const idle = usesChatModel(settings)
      ? ''
      : ' No chat model is in use, so that it changes nothing: what is quoted needs no such check.';
    return page.wrap(`${memory.check}: ${meaningOf(memory.check)}.${idle}`);
  },
};

function meaningOf(check: Strictness): string {
  switch (check) {
    case 'standard':
      return 'claims whose wording goes beyond their quotes are shown with a mark';
    case 'strict':
      return 'claims whose wording goes beyond their quotes are dropped';
    case 'model':
      return 'the model is also asked of each claim whether its quotes carry it, which takes more tokens and time';
  }
}
