import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Application } from './application.ts';
import type { Changes } from './changes.ts';
import { frameSchema, identifySchema, resumeSchema } from './gateway-frames.ts';
import { GatewaySession, INTENTS } from './gateway-session.ts';
import type { Ledger } from './ledger.ts';
import type { Wire } from './payloads.ts';
import { guildCreatePayload } from './payloads.ts';
import { may } from './permissions.ts';
import { readyPayload } from './ready-payload.ts';
import type { Id } from './snowflakes.ts';
import type { Channel, World } from './world.ts';

/** What a session is told of an event; null: nothing, for want of the intent. */
export type EventFor = (session: GatewaySession) => Wire | null;

export interface GatewayEvent {
  readonly type: string;
  readonly data: EventFor;
  /** Whoever wrote, clicked or typed; null for what is nobody's doing. */
  readonly causedBy: Id | null;
}

export interface Visit {
  readonly kind: 'identify' | 'resume';
  readonly intents: number;
  /** How many events a resumed session was sent again. */
  readonly replayed: number;
}

const PRIVILEGED = INTENTS.guildMembers | INTENTS.guildPresences | INTENTS.messageContent;

export interface GatewayGiven {
  readonly application: Application;
  readonly world: World;
  readonly ledger: Ledger;
  readonly changes: Changes;
  readonly nextId: () => Id;
  readonly url: () => string;
  readonly heartbeatMilliseconds: number;
}

/** The gateway: who is connected, and what they are told. */
export class Gateway {
  readonly #given: GatewayGiven;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<Id, GatewaySession>();
  readonly #sockets = new Set<WebSocket>();
  /** Each identify and resume that was accepted. */
  readonly visits: Visit[] = [];
  /** The codes with which clients closed their sockets. */
  readonly closeCodes: number[] = [];
  /** The codes with which clients were sent away: 4004, 4014. */
  readonly refusals: number[] = [];
  /** All events, as they were told, oldest first. */
  readonly events: GatewayEvent[] = [];
  heartbeats = 0;
  /** Attempts to connect while the gateway was unreachable. */
  turnedAway = 0;
  /** Heartbeats get no answer: the client must notice. */
  silent = false;
  /** No new socket is accepted: the gateway is down. */
  unreachable = false;
  /** Resumes are refused, so that the client has to identify again. */
  forgetful = false;

  constructor(given: GatewayGiven) {
    this.#given = given;
  }

  get url(): string {
    return this.#given.url();
  }

  /** Whether a bot has a session, connected at the moment or not. */
  get listened(): boolean {
    return this.#sessions.size > 0;
  }

