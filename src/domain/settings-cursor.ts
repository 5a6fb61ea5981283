/** A place in a list of settings as opaque text, and back. It holds no secret and opens nothing: a tenant's own keys only. */
import type { Order, SettingsKey } from './query.js';
import { NUMBER_FIELDS } from './query.js';

/** The cursor of a key within an order. */
export function encodeSettingsCursor(key: SettingsKey, order: Order): string {
  return Buffer.from(JSON.stringify([order.field, order.direction, key.value, key.id])).toString('base64url');
}

/** The key that a cursor stands for. Null where the text is no cursor, or one of another order. */
export function decodeSettingsCursor(cursor: string, order: Order): SettingsKey | null {
  const parts = parseArray(Buffer.from(cursor, 'base64url').toString());
  const [field, direction, value, id] = parts;
  const numeric = (NUMBER_FIELDS as readonly string[]).includes(order.field);
  const fits = parts.length === 4 && field === order.field && direction === order.direction;
  if (!fits || typeof id !== 'string') return null;
  if (numeric) return typeof value === 'number' ? { value, id } : null;
  return typeof value === 'string' && value.isWellFormed() && id.isWellFormed() ? { value, id } : null;
}

function parseArray(text: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}
