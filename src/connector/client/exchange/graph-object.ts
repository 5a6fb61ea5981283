/** Reads the objects in Graph's answers. Judges by the entity's rules, but keeps what breaks them as it is. */
import { readContent, type SettingsContent } from '../../../domain/derived-credential-settings.js';
import { settingsFromGraphJson } from '../../../graph/entity-json.js';
import type { GraphFault, GraphObject } from '../graph-api.js';

/** Null if this is no entity: no JSON object, or without an id. */
export function readGraphObject(json: unknown): GraphObject | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
  const { id } = json as { readonly id?: unknown };
  if (typeof id !== 'string' || id === '') return null;
  const raw = Object.fromEntries(Object.entries(json).filter(([name]) => !name.includes('@')));
  return { id, raw, ...readProperties(json) };
}

function readProperties(json: object): { content: SettingsContent | null; faults: readonly GraphFault[] } {
  const read = settingsFromGraphJson(json);
  if (!read.ok)
    return { content: null, faults: read.faults.map(({ property, message }) => ({ field: property, message })) };
  const { content, faults } = readContent(read.content);
  return faults.length === 0 ? { content, faults: [] } : { content: null, faults };
}

/** The objects of one page; null if `value` is no array of entities. */
export function readGraphPage(json: Readonly<Record<string, unknown>>): GraphObject[] | null {
  const { value } = json;
  if (!Array.isArray(value)) return null;
  const objects = value.map(readGraphObject);
  return objects.every((object) => object !== null) ? objects : null;
}
