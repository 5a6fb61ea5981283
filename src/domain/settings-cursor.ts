/**
 * Encodes a position in a list of settings as an opaque cursor, and decodes it. A cursor holds only values of the tenant's own
 * objects. It is not a secret and grants no access.
 */
import type { Order, SettingsKey, SortKey } from './query.js';
import { NUMBER_FIELDS } from './query.js';

/** The cursor of a key within an order. */
export function encodeSettingsCursor({ values, id }: SettingsKey, order: Order): string {
  return Buffer.from(JSON.stringify([...namesOf(order), ...values, id])).toString('base64url');
}

/** The key of a cursor. Null if the text is not a cursor, or belongs to another order. */
export function decodeSettingsCursor(cursor: string, order: Order): SettingsKey | null {
  const parts = parseArray(Buffer.from(cursor, 'base64url').toString());
  const names = namesOf(order);
  const [values, id] = [parts.slice(names.length, -1), parts.at(-1)];
  const fits = values.length === order.length && names.every((name, index) => name === parts[index]);
  if (!fits || !isText(id)) return null;
  return values.every((value, index): value is string | number => isValueOf(order[index], value))
    ? { values, id }
    : null;
}

function namesOf(order: Order): string[] {
  return order.flatMap(({ field, direction }) => [field, direction]);
}

function isValueOf(key: SortKey | undefined, value: unknown): boolean {
  const numeric = (NUMBER_FIELDS as readonly (string | undefined)[]).includes(key?.field);
  return numeric ? typeof value === 'number' : isText(value);
}

/** No text of an object holds U+0000, with which PostgreSQL cannot compare. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value.isWellFormed() && !value.includes('\0');
}

function parseArray(text: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
