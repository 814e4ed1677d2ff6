import type { Answer } from '../../answerer/answer.ts';
import { follow } from '../../follow.ts';
import type { AskRequest } from '../../ibid.ts';
import { createAnswerPrinter, note } from './answer-printer.ts';
import { chatModelOf } from './answerer-line.ts';
import { type CommandContext, printJson } from './context.ts';
import { ensureIndex } from './ensure-index.ts';
import { openReceiptFile } from './receipt-file.ts';
import { terminalSafeLine } from './terminal-safe.ts';
import { answerTokensText } from './tokens-text.ts';
import { NO_WAITING, startWaiting } from './waiting.ts';

/** How an answer is shown, whichever command asked for it. */
export interface ShownAs {
  readonly json: boolean;
  readonly verbose: boolean;
  /** The file that the receipt goes to; null for none. */
  readonly receipt: string | null;
}

/** Asks one question in a conversation of its own and prints the answer as it comes, or as JSON. Exit code 0: a refusal is an answer. */
export async function tellAnswer(
  context: CommandContext,
  asked: Pick<AskRequest, 'question' | 'intent' | 'detail'>,
  { json, verbose, receipt }: ShownAs,
): Promise<number> {
  const { page, notes, settings, signal, stderr } = context;
  const receiptFile = receipt === null ? null : await openReceiptFile(receipt);
  await ensureIndex(context);
  const conversation = (await context.ibid()).conversation();
  const printer = createAnswerPrinter({ page: json ? null : page, notes, verbose });
  // Without a model the answer is there before anybody would wonder.
  const model = chatModelOf(settings);
  const waiting =
    context.animated && model !== null
      ? startWaiting({ stream: stderr, model, until: json ? 'end' : 'words' })
      : NO_WAITING;
  try {
    const answer = await follow(conversation, { ...asked, signal }, (event) => {
      waiting.see(event);
      printer.show(event);
    });
    if (verbose) for (const line of objectionLines(answer.receipt)) note(notes, terminalSafeLine(line));
    const tokens = verbose ? answerTokensText(answer) : null;
    if (tokens !== null) note(notes, terminalSafeLine(tokens));
    if (json) {
      const { toAnswerJson } = await import('../../answerer/answer-json.ts');
      printJson(context, toAnswerJson(answer));
    }
    await receiptFile?.write(answer.receipt);
    return 0;
  } finally {
    waiting.stop();
  }
}

/** Why claims of a model were not called checked, a line each. */
function objectionLines({ claims }: Answer['receipt']): string[] {
  return claims
    .filter(({ objections }) => objections.length > 0)
    .map(({ check, part, text, objections }) => `${check} ${part} “${text}”: ${objections.join('; ')}`);
}
