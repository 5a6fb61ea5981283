/** The tables that a copy reads and writes, as both databases have them. A test holds them against the migrations. */
import {
  ATTEMPT_COLUMNS,
  CONNECTION_COLUMNS,
  DECISION_COLUMNS,
  LINK_COLUMNS,
  OBSERVED_COLUMNS,
} from '../ledger-rows.js';
import { CHANGE, CONTENT, SETTINGS } from '../rows.js';

export interface CopiedTable {
  readonly name: string;
  /** In the order of the values of a row. The tenant is not among them. */
  readonly columns: readonly string[];
  /** Unique within a tenant. Orders the rows: numbers by value, text by code point, in both databases. */
  readonly key: string;
}

/** The log. Rows are only ever added, so a copy that was interrupted continues after the last one. */
export const LOG: CopiedTable = { name: CHANGE.table, columns: CHANGE.columns.slice(1), key: 'position' };

/** Who has made the changes. */
const ACTORS: CopiedTable = { name: 'actor', columns: ['key', 'subject', 'salt', 'commitment'], key: 'key' };

/**
 * The ledger of the connection to Microsoft Graph. Leases stay behind: they belong to processes that use the source, and the
 * first process on the target takes its own.
 */
const LEDGER: readonly CopiedTable[] = [
  { name: 'graph_connection', columns: CONNECTION_COLUMNS.split(', '), key: 'target' },
  { name: 'graph_link', columns: LINK_COLUMNS.split(', '), key: 'settings_id' },
  { name: 'graph_observed', columns: OBSERVED_COLUMNS.split(', '), key: 'graph_id' },
  { name: 'graph_attempt', columns: ATTEMPT_COLUMNS.split(', '), key: 'seq' },
  { name: 'graph_decision', columns: DECISION_COLUMNS.split(', '), key: 'about' },
];

/** What follows from the log. Not copied but made again, and then compared with the source. */
export const DERIVED: readonly CopiedTable[] = [
  { name: SETTINGS.table, columns: [...SETTINGS.columns.slice(1), 'position'], key: 'id' },
  { name: 'superseded', columns: ['until', 'since'], key: 'until' },
];

/** What is copied as it is, and replaced by a copy that continues. */
export const REPLACED: readonly CopiedTable[] = [ACTORS, ...LEDGER];

export const EVERY_TABLE: readonly CopiedTable[] = [LOG, ...REPLACED, ...DERIVED];

/** The statements that make what follows from the log of a tenant. `json`: a column of JSON text as the database reads it. */
export function derivations(json: (column: string) => string): readonly string[] {
  const members = ['displayName', 'helpUrl', 'issuer', 'notificationType', 'renewalThresholdPercentage'];
  const content = members.map((member) => `${json('after')} ->> '${member}'`);
  content[4] = `CAST(${content[4]} AS bigint)`;
  return [
    `INSERT INTO settings (tenant_id, id, ${CONTENT.columns.slice(1).join(', ')}, version, created_at, updated_at, position)
     SELECT tenant_id, settings_id, ${content.join(', ')}, version, created_at, at, position
     FROM change AS latest WHERE tenant_id = $1 AND kind <> 'DELETED' AND NOT EXISTS (
       SELECT 1 FROM change AS later WHERE later.tenant_id = latest.tenant_id
         AND later.settings_id = latest.settings_id AND later.version = latest.version + 1)`,
    `INSERT INTO superseded (tenant_id, until, since)
     SELECT later.tenant_id, later.position, earlier.position
     FROM change AS later JOIN change AS earlier ON earlier.tenant_id = later.tenant_id
       AND earlier.settings_id = later.settings_id AND earlier.version = later.version - 1
     WHERE later.tenant_id = $1 AND earlier.kind <> 'DELETED' ORDER BY later.position`,
  ];
}
