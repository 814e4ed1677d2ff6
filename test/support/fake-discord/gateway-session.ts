import type { WebSocket } from 'ws';
import type { Wire } from './payloads.ts';
import type { Id } from './snowflakes.ts';

export const INTENTS = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  guildMessageReactions: 1 << 10,
  directMessages: 1 << 12,
  directMessageReactions: 1 << 13,
  messageContent: 1 << 15,
} as const;

/** A bot's session: it outlives its sockets, and keeps what was sent so that it can be sent again. */
export class GatewaySession {
  readonly id: Id;
  readonly intents: number;
  socket: WebSocket | null;
  #sequence = 0;
  readonly #sent: { s: number; t: string; d: Wire }[] = [];

  constructor(id: Id, intents: number, socket: WebSocket) {
    this.id = id;
    this.intents = intents;
    this.socket = socket;
  }

  has(intent: number): boolean {
    return (this.intents & intent) !== 0;
  }

  get sequence(): number {
    return this.#sequence;
  }

  dispatch(t: string, d: Wire): void {
    this.#sequence += 1;
    const event = { s: this.#sequence, t, d };
    this.#sent.push(event);
    if (this.#sent.length > 500) this.#sent.shift();
    this.#send(event);
  }

  /** Sends again what came after `sequence`, then says that all of it was sent. */
  replay(socket: WebSocket, sequence: number): number {
    this.socket = socket;
    const missed = this.#sent.filter(({ s }) => s > sequence);
    for (const event of missed) this.#send(event);
    this.dispatch('RESUMED', { _trace: [] });
    return missed.length;
  }

  #send(event: { s: number; t: string; d: Wire }): void {
    if (this.socket?.readyState !== 1) return;
    this.socket.send(JSON.stringify({ op: 0, ...event }));
  }
}
