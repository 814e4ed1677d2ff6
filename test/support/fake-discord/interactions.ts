import type { FakeClock } from './clock.ts';
import {
  alreadyAcknowledged,
  invalidWebhookToken,
  unknownInteraction,
  unknownWebhook,
} from './discord-error.ts';
import type { Modal } from './modal-schema.ts';
import type { Id } from './snowflakes.ts';

const FIRST_RESPONSE_MILLISECONDS = 3000;
const TOKEN_MILLISECONDS = 15 * 60_000;

/** How an interaction was answered first. */
export type AcknowledgementKind = 'message' | 'deferred' | 'deferred-update' | 'update' | 'choices' | 'modal';

export interface Acknowledgement {
  readonly kind: AcknowledgementKind;
  readonly ephemeral: boolean;
  /** From the interaction to this answer on the fake's clock. */
  readonly afterMilliseconds: number;
  /** The same in real time. */
  readonly afterRealMilliseconds: number;
}

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

export interface Interaction {
  readonly id: Id;
  readonly token: string;
  readonly kind: 'command' | 'autocomplete' | 'component' | 'modal';
  readonly userId: Id;
  readonly guildId: Id | null;
  readonly channelId: Id;
  /** 1: slash command, 2: a user's menu, 3: a message's menu. */
  readonly command: { readonly name: string; readonly type: 1 | 2 | 3 } | null;
  /** The message that was clicked, or that the modal came from. */
  readonly sourceMessageId: Id | null;
  readonly at: number;
  readonly realAt: number;
  acknowledged: Acknowledgement | null;
  /** What @original is. */
  originalId: Id | null;
  /** All messages that this interaction's token made. */
  readonly messageIds: Id[];
  choices: readonly Choice[] | null;
  modal: Modal | null;
}

/** What users did, and how far the bot has answered it. */
export class Interactions {
  readonly #byId = new Map<Id, Interaction>();
  readonly #byToken = new Map<string, Interaction>();
  readonly #clock: FakeClock;

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  open(
    given: Omit<
      Interaction,
      'token' | 'at' | 'realAt' | 'acknowledged' | 'originalId' | 'messageIds' | 'choices' | 'modal'
    >,
  ): Interaction {
    const interaction: Interaction = {
      ...given,
      token: `token-of-${given.id}`,
      at: this.#clock.now(),
      realAt: performance.now(),
      acknowledged: null,
      originalId: null,
      messageIds: [],
      choices: null,
      modal: null,
    };
    this.#byId.set(interaction.id, interaction);
    this.#byToken.set(interaction.token, interaction);
    return interaction;
  }

  get(id: Id): Interaction | undefined {
    return this.#byId.get(id);
  }

  /**
   * The interaction that a first response is for.
   * @throws 10062 where there is none or three seconds have passed; 40060 where it was answered before.
   */
  awaiting(id: Id, token: string): Interaction {
    const interaction = this.#byId.get(id);
    if (interaction === undefined || interaction.token !== token) {
      throw unknownInteraction(`There is no interaction ${id} with this token.`);
    }
    if (interaction.acknowledged !== null) {
      throw alreadyAcknowledged(`Interaction ${id} was answered a second time.`);
    }
    if (this.#clock.now() - interaction.at > FIRST_RESPONSE_MILLISECONDS) throw unknownInteraction();
    return interaction;
  }

  /**
   * The interaction whose messages a token may touch.
   * @throws 50027 after fifteen minutes; 10015 for a token that never was, or before the first response.
   */
  answered(token: string): Interaction {
    const interaction = this.#byToken.get(token);
    if (interaction === undefined) throw unknownWebhook(`There is no interaction with the token ${token}.`);
    if (this.#clock.now() - interaction.at > TOKEN_MILLISECONDS) throw invalidWebhookToken();
    if (interaction.acknowledged === null) {
      throw unknownWebhook(`Interaction ${interaction.id} has had no first response.`);
    }
    return interaction;
  }

  acknowledge(interaction: Interaction, kind: AcknowledgementKind, ephemeral: boolean): void {
    interaction.acknowledged = {
      kind,
      ephemeral,
      afterMilliseconds: this.#clock.now() - interaction.at,
      afterRealMilliseconds: performance.now() - interaction.realAt,
    };
  }

  clear(): void {
    this.#byId.clear();
    this.#byToken.clear();
  }
}
