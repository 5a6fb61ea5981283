/** Microsoft Graph's names of the entity, its properties and enums, mapped to the domain's. */
import type { Issuer, NotificationType } from '../domain/derived-credential-settings.js';
import type { Field } from '../domain/query.js';

export const ENTITY_TYPE = 'microsoft.graph.deviceManagementDerivedCredentialSettings';
export const COLLECTION = 'deviceManagement/derivedCredentials';

/** The entity's properties in Graph's order. All are filterable, orderable and selectable. */
export const PROPERTIES = [
  'id',
  'displayName',
  'helpUrl',
  'issuer',
  'notificationType',
  'renewalThresholdPercentage',
] as const satisfies readonly Field[];
export type Property = (typeof PROPERTIES)[number];

/** An enum of Graph. `members` is in the order of Graph's numeric values. */
export interface GraphEnum<Value extends string> {
  readonly type: string;
  readonly flags: boolean;
  readonly members: readonly { readonly name: string; readonly value: number }[];
  readonly toGraph: Readonly<Record<Value, string>>;
}

export const ISSUER_ENUM: GraphEnum<Issuer> = {
  type: 'microsoft.graph.deviceManagementDerivedCredentialIssuer',
  flags: false,
  members: [
    { name: 'intercede', value: 0 },
    { name: 'entrustDatacard', value: 1 },
    { name: 'purebred', value: 2 },
    { name: 'xTec', value: 3 },
  ],
  toGraph: {
    INTERCEDE: 'intercede',
    ENTRUST_DATACARD: 'entrustDatacard',
    PUREBRED: 'purebred',
    X_TEC: 'xTec',
  },
};

export const NOTIFICATION_TYPE_ENUM: GraphEnum<NotificationType> = {
  type: 'microsoft.graph.deviceManagementDerivedCredentialNotificationType',
  flags: true,
  members: [
    { name: 'none', value: 0 },
    { name: 'companyPortal', value: 1 },
    { name: 'email', value: 2 },
  ],
  toGraph: {
    NONE: 'none',
    COMPANY_PORTAL: 'companyPortal',
    EMAIL: 'email',
    COMPANY_PORTAL_AND_EMAIL: 'companyPortal,email',
  },
};

export const ENUMS = { issuer: ISSUER_ENUM, notificationType: NOTIFICATION_TYPE_ENUM } as const;

/** The property with this name in any letter case. */
export function propertyNamed(name: string): Property | undefined {
  return PROPERTIES.find((property) => property.toLowerCase() === name.toLowerCase());
}

/** The domain's value for Graph's text, in any letter case and, for flags, any order. Undefined if there is none. */
export function enumFromGraph<Value extends string>(graphEnum: GraphEnum<Value>, text: string): Value | undefined {
  const bits = bitsOf(graphEnum, text);
  return valuesOf(graphEnum).find(
    (value) => bits !== undefined && bitsOf(graphEnum, graphEnum.toGraph[value]) === bits,
  );
}

/** The domain's values that have every flag of `value`. */
export function valuesWithFlags<Value extends string>(graphEnum: GraphEnum<Value>, value: Value): Value[] {
  const wanted = bitsOf(graphEnum, graphEnum.toGraph[value]) ?? 0;
  return valuesOf(graphEnum).filter((candidate) => {
    const bits = bitsOf(graphEnum, graphEnum.toGraph[candidate]) ?? 0;
    return (bits & wanted) === wanted;
  });
}

function valuesOf<Value extends string>({ toGraph }: GraphEnum<Value>): Value[] {
  return Object.keys(toGraph) as Value[];
}

function bitsOf({ members, flags }: GraphEnum<string>, text: string): number | undefined {
  const names = flags ? text.split(',').map((name) => name.trim().toLowerCase()) : [text.toLowerCase()];
  const values = names.map((name) => members.find((member) => member.name.toLowerCase() === name)?.value);
  return values.reduce<number | undefined>(
    (bits, value) => (bits === undefined || value === undefined ? undefined : bits | value),
    0,
  );
}
