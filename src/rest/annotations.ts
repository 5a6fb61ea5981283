/** OData's `odata.metadata` levels: how many annotations a response has, as the client asks in `Accept` or `$format`. */
import { COLLECTION, ENTITY_TYPE, ENUMS } from '../graph/vocabulary.js';
import { invalidQuery } from './errors.js';
import { METADATA_LEVELS, type MetadataLevel, type RestRequest } from './messages.js';

type Json = Readonly<Record<string, unknown>>;

const LEVEL = /;\s*(?:odata\.)?metadata\s*=\s*"?(\w+)"?/i;
// Kept even at level `none`: the link to the next page, and the count that the client asked for.
const ALWAYS = /@odata\.(?:nextLink|deltaLink|count)$/;
const TYPES = new Map([
  ['issuer', `#${ENUMS.issuer.type}`],
  ['notificationType', `#${ENUMS.notificationType.type}`],
  ['renewalThresholdPercentage', '#Int32'],
]);

/** The media type of a JSON response. */
export function jsonType(level: MetadataLevel): string {
  return `application/json;odata.metadata=${level};odata.streaming=true;IEEE754Compatible=false;charset=utf-8`;
}

/** The level in a media type: undefined if it has none, null if the level is unknown. */
function levelIn(mediaType: string): MetadataLevel | null | undefined {
  const name = LEVEL.exec(mediaType)?.[1]?.toLowerCase();
  return name === undefined ? undefined : (METADATA_LEVELS.find((level) => level === name) ?? null);
}

/** The level that a request asks for. `$format` overrides `Accept`. */
export function metadataLevelOf({ query, header }: Pick<RestRequest, 'query' | 'header'>): MetadataLevel {
  const format = [...new URLSearchParams(query)].find(([name]) => /^\$?format$/i.test(name))?.[1];
  const level = levelIn(format ?? header('accept') ?? '');
  if (level === null && format !== undefined) {
    throw invalidQuery(`'$format' has an unknown metadata level. Use one of ${METADATA_LEVELS.join(', ')}.`);
  }
  return level ?? 'minimal';
}

/** Adds or removes annotations. `body` has those of level `minimal`. */
export function annotate(body: Json, level: MetadataLevel, request: Pick<RestRequest, 'root'>): Json {
  if (level === 'minimal') return body;
  const entries = 'value' in body ? (body['value'] as readonly Json[]) : null;
  const outer = level === 'none' ? withoutAnnotations(body) : entries === null ? withAll(body, request) : body;
  if (entries === null) return outer;
  const value = entries.map((entry) => (level === 'none' ? withoutAnnotations(entry) : withAll(entry, request)));
  return { ...outer, value };
}

function withoutAnnotations(json: Json): Json {
  // `@removed` is the only sign of a deletion in a delta response.
  const kept = ([name]: readonly [string, unknown]) => name === '@removed' || !name.includes('@') || ALWAYS.test(name);
  return Object.fromEntries(Object.entries(json).filter(kept));
}

/** Adds an entity's links, and the types that JSON cannot express. */
function withAll(json: Json, { root }: Pick<RestRequest, 'root'>): Json {
  if (json['@odata.type'] === '#microsoft.graph.deviceManagement') {
    return { ...json, 'derivedCredentials@odata.navigationLink': `${root}/${COLLECTION}` };
  }
  if (json['@odata.type'] !== `#${ENTITY_TYPE}`) return json;
  const { id } = json;
  const address = typeof id === 'string' ? `${root}/${COLLECTION}('${id}')` : undefined;
  const properties = Object.entries(json).flatMap(([name, value]) => {
    const type = TYPES.get(name);
    const annotation: [string, unknown][] = type === undefined ? [] : [[`${name}@odata.type`, type]];
    return [...annotation, [name, value] as const];
  });
  return {
    ...(address !== undefined && { '@odata.id': address, '@odata.editLink': address }),
    ...Object.fromEntries(properties),
  };
}
