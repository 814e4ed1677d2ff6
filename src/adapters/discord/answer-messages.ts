import type { Clock } from './clock.ts';
import { troubleOf } from './discord-failure.ts';
import { createEditScheduler } from './edit-scheduler.ts';
import type { MessageBody } from './render/message-body.ts';

/** How the messages of one answer reach Discord. Every method throws what Discord says against it. */
export interface MessageTransport {
  /** Makes the message at this place (0: the first) and gives its id. */
  post(body: MessageBody, place: number): Promise<string>;
  edit(id: string, body: MessageBody): Promise<void>;
  remove(id: string): Promise<void>;
}

/** One answer, in as many messages as it needs. Edits are kept apart as Discord wants it; see edit-scheduler.ts. */
export interface AnswerMessages {
  /** The messages as they are to be by now. */
  show(bodies: readonly MessageBody[]): void;
  /** The messages as they stay; resolves to their ids once they are there. Throws what kept the last state from arriving. */
  finish(bodies: readonly MessageBody[]): Promise<readonly string[]>;
  /** Ids of the messages so far. */
  posted(): readonly string[];
}

/** Edits of one message that are closer together run into Discord's limit (about five in five seconds). */
const EDIT_GAP_MILLISECONDS = 1_300;
/** Quotes without a chat model are all there within this time of the first. */
const LEAD_MILLISECONDS = 120;

export function createAnswerMessages(given: {
  readonly transport: MessageTransport;
  readonly clock: Clock;
  readonly onFailure: (error: unknown) => void;
  readonly hurry?: AbortSignal;
}): AnswerMessages {
  const { transport, clock, onFailure, hurry } = given;
  const sent: { readonly id: string; shown: string }[] = [];
  const { offer, finish } = createEditScheduler<readonly MessageBody[]>({
    send,
    gap: EDIT_GAP_MILLISECONDS,
    lead: LEAD_MILLISECONDS,
    clock,
    onFailure,
    mayPass: (error) => troubleOf(error) === 'passing',
    ...(hurry === undefined ? {} : { hurry }),
  });

  /** Posts, edits and removes until the messages are as given. What arrived before a failure is not sent again. */
  async function send(bodies: readonly MessageBody[]): Promise<number> {
    let requests = 0;
    for (const [place, body] of bodies.entries()) {
      const shown = JSON.stringify(body);
      const message = sent[place];
      if (message?.shown === shown) continue;
      requests++;
      if (message === undefined) sent.push({ id: await transport.post(body, place), shown });
      else {
        await transport.edit(message.id, body);
        message.shown = shown;
      }
    }
    for (const { id } of sent.slice(bodies.length).reverse()) {
      requests++;
      await transport.remove(id);
      sent.pop();
    }
    return requests;
  }

  const posted = (): readonly string[] => sent.map(({ id }) => id);
  return {
    show: offer,
    async finish(bodies) {
      await finish(bodies);
      return posted();
    },
    posted,
  };
}