  get connected(): boolean {
    return [...this.#sessions.values()].some(({ socket }) => socket?.readyState === 1);
  }

  sees(channel: Channel): boolean {
    return (
      channel.guildId === null || may(this.#given.world, channel, this.#given.application.id, 'ViewChannel')
    );
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    if (query.get('v') !== '10' || query.get('encoding') !== 'json') {
      this.#given.ledger.violation(`gateway: ?${query} is neither version 10 nor JSON`);
    }
    if (this.unreachable) {
      this.turnedAway += 1;
      this.#given.changes.notify();
      socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => this.#greet(client));
  }

  /** Tells every session, connected or not, what `data` gives for it. */
  dispatch(type: string, data: EventFor, causedBy: Id | null = null): void {
    this.events.push({ type, data, causedBy });
    if (this.events.length > 2000) this.events.shift();
    for (const session of this.#sessions.values()) {
      const told = data(session);
      if (told !== null) session.dispatch(type, told);
    }
  }

  /** Asks every client to connect again (op 7). */
  askToReconnect(): void {
    for (const socket of this.#sockets) socket.send(JSON.stringify({ op: 7, d: null }));
  }

  /** Breaks every connection without a word. */
  cut(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  /** Tells every client that its session is no longer good (op 9). */
  invalidate(resumable: boolean): void {
    if (!resumable) this.#sessions.clear();
    for (const socket of this.#sockets) socket.send(JSON.stringify({ op: 9, d: resumable }));
  }

  close(code: number, reason = ''): void {
    for (const socket of this.#sockets) socket.close(code, reason);
  }

  stop(): void {
    this.cut();
    this.#server.close();
  }

  #greet(socket: WebSocket): void {
    this.#sockets.add(socket);
    const held: { session: GatewaySession | null } = { session: null };
    socket.on('close', (code) => {
      this.#sockets.delete(socket);
      this.closeCodes.push(code);
      if (held.session?.socket === socket) held.session.socket = null;
      // A client that leaves with 1000 or 1001 gives its session up.
      if (held.session !== null && (code === 1000 || code === 1001)) this.#sessions.delete(held.session.id);
      this.#given.changes.notify();
    });
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => {
      const frame = frameSchema.safeParse(JSON.parse(String(data)));
      if (!frame.success) {
        this.#given.ledger.violation(`gateway: a frame without op: ${String(data)}`);
        socket.close(4002, 'Error while decoding payload.');
        return;
      }
      this.#receive(socket, frame.data.op, frame.data.d, held);
    });
    socket.send(
      JSON.stringify({ op: 10, d: { heartbeat_interval: this.#given.heartbeatMilliseconds, _trace: [] } }),
    );
  }

  #receive(socket: WebSocket, op: number, d: unknown, held: { session: GatewaySession | null }): void {
    switch (op) {
      case 1:
        this.heartbeats += 1;
        this.#given.changes.notify();
        if (!this.silent) socket.send(JSON.stringify({ op: 11 }));
        return;
      case 2:
        held.session = this.#identify(socket, d);
        return;
      case 6:
        held.session = this.#resume(socket, d);
        return;
      case 3:
        return;
      default:
        this.#given.ledger.violation(`gateway: op ${op} is not known to this fake`);
        socket.close(4001, 'Unknown opcode.');
    }
  }

  #identify(socket: WebSocket, d: unknown): GatewaySession | null {
    const { application, ledger, nextId } = this.#given;
    const read = identifySchema.safeParse(d);
    if (!read.success) {
      ledger.violation(`gateway: identify: ${z.prettifyError(read.error)}`);
      socket.close(4002, 'Error while decoding payload.');
      return null;
    }
    if (read.data.token !== application.token) {
      this.#refuse(socket, 4004, 'Authentication failed.');
      return null;
    }
    if ((read.data.intents & PRIVILEGED & ~application.privilegedIntents) !== 0) {
      this.#refuse(socket, 4014, 'Disallowed intent(s).');
      return null;
    }
    const session = new GatewaySession(`session-${nextId()}`, read.data.intents, socket);
    this.#sessions.set(session.id, session);
    this.visits.push({ kind: 'identify', intents: session.intents, replayed: 0 });
    this.#welcome(session);
    this.#given.changes.notify();
    return session;
  }

  #refuse(socket: WebSocket, code: number, reason: string): void {
    this.refusals.push(code);
    socket.close(code, reason);
  }

  #welcome(session: GatewaySession): void {
    const { application, world, url } = this.#given;
    const guilds = [...world.guilds.values()].filter(({ members }) => members.has(application.id));
    session.dispatch('READY', readyPayload({ application, guilds, sessionId: session.id, resumeUrl: url() }));
    if (!session.has(INTENTS.guilds)) return;
    for (const guild of guilds)
      session.dispatch('GUILD_CREATE', guildCreatePayload(world, guild, application.id));
  }

  #resume(socket: WebSocket, d: unknown): GatewaySession | null {
    const read = resumeSchema.safeParse(d);
    if (!read.success) {
      this.#given.ledger.violation(`gateway: resume: ${z.prettifyError(read.error)}`);
      socket.close(4002, 'Error while decoding payload.');
      return null;
    }
    if (read.data.token !== this.#given.application.token) {
      this.#refuse(socket, 4004, 'Authentication failed.');
      return null;
    }
    const session = this.#sessions.get(read.data.session_id);
    if (session === undefined || this.forgetful || read.data.seq > session.sequence) {
      socket.send(JSON.stringify({ op: 9, d: false }));
      return null;
    }
    const replayed = session.replay(socket, read.data.seq);
    this.visits.push({ kind: 'resume', intents: session.intents, replayed });
    this.#given.changes.notify();
    return session;
  }
}
