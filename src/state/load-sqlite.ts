/** What process.getBuiltinModule gives for SQLite. */
type Sqlite = typeof import('node:sqlite');

/**
 * Node's SQLite, loaded when it is first needed. The first releases of Node 24 call it experimental whenever it is loaded, which would
 * stand in the middle of an answer; that warning alone is held back, and only while the module loads.
 */
export function loadSqlite(): Sqlite {
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]): void => {
    if (!/\bSQLite\b/u.test(String(warning))) Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    process.emitWarning = emitWarning;
  }
}
