import type { Core } from './core.ts';
import type { Acknowledgement, Interaction } from './interactions.ts';
import { inputsOf, type Modal } from './modal-schema.ts';
import { type SeenMessage, seen } from './seen-message.ts';
import type { Id } from './snowflakes.ts';
import type { Message } from './world.ts';

export interface Waiting {
  /** Real milliseconds without an edit after which an answer counts as finished. */
  readonly quietMilliseconds: number;
  /** Real milliseconds after which waiting fails. */
  readonly patienceMilliseconds: number;
}

export interface SeenModal {
  readonly customId: string;
  readonly title: string;
  readonly inputs: readonly {
    readonly customId: string;
    readonly required: boolean;
    /** In characters. */
    readonly least: number;
    readonly most: number;
  }[];
  readonly form: Modal;
}

/** One thing that a user did, and what the bot makes of it. */
export class Exchange {
  /** The interaction's id, or the message's. */
  readonly id: Id;
  readonly interaction: Interaction | null;
  readonly #core: Core;
  readonly #waiting: Waiting;
  readonly #answers: () => Message[];

  constructor(
    core: Core,
    waiting: Waiting,
    given: { id: Id; interaction: Interaction | null; answers: () => Message[] },
  ) {
    this.#core = core;
    this.#waiting = waiting;
    this.id = given.id;
    this.interaction = given.interaction;
    this.#answers = given.answers;
  }

  /** The bot's messages about this as they are now, oldest first, private ones and those of threads among them. */
  messages(): SeenMessage[] {
    return this.#answers().map((message) => seen(this.#core, message));
  }

  /** How it was answered first. @throws an Error where it is not answered within `patience`, or is no interaction. */
  async acknowledged(): Promise<Acknowledgement> {
    const { interaction } = this;
    if (interaction === null) throw new Error('A message is not acknowledged: only interactions are.');
    return this.#until(() => interaction.acknowledged ?? undefined, 'no first response');
  }

  /** @throws an Error where the first response was something else. */
  async deferred(): Promise<Acknowledgement> {
    const acknowledged = await this.acknowledged();
    if (acknowledged.kind !== 'deferred' && acknowledged.kind !== 'deferred-update') {
      throw new Error(`The first response was "${acknowledged.kind}" and no deferral.`);
    }
    return acknowledged;
  }

  async modal(): Promise<SeenModal> {
    await this.acknowledged();
    const form = this.interaction?.modal ?? null;
    if (form === null) {
      throw new Error(`The first response was "${this.interaction?.acknowledged?.kind}" and no modal.`);
    }
    const inputs = inputsOf(form).map((input) => ({
      customId: input.custom_id,
      required: input.required ?? true,
      least: input.min_length ?? 0,
      most: input.max_length ?? 4000,
    }));
    return { customId: form.custom_id, title: form.title, inputs, form };
  }

  /** The messages once `holds` of them. */
  async when(holds: (messages: SeenMessage[]) => boolean): Promise<SeenMessage[]> {
    return this.#until(() => {
      const messages = this.messages();
      return holds(messages) ? messages : undefined;
    }, 'the messages are not as expected');
  }

  /** The messages once the first of them says something. */
  async begun(): Promise<SeenMessage[]> {
    return this.when((messages) => messages.some(saysSomething));
  }

  /** The messages once one of them has buttons, or has said something and then nothing new for a while. */
  async settled(options: Partial<Waiting> = {}): Promise<SeenMessage[]> {
    const quiet = options.quietMilliseconds ?? this.#waiting.quietMilliseconds;
    const deadline = performance.now() + (options.patienceMilliseconds ?? this.#waiting.patienceMilliseconds);
    for (;;) {
      const messages = this.messages();
      const said = messages.some(saysSomething) && !messages.some(({ thinking }) => thinking);
      if (said && messages.some(({ buttons }) => buttons.length > 0)) return messages;
      const before = stateOf(messages);
      const until = performance.now() + quiet;
      while (stateOf(this.messages()) === before && performance.now() < until) {
        await this.#core.changes.next(until - performance.now());
      }
      if (said && stateOf(this.messages()) === before) return messages;
      if (performance.now() > deadline) throw new Error(this.#complaint('not settled'));
    }
  }

  /** Waits, and fails where the bot says anything about this. */
  async unanswered(milliseconds = 300): Promise<void> {
    const until = performance.now() + milliseconds;
    while (performance.now() < until) {
      const [message] = this.messages();
      if (message !== undefined) throw new Error(`The bot answered: ${message.text}`);
      await this.#core.changes.next(until - performance.now());
    }
  }

  async #until<T>(read: () => T | undefined, what: string): Promise<T> {
    return this.#core.changes.until(read, this.#waiting.patienceMilliseconds, () => this.#complaint(what));
  }

  #complaint(what: string): string {
    const { ledger } = this.#core;
    const last = ledger.requests
      .slice(-8)
      .map(({ method, path, status, code }) => `${method} ${path} ${status} ${code ?? ''}`);
    return [
      `${what} (patience ended).`,
      `Messages: ${JSON.stringify(this.messages().map(({ text, thinking }) => (thinking ? '(thinking)' : text)))}`,
      `Violations: ${JSON.stringify(ledger.violations)}`,
      'Last requests:',
      ...last,
    ].join('\n');
  }
}

function saysSomething(message: SeenMessage): boolean {
  return !message.thinking && (message.text !== '' || message.files.length > 0);
}

function stateOf(messages: readonly SeenMessage[]): string {
  return messages.map(({ id, versions, threadId }) => `${id}:${versions.length}:${threadId}`).join(' ');
}
