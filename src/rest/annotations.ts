/** How much an answer says about itself: OData's `odata.metadata`, which a client asks for in `Accept` or `$format`. */

import { COLLECTION, ENTITY_TYPE, ENUMS } from '../graph/vocabulary.js';
import { invalidQuery } from './errors.js';
import { METADATA_LEVELS, type MetadataLevel, type RestRequest } from './messages.js';

type Json = Readonly<Record<string, unknown>>;

const LEVEL = /;\s*(?:odata\.)?metadata\s*=\s*"?(\w+)"?/i;
// What a client cannot do without: the way to the next page, and the count that it asked for.
const NEEDED = /@odata\.(?:nextLink|deltaLink|count)$/;

/** The media type of an answer. */
export function jsonType(level: MetadataLevel): string {
  return `application/json;odata.metadata=${level};odata.streaming=true;IEEE754Compatible=false;charset=utf-8`;
}

/** The level that a media type names: undefined if it names none, null if there is none of this name. */
function levelNamed(mediaType: string): MetadataLevel | null | undefined {
  const name = LEVEL.exec(mediaType)?.[1]?.toLowerCase();
  return name === undefined ? undefined : (METADATA_LEVELS.find((level) => level === name) ?? null);
}

/** The level that a request asks for; `$format` counts before `Accept`. */
export function levelOf({ query, header }: Pick<RestRequest, 'query' | 'header'>): MetadataLevel {
  const format = [...new URLSearchParams(query)].find(([name]) => /^\$?format$/i.test(name))?.[1];
  const level = levelNamed(format ?? header('accept') ?? '');
  if (level === null && format !== undefined) {
    throw invalidQuery(`'$format' names a level of metadata other than ${METADATA_LEVELS.join(', ')}.`);
  }
  return level ?? 'minimal';
}

/** A body, which says as much as `minimal`, with more or less of its annotations. */
export function annotated(body: Json, level: MetadataLevel, request: Pick<RestRequest, 'root'>): Json {
  if (level === 'minimal') return body;
  const entries = 'value' in body ? (body['value'] as readonly Json[]) : null;
  const outer = level === 'none' ? withoutAnnotations(body) : entries === null ? withAll(body, request) : body;
  if (entries === null) return outer;
  const value = entries.map((entry) => (level === 'none' ? withoutAnnotations(entry) : withAll(entry, request)));
  return { ...outer, value };
}

function withoutAnnotations(json: Json): Json {
  // A deletion is told by nothing but its annotation.
  const kept = ([name]: readonly [string, unknown]) => name === '@removed' || !name.includes('@') || NEEDED.test(name);
  return Object.fromEntries(Object.entries(json).filter(kept));
}

/** With the address of an entity, and the types of what JSON does not tell apart. */
function withAll(json: Json, { root }: Pick<RestRequest, 'root'>): Json {
  if (json['@odata.type'] === '#microsoft.graph.deviceManagement') {
    return { ...json, 'derivedCredentials@odata.navigationLink': `${root}/${COLLECTION}` };
  }
  if (json['@odata.type'] !== `#${ENTITY_TYPE}`) return json;
  const { id } = json;
  const address = typeof id === 'string' ? `${root}/${COLLECTION}('${id}')` : undefined;
  const types = {
    issuer: `#${ENUMS.issuer.type}`,
    notificationType: `#${ENUMS.notificationType.type}`,
    renewalThresholdPercentage: '#Int32',
  };
  const annotations = Object.entries(json).flatMap(([name, value]) => {
    const type = types[name as keyof typeof types];
    return type === undefined
      ? [[name, value]]
      : [
          [`${name}@odata.type`, type],
          [name, value],
        ];
  });
  return {
    ...(address !== undefined && { '@odata.id': address, '@odata.editLink': address }),
    ...Object.fromEntries(annotations),
  };
}
