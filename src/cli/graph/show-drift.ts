/** Formats differences as tables with both sides. Texts of Graph and names are escaped for the terminal. */
import type { DifferenceFieldsFragment, SnapshotFieldsFragment } from '../../client/documents.js';
import { quoted, terminalSafeLine } from '../../desired/quoting.js';
import { CONTENT_FIELDS } from '../../domain/derived-credential-settings.js';
import type { Difference } from './read-report.js';

/** A field with its value on both sides; null if the side does not have the object. */
type Row = readonly [field: string, here: string | null, inIntune: string | null];

const ABSENT = '-';

export function showDifference(difference: Difference): string {
  const { kind, settings, graphId, since, faults } = difference;
  const sides = [
    settings && `${quoted(settings.displayName)} (${terminalSafeLine(settings.id)})`,
    graphId && `in Intune ${terminalSafeLine(graphId)}`,
  ].filter(Boolean);
  const told = faults.map((fault) => `    ${terminalSafeLine(fault)}\n`).join('');
  return `${kind} ${sides.join(', ')}, since ${terminalSafeLine(since)}\n${told}${table(rowsOf(difference))}`;
}

function rowsOf({ settings, inGraph, differences, faults }: Difference): Row[] {
  if (settings !== null && inGraph !== null) return differenceRows(differences);
  // Of values that cannot be read there are only the faults.
  if (faults.length > 0) return [];
  return CONTENT_FIELDS.map((field) => [field, settings && shown(field, settings), inGraph && shown(field, inGraph)]);
}

export function differenceRows(differences: readonly DifferenceFieldsFragment[]): Row[] {
  return differences.map(({ field, here, inGraph }) => {
    const name = propertyName(field);
    return [name, shownText(name, here), shownText(name, inGraph)];
  });
}

/** A heading and a line for each field, in columns. */
export function table(rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const lines = [['', 'here', 'in Intune'], ...rows.map((row) => row.map((cell) => cell ?? ABSENT))];
  const widths = [0, 1].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map(
      (line) =>
        `    ${line
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** `RENEWAL_THRESHOLD_PERCENTAGE` as `renewalThresholdPercentage`. */
function propertyName(field: DifferenceFieldsFragment['field']): string {
  return field.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function shown(field: keyof SnapshotFieldsFragment, content: SnapshotFieldsFragment): string {
  const value = content[field];
  return shownText(field, value === null ? null : String(value));
}

/** Free text in quotes; enum values and numbers without. */
function shownText(field: string, value: string | null): string {
  if (value === null) return 'null';
  return field === 'displayName' || field === 'helpUrl' ? quoted(value) : terminalSafeLine(value);
}
