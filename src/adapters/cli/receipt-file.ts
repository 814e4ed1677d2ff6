import type { Answer } from '../../answerer/answer.ts';
import { UsageError } from '../../errors.ts';
import { escapeForTerminal } from './context.ts';
import { openWholeFile } from './whole-file.ts';

type Receipt = Answer['receipt'];

/** The receipt as indented JSON that is harmless to print: what a terminal would obey stands escaped. */
export function receiptJson(receipt: Receipt): string {
  return escapeForTerminal(JSON.stringify(receipt, null, 2));
}

/** A place that was found writable. */
interface ReceiptFile {
  /** The whole receipt or none. */
  write(receipt: Receipt): Promise<void>;
}

/**
 * Makes sure that a receipt can be written to the file, before a model is paid for an answer. Throws InputError saying why it cannot,
 * UsageError for `-`.
 */
export async function openReceiptFile(file: string): Promise<ReceiptFile> {
  if (file === '-') {
    throw new UsageError('a receipt goes to a file, and - is none: stdout has the answer', {
      remedy: 'Like this: --receipt receipt.json',
    });
  }
  const place = await openWholeFile({ file, what: 'the receipt' });
  return { write: (receipt) => place.write(`${receiptJson(receipt)}\n`) };
}
