/**
 * What brings the state file from one version of its tables to the next; its place in the list is the version it starts from. Files
 * of every version are in use: a migration that has been released is never changed, and the next one is added behind it.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE usage (
    day TEXT NOT NULL,
    user TEXT NOT NULL,
    model TEXT NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    estimated INTEGER NOT NULL,
    PRIMARY KEY (day, user, model)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE replies (
    key TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    model TEXT NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    estimated INTEGER NOT NULL,
    used_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX replies_by_use ON replies (used_at);
  `,
  `
  CREATE TABLE conversations (
    key TEXT NOT NULL PRIMARY KEY,
    markers TEXT NOT NULL,
    last_turn INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX conversations_by_last_turn ON conversations (last_turn);

  CREATE TABLE turns (
    id INTEGER PRIMARY KEY,
    conversation TEXT NOT NULL,
    user TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    paper_ids TEXT NOT NULL
  ) STRICT;
  CREATE INDEX turns_by_conversation ON turns (conversation, id);
  CREATE INDEX turns_by_user ON turns (user);

  CREATE TABLE answers (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    conversation TEXT,
    user TEXT,
    messages TEXT NOT NULL,
    question TEXT NOT NULL,
    standalone_question TEXT NOT NULL,
    detail TEXT NOT NULL,
    outcome TEXT NOT NULL,
    citations TEXT NOT NULL,
    kept_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX answers_by_conversation ON answers (conversation, place);
  CREATE INDEX answers_by_user ON answers (user);

  CREATE TABLE answer_messages (
    message TEXT NOT NULL PRIMARY KEY,
    answer TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX answer_messages_by_answer ON answer_messages (answer);

  CREATE TABLE feedback (
    place INTEGER PRIMARY KEY,
    answer TEXT NOT NULL,
    user TEXT,
    vote TEXT NOT NULL,
    comment TEXT,
    given_at INTEGER NOT NULL,
    UNIQUE (answer, user)
  ) STRICT;
  CREATE INDEX feedback_by_user ON feedback (user);

  CREATE TABLE reading_list (
    place INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    paper TEXT NOT NULL,
    user TEXT,
    added_at INTEGER NOT NULL,
    UNIQUE (channel, paper)
  ) STRICT;
  CREATE INDEX reading_list_by_user ON reading_list (user);

  CREATE TABLE guild_settings (
    guild TEXT NOT NULL PRIMARY KEY,
    settings TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE watches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild TEXT,
    channel TEXT NOT NULL,
    user TEXT NOT NULL,
    topic TEXT NOT NULL,
    last_posted TEXT,
    seen_generation INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE facts (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE forgotten_keys (
    day TEXT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  // A watch counted generations of the index; no paper has been seen in a look yet, so that it begins before the first.
  `
  ALTER TABLE watches RENAME COLUMN seen_generation TO seen;
  UPDATE watches SET seen = 0;

  CREATE TABLE sightings (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    paper TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE question_counts (
    day TEXT NOT NULL,
    guild TEXT NOT NULL,
    user TEXT NOT NULL,
    questions INTEGER NOT NULL,
    PRIMARY KEY (day, guild, user)
  ) STRICT, WITHOUT ROWID;
  `,
];
