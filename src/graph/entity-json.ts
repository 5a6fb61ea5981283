/**
 * Converts the entity to Graph's JSON and back. Reads requests of clients strictly and responses of Graph leniently. Reports
 * faults in Graph's words; the caller decides what to do about them.
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

/** The input in a request, or a message for each fault. */
export type ReadInput<Input> =
  | { readonly ok: true; readonly input: Input }
  | { readonly ok: false; readonly faults: readonly string[] };

/** An object in Graph, which may break the rules of the entity; or the faults that make it unreadable. */
export type ReadSettings =
  | { readonly ok: true; readonly id: string; readonly content: SettingsContent }
  | { readonly ok: false; readonly id: string | null; readonly faults: readonly PropertyFault[] };

const REQUIRED = ['displayName', 'helpUrl', 'issuer', 'notificationType'] as const;

type Values = Partial<Record<Property, unknown>>;

/** The weak ETag of a version. It changes with every write. */
export function etagOf({ version }: Pick<DerivedCredentialSettings, 'version'>): string {
  return `W/"${version}"`;
}

/** The body of a create or, with some of the properties, of an update. No ETag: clients do not send one in a body. */
export function contentToGraphJson({ issuer, notificationType, ...others }: Partial<SettingsContent>): object {
  return {
    '@odata.type': `#${ENTITY_TYPE}`,
    ...others,
    ...(issuer !== undefined && { issuer: ENUMS.issuer.toGraph[issuer] }),
    ...(notificationType !== undefined && { notificationType: ENUMS.notificationType.toGraph[notificationType] }),
  };
}

/** The entity with its annotations, reduced to the selected properties if there is a selection. */
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

/** Reads the body of a create request. Properties that Graph does not have are faults. */
export function createInputFromJson(json: object): ReadInput<CreateInput> {
  const { properties, faults } = readStrictly(json, missingFrom);
  return faults.length > 0
    ? { ok: false, faults }
    : { ok: true, input: { id: properties.id, ...contentIn(properties) } };
}

/** A message for each missing property of a create. `helpUrl` may be null but must be present. */
function missingFrom(values: Values): string[] {
  return REQUIRED.flatMap((name) => {
    if (name !== 'helpUrl') return (values[name] ?? null) === null ? `The property '${name}' is required.` : [];
    return values[name] === undefined ? `The property '${name}' is required. ${GIVE_HELP_URL}` : [];
  });
}

/** Reads the body of an update request: present properties change, null clears. Properties that Graph does not have are faults. */
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
 * Reads an object from a response of Graph. Unknown properties are ignored, and `helpUrl` may be missing. An unknown value of a
 * known property is a fault: without it the object would look different from what it is.
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

/** The content, with defaults for missing properties. The caller refuses required ones that are missing. */
function contentIn(properties: ReadProperties): SettingsContent {
  return {
    displayName: properties.displayName ?? '',
    helpUrl: properties.helpUrl ?? null,
    issuer: properties.issuer ?? 'INTERCEDE',
    notificationType: properties.notificationType ?? 'NONE',
    renewalThresholdPercentage: properties.renewalThresholdPercentage ?? RENEWAL_THRESHOLD_DEFAULT,
  };
}

/** The properties, and a message for each fault. The messages of `judge` come before those about values. */
function readStrictly(json: object, judge: (values: Values) => string[]) {
  const { properties, faults } = readProperties(json);
  const strange = strangeIn(json);
  return {
    properties,
    faults: strange.length > 0 ? strange : [...judge(json), ...faults.map(({ message }) => message)],
  };
}

/** The faults that show another entity type. Other faults are not reported then. */
function strangeIn(json: object): string[] {
  const type: unknown = (json as Record<string, unknown>)['@odata.type'];
  if (type !== undefined && type !== `#${ENTITY_TYPE}` && type !== ENTITY_TYPE) {
    return [`The type '${literal(type)}' is not '#${ENTITY_TYPE}'.`];
  }
  const known: readonly string[] = PROPERTIES;
  const unknown = Object.keys(json).filter((name) => !name.includes('@') && !known.includes(name));
  return unknown.slice(0, 9).map((name) => `The property '${literal(name)}' does not exist on type '${ENTITY_TYPE}'.`);
}
