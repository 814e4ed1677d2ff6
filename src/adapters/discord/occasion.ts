import type { MessageTransport } from './answer-messages.ts';
import type { Place } from './place.ts';
import type { MessageBody } from './render/message-body.ts';

/** Something said or pressed that wants an answer, apart from Discord's library. */
export interface Occasion {
  readonly kind: 'message' | 'interaction';
  /** Of the message or interaction. */
  readonly id: string;
  /** Discord's id of whoever asks. */
  readonly user: string;
  readonly place: Place;
  /**
   * Shows that an answer comes. `hidden`: for the asker alone, where Discord can do that. False when nothing more is to be done here: it is
   * too late, or somebody else answers. Never rejects.
   */
  acknowledge(how: { readonly hidden: boolean }): Promise<boolean>;
  /** Instead of `acknowledge`: the whole answer at once, for the asker alone where Discord can do that. Never rejects. */
  decline(body: MessageBody): Promise<void>;
  /** Behind `acknowledge`: for the asker alone, in their direct messages where there is no other way. Never rejects. */
  tellPrivately(body: MessageBody): Promise<void>;
  /** Behind `acknowledge`: the messages of the answer. */
  readonly messages: MessageTransport;
  /** No more is to come: nothing shows any longer that it does. */
  release(): void;
}

/** An interaction: what a user did with a command, a button or a form. */
export interface Interaction extends Occasion {
  readonly kind: 'interaction';
  /** Permissions (bit field) of the bot where it was done. */
  readonly permissions: bigint;
  /** The user may remove messages of others there. */
  readonly moderates: boolean;
  /** The user may change what holds for the server. */
  readonly manages: boolean;
  /** Instead of `acknowledge`: opens a form with one text field. False as there. */
  askFor(form: TextForm): Promise<boolean>;
}

export interface TextForm {
  readonly id: string;
  readonly title: string;
  readonly field: { readonly id: string; readonly label: string; readonly placeholder: string };
}
