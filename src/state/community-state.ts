import type { Detail } from '../answerer/answer.ts';

/** A question with its answer, as far as a conversation goes on from it. */
export interface KeptTurn {
  readonly question: string;
  /** Markdown with markers. */
  readonly answer: string;
  /** Papers cited, in the order they were shown. */
  readonly paperIds: readonly string[];
  /** Who asked. */
  readonly user: string;
}

/** The turns of one thread, channel, DM or chain of replies. */
export interface KeptConversation {
  readonly key: string;
  /** Paper ids by marker, [1] first. */
  readonly markers: readonly string[];
  /** Oldest first. */
  readonly turns: readonly KeptTurn[];
}

/** Conversations, kept for a set number of days after their last turn. */
export interface ConversationStore {
  conversation(key: string): Promise<KeptConversation | null>;
  keepTurn(key: string, markers: readonly string[], turn: KeptTurn): Promise<void>;
  /** True when there was one. Its answers go too. */
  forgetConversation(key: string): Promise<boolean>;
}

/** An answer that was posted, for the buttons below it and for replies to it; goes with its conversation. */
export interface KeptAnswer {
  /** Short, unguessable: fits into a button's id. */
  readonly id: string;
  readonly conversation: string;
  /** Of the messages it was posted in. */
  readonly messages: readonly string[];
  readonly user: string;
  readonly question: string;
  readonly standaloneQuestion: string;
  readonly detail: Detail;
  readonly outcome: 'answered' | 'not-stated' | 'not-in-corpus';
  readonly citations: readonly {
    readonly marker: number;
    readonly paperId: string;
    readonly quotes: readonly string[];
  }[];
}

export interface AnswerStore {
  keepAnswer(answer: KeptAnswer): Promise<void>;
  answer(id: string): Promise<KeptAnswer | null>;
  /** The answer that a message is part of. */
  answerIn(message: string): Promise<KeptAnswer | null>;
}

export interface Feedback {
  readonly answer: string;
  readonly user: string;
  readonly vote: 'up' | 'down';
  /** What was wrong, in the user's words; null when they said nothing. */
  readonly comment: string | null;
}

export interface FeedbackStore {
  /** A user's later vote on an answer takes the place of the earlier. */
  keepFeedback(feedback: Feedback): Promise<void>;
  /** With the question and what was cited, newest first. */
  feedback(): Promise<readonly (Feedback & { readonly given: Date; readonly about: KeptAnswer | null })[]>;
}

/** Papers that a channel wants to read, in the order they were added. */
export interface ReadingListStore {
  readingList(
    channel: string,
  ): Promise<readonly { readonly paperId: string; readonly user: string; readonly added: Date }[]>;
  /** False when it was there already. */
  addToReadingList(channel: string, paperId: string, user: string): Promise<boolean>;
  /** False when it was not there. */
  removeFromReadingList(channel: string, paperId: string): Promise<boolean>;
}

/** What managers of a guild have set; absent fields are as the program's own settings say. */
export interface GuildSettings {
  /** Channels that the bot answers in; null: all that it can see. */
  readonly channels: readonly string[] | null;
  /** Where `/ask` answers. */
  readonly threads: 'never' | 'always' | null;
  /** In a thread that the bot opened, every message is a question. */
  readonly listens: boolean | null;
  readonly detail: Detail | null;
  /** Questions a day for each user. */
  readonly dailyQuestions: number | null;
}

export interface GuildSettingsStore {
  guildSettings(guild: string): Promise<GuildSettings>;
  keepGuildSettings(guild: string, settings: GuildSettings): Promise<void>;
}

/** A topic whose new papers are posted to a channel. */
export interface Watch {
  readonly id: number;
  readonly guild: string | null;
  readonly channel: string;
  readonly user: string;
  readonly topic: string;
  /** `YYYY-MM-DD` of the last post, UTC; null before the first. */
  readonly lastPosted: string | null;
  /** The generation of the index up to which it has been told. */
  readonly seenGeneration: number;
}

export interface WatchStore {
  watches(channel?: string): Promise<readonly Watch[]>;
  addWatch(watch: Omit<Watch, 'id' | 'lastPosted'>): Promise<Watch>;
  /** False when there is none. */
  stopWatch(id: number): Promise<boolean>;
  markWatch(id: number, told: { readonly posted: string | null; readonly generation: number }): Promise<void>;
}

/** Small facts the program keeps about itself: the hash of the commands it registered, threads that it opened. */
export interface FactStore {
  fact(name: string): Promise<string | null>;
  keepFact(name: string, value: string): Promise<void>;
}

/** What a community of readers leaves behind, and the right to have it gone. */
export interface CommunityState
  extends ConversationStore,
    AnswerStore,
    FeedbackStore,
    ReadingListStore,
    GuildSettingsStore,
    WatchStore,
    FactStore {
  /**
   * Removes what is kept about a user: turns they asked, their answers, feedback, entries and watches of theirs; what they have used today
   * stays counted, without their name. Tells how much there was.
   */
  forgetUser(
    user: string,
  ): Promise<{ readonly turns: number; readonly feedback: number; readonly others: number }>;
  /** Removes conversations, with their answers, whose last turn is older than so many days; feedback stays without names. */
  expire(days: number): Promise<number>;
}
