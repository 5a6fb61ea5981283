/** Damages a database that the service has open, and repairs it again. */
import Database from 'better-sqlite3';

type Root = { readonly rootpage: number };

/** Points a table at a page that the file does not have. Returns a function that repairs it. */
export function damage(databaseFile: string, table: 'settings' | 'change'): () => void {
  const move = (rootPage: number) =>
    withDatabase(databaseFile, (database) => {
      database.unsafeMode().pragma('writable_schema = ON');
      const find = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?');
      const { rootpage } = find.get(table) as Root;
      database.prepare('UPDATE sqlite_schema SET rootpage = ? WHERE name = ?').run(rootPage, table);
      database.pragma(`schema_version = ${Number(database.pragma('schema_version', { simple: true })) + 1}`);
      return rootpage;
    });
  const before = move(9_999);
  return () => void move(before);
}

/** Opens another connection to the file for one piece of work. */
export function withDatabase<Result>(databaseFile: string, work: (database: Database.Database) => Result): Result {
  const database = new Database(databaseFile);
  try {
    return work(database);
  } finally {
    database.close();
  }
}
