/**
 * The entity as Graph's JSON, and back: strictly what clients send, leniently what Graph itself answers. Says what is wrong
 * in Graph's words, and leaves it to the caller what to do about it.
 */
import {
  type DerivedCredentialSettings,
  GIVE_HELP_URL,
  RENEWAL_THRESHOLD_DEFAULT,
  type SettingsContent,
} from '../domain/derived-credential-settings.js';
import type { CreateInput, UpdateInput } from '../domain/plans.js';
import { type PropertyFault, type ReadProperties, readProperties } from './entity-properties.js';
import { literal } from './literal.js';
import { ENTITY_TYPE, ENUMS, PROPERTIES, type Property } from './vocabulary.js';

/** What a client asks for, or a message for everything that is wrong with it. */
export type ReadInput<Input> =
  | { readonly ok: true; readonly input: Input }
  | { readonly ok: false; readonly faults: readonly string[] };

/** An object as Graph has it, which may break the rules of the entity; or everything in it that cannot be read. */
export type ReadSettings =
  | { readonly ok: true; readonly id: string; readonly content: SettingsContent }
  | { readonly ok: false; readonly id: string | null; readonly faults: readonly PropertyFault[] };

const REQUIRED = ['displayName', 'helpUrl', 'issuer', 'notificationType'] as const;

type Values = Partial<Record<Property, unknown>>;

/** The weak validator of a version: every write gives a new one. */
export function etagOf({ version }: Pick<DerivedCredentialSettings, 'version'>): string {
  return `W/"${version}"`;
}

/** The entity with its annotations; only the selected properties where some are. */
export function settingsToGraphJson(settings: DerivedCredentialSettings, select: readonly Property[] = PROPERTIES) {
  const values = {
    ...settings,
    issuer: ENUMS.issuer.toGraph[settings.issuer],
    notificationType: ENUMS.notificationType.toGraph[settings.notificationType],
  };
  const selected = PROPERTIES.filter((property) => select.includes(property));
  return {
    '@odata.type': `#${ENTITY_TYPE}`,
    '@odata.etag': etagOf(settings),
    ...Object.fromEntries(selected.map((property) => [property, values[property]])),
  };
}

/** A client's create. A property that Graph does not have is a fault. */
export function createInputFromJson(json: object): ReadInput<CreateInput> {
  const { properties, faults } = readStrictly(json, missingFrom);
  return faults.length > 0
    ? { ok: false, faults }
    : { ok: true, input: { id: properties.id, ...contentIn(properties) } };
}

/** A message for each property that a create lacks. A help page may be null, but must be named. */
function missingFrom(values: Values): string[] {
  return REQUIRED.flatMap((name) => {
    if (name !== 'helpUrl') return (values[name] ?? null) === null ? `The property '${name}' is required.` : [];
    return values[name] === undefined ? `The property '${name}' is required. ${GIVE_HELP_URL}` : [];
  });
}

/** A client's update: what is there changes, an explicit null clears. A property that Graph does not have is a fault. */
export function updateInputFromJson(id: string, json: object): ReadInput<Omit<UpdateInput, 'expectedVersion'>> {
  const { properties, faults } = readStrictly(json, (values) =>
    isRenamed(id, values) ? ["The property 'id' cannot be changed."] : [],
  );
  return faults.length === 0 ? { ok: true, input: { ...properties, id } } : { ok: false, faults };
}

function isRenamed(id: string, { id: given }: Values): boolean {
  return given === null || (typeof given === 'string' && given.toLowerCase() !== id.toLowerCase());
}

/**
 * Graph's own answer. Properties that are not known here are left out, and a help page may be missing. A value that is not known
 * is a fault: if it were left out, the object would look like another one.
 */
export function settingsFromGraphJson(json: object): ReadSettings {
  const { properties, faults: unreadable } = readProperties(json);
  const faults = [...notAnswered(json), ...unreadable];
  const { id = null } = properties;
  return faults.length > 0 || id === null
    ? { ok: false, id, faults }
    : { ok: true, id, content: contentIn(properties) };
}

function notAnswered(values: Values): PropertyFault[] {
  const missing = PROPERTIES.filter((property) => property !== 'helpUrl' && (values[property] ?? null) === null);
  return missing.map((property) => ({ property, kind: 'MISSING', message: `The property '${property}' is missing.` }));
}

/** The content, with a default for each property that is missing. The caller refuses those that must not be. */
function contentIn(properties: ReadProperties): SettingsContent {
  return {
    displayName: properties.displayName ?? '',
    helpUrl: properties.helpUrl ?? null,
    issuer: properties.issuer ?? 'INTERCEDE',
    notificationType: properties.notificationType ?? 'NONE',
    renewalThresholdPercentage: properties.renewalThresholdPercentage ?? RENEWAL_THRESHOLD_DEFAULT,
  };
}

/** The properties, and a message for every fault. What `judge` finds comes before wrong values. */
function readStrictly(json: object, judge: (values: Values) => string[]) {
  const { properties, faults } = readProperties(json);
  const strange = strangeIn(json);
  return {
    properties,
    faults: strange.length > 0 ? strange : [...judge(json), ...faults.map(({ message }) => message)],
  };
}

/** What makes JSON that of another entity. Nothing else in it counts then. */
function strangeIn(json: object): string[] {
  const type: unknown = (json as Record<string, unknown>)['@odata.type'];
  if (type !== undefined && type !== `#${ENTITY_TYPE}` && type !== ENTITY_TYPE) {
    return [`The type '${literal(type)}' is not '#${ENTITY_TYPE}'.`];
  }
  const known: readonly string[] = PROPERTIES;
  const unknown = Object.keys(json).filter((name) => !name.includes('@') && !known.includes(name));
  return unknown.slice(0, 9).map((name) => `The property '${literal(name)}' does not exist on type '${ENTITY_TYPE}'.`);
}
