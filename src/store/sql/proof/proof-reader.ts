/** The port through which `verify`, `checkpoint` and `forget` use a database, and pages of rows over it. Knows no database. */
import type { Row } from '../snapshot.js';

export interface ProofReader {
  /** Runs a statement that returns rows, with parameters `$1`, `$2`, …. Throws a `DamagedRow` if the database says that it is damaged. */
  run(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** All queries of `work` see one state of the database, which others may write meanwhile. */
  onOneState<Result>(work: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

const PAGE = 1000;

/**
 * The rows of a query in the order of its key: the rows after the values `$2`, …, at most as many as the last parameter says.
 * `keyOf` returns the key of a row.
 */
export async function* rowsOf(
  reader: ProofReader,
  text: string,
  tenantId: string,
  { start, keyOf }: { readonly start: Row; readonly keyOf: (row: Row) => Row },
): AsyncGenerator<Row, undefined> {
  for (let key = start; ; ) {
    const rows = await reader.run(text, [tenantId, ...key, PAGE]);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    key = keyOf(last);
  }
}
