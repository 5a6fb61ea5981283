/**
 * Reads settings out of an export: Microsoft Graph's JSON, one page or all, or the fields of Microsoft365DSC's
 * `IntuneDerivedCredential`. Decides nothing about them and writes nothing.
 */
import type { CreateInput } from '../domain/derived-credential-settings.js';
import { DataError } from '../domain/errors.js';
import { createInputFromJson, literal } from '../rest/entity-json.js';
import { RestError } from '../rest/errors.js';
import { propertyNamed } from '../rest/vocabulary.js';
import { idForName } from './named-id.js';

/** One object of an export: what to create, or why nothing is. `name` is harmless to print. */
export type ImportEntry =
  | { readonly name: string; readonly input: CreateInput }
  | { readonly name: string; readonly result: 'skipped' | 'refused'; readonly reason: string };

/** Every object in a text, in its order. Throws a `DataError` where the text is no export. */
export function readImport(text: string): ImportEntry[] {
  const objects = objectsOf(parsed(text));
  if (objects.length === 0) throw new DataError('The file holds no settings. Give the JSON of a Graph export.');
  return objects.map(entryOf);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DataError('The file is not JSON. Give the JSON of a Graph export, or of Microsoft365DSC fields.');
  }
}

/** A page is an object with a list in `value`; pages and objects may stand in lists. */
function objectsOf(json: unknown): Record<string, unknown>[] {
  if (Array.isArray(json)) return json.flatMap(objectsOf);
  if (typeof json !== 'object' || json === null) throw new DataError('The file holds something other than objects.');
  if ('value' in json && Array.isArray(json.value)) return json.value.flatMap(objectsOf);
  return [json as Record<string, unknown>];
}

function entryOf(object: Record<string, unknown>): ImportEntry {
  // Names come in Graph's spelling or in Microsoft365DSC's, which begins them with a capital; others are not content.
  const known = Object.entries(object).flatMap(([name, value]) => {
    const property = propertyNamed(name);
    return property === undefined || value === null ? [] : [[property, value] as const];
  });
  const body: Record<string, unknown> = Object.fromEntries(known);
  const displayName = body['displayName'] ?? body['id'] ?? 'without a name';
  const name = literal(displayName);
  const ensure = Object.entries(object).find(([key]) => key.toLowerCase() === 'ensure')?.[1];
  if (String(ensure).toLowerCase() === 'absent') return { name, result: 'skipped', reason: 'Ensure is Absent.' };
  try {
    return { name, input: createInputFromJson({ id: idForName(String(displayName)), ...body }) };
  } catch (error) {
    if (error instanceof RestError) return { name, result: 'refused', reason: error.message };
    throw error;
  }
}
