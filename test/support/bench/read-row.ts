/** Reads a row of a server's database of either kind. */
import Database from 'better-sqlite3';
import pg from 'pg';
import { sqlitePath } from '../../../src/store/sqlite/sqlite-file.js';

type Row = Record<string, unknown>;

const INT8 = 20;

/** The first row that a query returns; parameters are question marks. Empty if it returns none. */
export async function readRow(databaseUrl: string, sql: string, ...values: readonly unknown[]): Promise<Row> {
  const rows = databaseUrl.startsWith('file:')
    ? rowsOfFile(sqlitePath(databaseUrl), sql, values)
    : await rowsOfServer(databaseUrl, sql, values);
  return rows[0] ?? {};
}

function rowsOfFile(file: string, sql: string, values: readonly unknown[]): Row[] {
  const database = new Database(file, { readonly: true });
  try {
    return database.prepare<unknown[], Row>(sql).all(...values);
  } finally {
    database.close();
  }
}

async function rowsOfServer(connectionString: string, sql: string, values: readonly unknown[]): Promise<Row[]> {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, Number);
  const client = new pg.Client({ connectionString, types });
  await client.connect();
  try {
    let number = 0;
    const text = sql.replace(/\?/g, () => `$${++number}`);
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}
