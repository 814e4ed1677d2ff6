import type {
  Feedback,
  GuildSettings,
  KeptAnswer,
  KeptTurn,
  QuestionCountKey,
  Watch,
} from './community-state.ts';
import type { KeptReply, Spent } from './state-store.ts';

export interface LedgerRow {
  readonly day: string;
  readonly user: string;
  readonly model: string;
  readonly spent: Spent;
}

export interface ConversationRow {
  readonly markers: readonly string[];
  readonly turns: readonly KeptTurn[];
  readonly lastTurn: number;
}

export interface QuestionCountRow extends QuestionCountKey {
  readonly questions: number;
}

/** `conversation` null: it is kept for its votes alone. */
export interface AnswerRow {
  readonly answer: KeptAnswer;
  readonly conversation: string | null;
  readonly keptAt: number;
}

/** `user` null: the name was let go. */
export interface FeedbackRow extends Omit<Feedback, 'user'> {
  readonly user: string | null;
  readonly given: Date;
}

export interface ReadingListRow {
  readonly paperId: string;
  readonly user: string | null;
  readonly added: Date;
}

/** Everything that a state in memory holds; maps keep the order in which their keys came. */
export interface MemoryTables {
  readonly ledger: Map<string, LedgerRow>;
  /** Of the names of those who were forgotten, by day. */
  readonly forgottenKeys: Map<string, string>;
  /** The longest unused first. */
  readonly replies: Map<string, { readonly reply: KeptReply; readonly usedAt: number }>;
  readonly conversations: Map<string, ConversationRow>;
  readonly answers: Map<string, AnswerRow>;
  /** Answers by message. */
  readonly answerMessages: Map<string, string>;
  /** By answer and user; the oldest first. */
  feedback: readonly FeedbackRow[];
  /** Entries by paper, by channel. */
  readonly readingLists: Map<string, Map<string, ReadingListRow>>;
  readonly guildSettings: Map<string, GuildSettings>;
  readonly watches: Map<number, Watch>;
  watchesMade: number;
  /** Papers in the order they were first seen; the number of a look is how many they were with it. */
  readonly sightings: Set<string>;
  /** By day, guild and user. */
  readonly questionCounts: Map<string, QuestionCountRow>;
  readonly facts: Map<string, string>;
}

/** Throws StateError once the state is closed. */
export type OpenTables = () => MemoryTables;

export function createMemoryTables(): MemoryTables {
  return {
    ledger: new Map(),
    forgottenKeys: new Map(),
    replies: new Map(),
    conversations: new Map(),
    answers: new Map(),
    answerMessages: new Map(),
    feedback: [],
    readingLists: new Map(),
    guildSettings: new Map(),
    watches: new Map(),
    watchesMade: 0,
    sightings: new Set(),
    questionCounts: new Map(),
    facts: new Map(),
  };
}
