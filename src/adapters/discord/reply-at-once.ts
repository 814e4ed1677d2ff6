import { InterruptedError } from '../../errors.ts';
import type { Bot } from './bot.ts';
import { failureWords, isOfAsker, RESTARTING } from './failure-words.ts';
import type { Interaction } from './occasion.ts';
import { postReply } from './post-reply.ts';
import { queueRefusal, refusalOf, replyRefusal } from './refusals.ts';
import type { MessageBody } from './render/message-body.ts';
import { renderFailure } from './render/render-notes.ts';

const FAILED = 'Something that was asked for failed.';

/**
 * Acknowledges, makes a reply and posts it; what fails while it is made is told in its place. For what takes no turn among the questions,
 * and has a limit of its own. Never rejects.
 */
export async function replyAtOnce(
  bot: Bot,
  interaction: Interaction,
  given: { readonly hidden: boolean; readonly make: () => Promise<readonly MessageBody[]> },
): Promise<void> {
  const refusal = await replyRefusal(bot, interaction.user);
  if (refusal !== null) return interaction.decline(refusal.body);
  const acknowledged = bot.arrivals.during(interaction.acknowledge({ hidden: given.hidden }));
  const made = await madeOrTold(bot, FAILED, given.make);
  if (await acknowledged) await postReply(bot, interaction.messages, made);
  interaction.release();
}

/**
 * The same for what takes as much as a question: it counts as one, and takes its turn among them. Never rejects.
 */
export async function replyInTurn(
  bot: Bot,
  interaction: Interaction,
  given: {
    /** What was typed; as long as a question may be. */
    readonly words: string;
    /** One at a time is made of those with the same. */
    readonly line: string;
    /** For the log, where the fault is not the asker's. */
    readonly failed: string;
    readonly make: (signal: AbortSignal) => Promise<readonly MessageBody[]>;
  },
): Promise<void> {
  const { id, user } = interaction;
  const job = { id, user, conversation: given.line };
  // What is declined is told to the asker alone; a deferred reply could not become private any more.
  const refusal = (await refusalOf(bot, interaction, given.words)) ?? queueRefusal(bot, job);
  if (refusal !== null) return interaction.decline(refusal.body);
  const acknowledged = bot.arrivals.during(interaction.acknowledge({ hidden: false }));
  await bot.desk.line(job, async (signal) => {
    if (!(await acknowledged)) return;
    await bot.arrivals.calm();
    const made = await madeOrTold(bot, given.failed, async () => {
      if (signal.aborted) throw new InterruptedError();
      return given.make(signal);
    });
    await postReply(bot, interaction.messages, made);
  });
  interaction.release();
}

/** What was made, or why not, in words. */
async function madeOrTold(
  bot: Bot,
  failed: string,
  make: () => Promise<readonly MessageBody[]>,
): Promise<readonly MessageBody[]> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof InterruptedError) return [renderFailure(RESTARTING, null)];
    // A paper that nobody knows is no fault.
    if (!isOfAsker(error)) bot.logger.error(failed, { error });
    const { words, remedy } = failureWords(error);
    return [renderFailure(words, remedy)];
  }
}
