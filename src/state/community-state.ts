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
  /** Key of the conversation that was gone on with last, of those whose keys begin so and in which this user asked something. */
  lastConversation(user: string, beginning: string): Promise<string | null>;
  /**
   * Adds the turn as the newest. Two that are kept at once are both kept, and a marker that was kept keeps its paper: papers of `markers`
   * that are not among those kept follow them. The oldest turns go when there are too many (KEPT_BOUNDS); texts that are too long are cut,
   * and end in an ellipsis.
   */
  keepTurn(key: string, markers: readonly string[], turn: KeptTurn): Promise<void>;
  /** True when there was one. Its answers go too, with the votes on them. */
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
  /**
   * Takes the place of an earlier one with that id. The oldest of a conversation go when there are too many (KEPT_BOUNDS), as with time:
   * see `expire`. Quotes are kept whole; beyond the bound they are left out, the last ones first.
   */
  keepAnswer(answer: KeptAnswer): Promise<void>;
  answer(id: string): Promise<KeptAnswer | null>;
  /** The answer that a message is part of; the later one when two claim it. */
  answerIn(message: string): Promise<KeptAnswer | null>;
}

export interface Feedback {
  /** Its id. */
  readonly answer: string;
  /** Empty when it is no longer known. */
  readonly user: string;
  readonly vote: 'up' | 'down';
  /** What was wrong, in the user's words; null when they said nothing. */
  readonly comment: string | null;
}

export interface FeedbackStore {
  /** A user's later vote on an answer takes the place of the earlier. */
  keepFeedback(feedback: Feedback): Promise<void>;
  /**
   * With the question and what was cited, newest first. `about` is null when the answer was never kept; one that has gone with time or
   * for its number has neither user, conversation nor messages (they are empty).
   */
  feedback(): Promise<readonly (Feedback & { readonly given: Date; readonly about: KeptAnswer | null })[]>;
}

/** Papers that a channel (or a user, for themselves) wants to read, in the order they were added. `user` is empty when it is no longer known. */
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
  /** Questions a day for each user; 0: as many as they like. */
  readonly dailyQuestions: number | null;
}

export const NO_GUILD_SETTINGS: GuildSettings = {
  channels: null,
  threads: null,
  listens: null,
  detail: null,
  dailyQuestions: null,
};

export interface GuildSettingsStore {
  guildSettings(guild: string): Promise<GuildSettings>;
  /** Whatever was kept before, damaged or not. */
  keepGuildSettings(guild: string, settings: GuildSettings): Promise<void>;
  /** What others change at the same time is not lost. `change` must not throw. Gives back what holds now. */
  changeGuildSettings(
    guild: string,
    change: (before: GuildSettings) => GuildSettings,
  ): Promise<GuildSettings>;
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
  /** The look (SightingStore) up to which it has been told. */
  readonly seen: number;
}

export interface WatchStore {
  watches(channel?: string): Promise<readonly Watch[]>;
  /** Its id is given out once and never again. */
  addWatch(watch: Omit<Watch, 'id' | 'lastPosted'>): Promise<Watch>;
  /** False when there is none. */
  stopWatch(id: number): Promise<boolean>;
  /** `posted` null: nothing was posted this time, and the day of the last post stays. Nothing happens when it was stopped meanwhile. */
  markWatch(id: number, told: { readonly posted: string | null; readonly seen: number }): Promise<void>;
}

/**
 * Which papers have ever been in the index, in the order they were first seen there. Generations of an index begin anew when it is built
 * anew; looks never do, and a paper that goes and comes back is not new.
 */
export interface SightingStore {
  /**
   * Notes papers that are in the index now; gives back the number of this look. Numbers grow, not by one: a look that finds no new paper
   * has the number of the one before it, 0 before the first. All given papers are noted when it is done; looks at the same time, and one
   * that was killed in the middle, do no harm.
   */
  noteSightings(paperIds: readonly string[]): Promise<number>;
  /** Papers first seen in a look after this one, in the order they were seen. */
  sightedAfter(look: number): Promise<readonly string[]>;
}

/** Of a user in a guild on a day (UTC, `YYYY-MM-DD`). */
export interface QuestionCountKey {
  readonly guild: string;
  readonly user: string;
  readonly day: string;
}

/** How many questions users have asked on a day: what limits a day are held by. Those of earlier days go with the first of a new one. */
export interface QuestionCountStore {
  /** Counts one; how many it are with it. */
  countQuestion(of: QuestionCountKey): Promise<number>;
  /** One that was counted does not count after all. Nothing happens when there is none. */
  uncountQuestion(of: QuestionCountKey): Promise<void>;
}

/** Small facts the program keeps about itself: the hash of the commands it registered, threads that it opened. */
export interface FactStore {
  fact(name: string): Promise<string | null>;
  keepFact(name: string, value: string): Promise<void>;
}

/**
 * What a community of readers leaves behind, and the right to have it gone. Users, channels and guilds are kept as the adapter names them:
 * a user must have one name here and in the ledger. Nothing that is damaged is passed over: reading it throws StateError
 * (`corrupt`), while removing it needs no reading and works.
 */
export interface CommunityState
  extends ConversationStore,
    AnswerStore,
    FeedbackStore,
    ReadingListStore,
    GuildSettingsStore,
    WatchStore,
    SightingStore,
    QuestionCountStore,
    FactStore {
  /**
   * Removes what is kept about a user, all of it or (on StateError) nothing: the turns they asked, the answers to them with everybody's
   * votes, their own votes, their watches. A conversation goes where nobody else asked anything; where somebody did, its markers stay, as
   * they number what others still see. Papers they added stay in the channels' lists, without their name; a list that is kept under their
   * name goes.
   *
   * What stays of them is what they have used of the chat model and how many questions they asked today, without their name: today's sums
   * and counts under a keyed hash, so that the day's limits still hold, whose key is removed once the day (UTC) is over, with the first
   * booking, count, `expire` or `forgetUser` after it; sums of earlier days under a hash whose key is thrown away at once. Replies of the chat model are kept under hashes too, and never had a name.
   * So do votes that had lost their names before (`expire`), with the question they were on.
   *
   * `others` counts answers, entries, watches, sums of tokens and counts of questions.
   */
  forgetUser(
    user: string,
  ): Promise<{ readonly turns: number; readonly feedback: number; readonly others: number }>;
  /**
   * Removes conversations, with their answers, whose last turn is so many days old or older; how many there were. Votes on those answers
   * stay without names, with the question and what was cited, but not who asked and where: that is what `ibid eval` can be given.
   * Counts of questions of earlier days go too.
   */
  expire(days: number): Promise<number>;
}
