/**
 * Folds a tenant's log, object by object, and compares the result with the tables that follow from it. Holds one page of rows
 * in memory.
 */
import { DamagedRow } from '../damaged-row.js';
import { CHANGE, SETTINGS } from '../rows.js';
import type { Row } from '../snapshot.js';
import { earlier, type Fault } from './fault.js';
import { ENTRY_SELECTION, type FoldedEntry, faultOfEntry, faultOfRow, readEntry, supersededBy } from './fold-entry.js';
import { type ProofReader, rowsOf } from './proof-reader.js';

interface Checks {
  /** The position of the last entry of the log. */
  readonly position: number;
  readonly onEntry: () => void;
}

const qualified = (selected: string) => (CHANGE.columns.includes(selected) ? `change.${selected}` : selected);
const CHANGES = `SELECT ${ENTRY_SELECTION.map(qualified).join(', ')}, superseded.since
  FROM change LEFT JOIN superseded ON superseded.tenant_id = change.tenant_id AND superseded.until = change.position
  WHERE change.tenant_id = $1 AND (change.settings_id, change.version) > ($2, $3)
  ORDER BY change.settings_id, change.version LIMIT $4`;
const [POSITION, OBJECT, VERSION] = ['position', 'settings_id', 'version'].map((name) => CHANGE.columns.indexOf(name));
const BY_VERSION = { start: ['', 0], keyOf: (row: Row) => [objectOf(row), row[VERSION ?? 0]] };

const ROWS = `SELECT ${SETTINGS.selection.join(', ')}, position FROM settings
  WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3`;
const BY_ID = { start: [''], keyOf: (row: Row) => [idOf(row)] };

const COUNTS = `SELECT (SELECT settings FROM tenant WHERE tenant_id = $1),
  (SELECT count(*) FROM settings WHERE tenant_id = $1), (SELECT count(*) FROM superseded WHERE tenant_id = $1)`;

/** The earliest fault; null if there is none. */
export async function checkState(reader: ProofReader, tenantId: string, checks: Checks): Promise<Fault | null> {
  const state = new State(tenantId, checks.position);
  const rows = new Rows(rowsOf(reader, ROWS, tenantId, BY_ID), () => state.strayRow());
  let object: string | null = null;
  for await (const row of rowsOf(reader, CHANGES, tenantId, BY_VERSION)) {
    checks.onEntry();
    if (object !== null && object !== objectOf(row)) state.endObject(await rows.take(object));
    object = objectOf(row);
    state.add(row);
  }
  if (object !== null) state.endObject(await rows.take(object));
  await rows.take(null);
  const [counts = []] = await reader.run(COUNTS, [tenantId]);
  state.compareCounts(counts);
  return state.fault;
}

/** The rows of the settings in the order of their ids, taken by id. */
class Rows {
  readonly #rows: AsyncGenerator<Row, undefined>;
  readonly #onSkipped: () => void;
  #next: Promise<IteratorResult<Row, undefined>>;

  constructor(rows: AsyncGenerator<Row, undefined>, onSkipped: () => void) {
    this.#rows = rows;
    this.#onSkipped = onSkipped;
    this.#next = rows.next();
  }

  /** The row with an id; null if there is none. Skips those before it: all, if `id` is null. */
  async take(id: string | null): Promise<Row | null> {
    for (;;) {
      const { value: row } = await this.#next;
      if (row === undefined || (id !== null && idOf(row) > id)) return null;
      this.#next = this.#rows.next();
      if (idOf(row) === id) return row;
      this.#onSkipped();
    }
  }
}

class State {
  readonly #tenantId: string;
  readonly #head: number;
  #fault: Fault | null = null;
  /** The last entry of the current object; null if it has none, or if the last one is damaged. */
  #latest: FoldedEntry | null = null;
  #rows = 0;
  #superseded = 0;

  constructor(tenantId: string, head: number) {
    this.#tenantId = tenantId;
    this.#head = head;
  }

  get fault(): Fault | null {
    return this.#fault;
  }

  add(row: Row): void {
    const before = this.#latest;
    this.#latest = this.#read(Number(row[POSITION ?? 0]), () => readEntry(this.#tenantId, row, before));
    if (this.#latest === null) return;
    if (supersededBy(before) !== null) this.#superseded += 1;
    this.#report(this.#latest.change.position, faultOfEntry(this.#latest, before));
  }

  endObject(row: Row | null): void {
    const latest = this.#latest;
    this.#latest = null;
    if (row !== null) this.#rows += 1;
    if (latest === null) return;
    const { position } = latest.change;
    const settings = row && this.#read(position, () => SETTINGS.read(this.#tenantId, row));
    if (row !== null && settings === null) return;
    this.#report(position, faultOfRow(latest, settings && { settings, position: row?.at(-1) }));
  }

  /** A row whose object is not in the log. */
  strayRow(): void {
    this.#rows += 1;
    this.#report(this.#head, 'The settings have an object that the log does not have.');
  }

  compareCounts([settings = null, rows, superseded]: Row): void {
    // A tenant without a change has no row.
    if (settings !== rows && (settings !== null || rows !== 0)) {
      this.#report(this.#head, `The tenant's row says ${settings} objects, and there are ${rows}.`);
    }
    if (superseded !== this.#superseded) {
      this.#report(this.#head, 'The table of what was superseded has other rows than the log.');
    }
  }

  #read<Item>(position: number, read: () => Item): Item | null {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof DamagedRow)) throw error;
      this.#report(position, error.message);
      return null;
    }
  }

  #report(position: number, what: string | null): void {
    if (what !== null) this.#fault = earlier(this.#fault, { position, what });
  }
}

function objectOf(row: Row): string {
  return String(row[OBJECT ?? 0]);
}

function idOf(row: Row): string {
  return String(row[1]);
}
