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
];
