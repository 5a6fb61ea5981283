/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Conditions on who made a change. All given conditions must match. */
export type ActorFilter = {
  /** By the client application that used the token. */
  readonly clientId?: ExactTextFilter | null | undefined;
  /** By whether a person or an application acted. */
  readonly kind?: ActorKindFilter | null | undefined;
  /** By the user or application. */
  readonly subject?: ExactTextFilter | null | undefined;
};

/** Whether a person or an application acts. */
export type ActorKind =
  /** An application without a user. */
  | 'APPLICATION'
  /** A person, through a client application. */
  | 'USER';

/** Conditions on whether a person or an application acted. All given conditions must match. */
export type ActorKindFilter = {
  /** Is this kind. */
  readonly eq?: ActorKind | null | undefined;
  /** Is one of these kinds. */
  readonly in?: ReadonlyArray<ActorKind> | null | undefined;
};

/**
 * Which changes to return. If several fields are given, all must match. There is an index for one kind, one subject, any number
 * of `settingsId`s, and a range of times. Several kinds or subjects, `origin`, `clientId`, the kind of the actor, and `in` on
 * `at` scan the tenant's log, and cost as much as a filter on settings without an index.
 */
export type ChangeFilter = {
  /** By who made the change. */
  readonly actor?: ActorFilter | null | undefined;
  /** By the time of the change, `at`. */
  readonly at?: DateTimeFilter | null | undefined;
  /** By the kind of the change. */
  readonly kind?: ChangeKindFilter | null | undefined;
  /** By the API or command through which it was made. */
  readonly origin?: ChangeOriginFilter | null | undefined;
  /** By the object that was changed. */
  readonly settingsId?: IdFilter | null | undefined;
};

/** The kinds of changes of a settings object. */
export type ChangeKind =
  /** It was created, or restored after a deletion. */
  | 'CREATED'
  /** It was deleted. */
  | 'DELETED'
  /** Some of its content was changed. */
  | 'UPDATED';

/** Conditions on the kind of a change. All given conditions must match. */
export type ChangeKindFilter = {
  /** Is this kind. */
  readonly eq?: ChangeKind | null | undefined;
  /** Is one of these kinds. */
  readonly in?: ReadonlyArray<ChangeKind> | null | undefined;
};

/** The APIs and commands through which a change can be made. */
export type ChangeOrigin =
  /** A command on the server's machine. */
  | 'CLI'
  /** This GraphQL API. */
  | 'GRAPHQL'
  /** Replication with Microsoft Graph. */
  | 'REPLICATION'
  /** The Microsoft Graph-compatible REST API. */
  | 'REST';

/** Conditions on the origin of a change. All given conditions must match. */
export type ChangeOriginFilter = {
  /** Equals. */
  readonly eq?: ChangeOrigin | null | undefined;
  /** Equals one of these. */
  readonly in?: ReadonlyArray<ChangeOrigin> | null | undefined;
};

/** Conditions on a point in time, compared to the millisecond. All given conditions must match. */
export type DateTimeFilter = {
  /** Equals. */
  readonly eq?: string | null | undefined;
  /** Is after. */
  readonly gt?: string | null | undefined;
  /** Is after or at. */
  readonly gte?: string | null | undefined;
  /** Equals one of these, at most 100. */
  readonly in?: ReadonlyArray<string> | null | undefined;
  /** Is before. */
  readonly lt?: string | null | undefined;
  /** Is before or at. */
  readonly lte?: string | null | undefined;
};

/** The companies whose derived credentials Intune can deliver. */
export type DerivedCredentialIssuer =
  /** Entrust Datacard. Graph spells it `entrustDatacard`. */
  | 'ENTRUST_DATACARD'
  /** Intercede (MyID). Graph spells it `intercede`. */
  | 'INTERCEDE'
  /** DISA Purebred, for the United States Department of Defense. Graph spells it `purebred`. */
  | 'PUREBRED'
  /** XTec (AuthentX). Graph spells it `xTec`. */
  | 'X_TEC';

/** Conditions on the issuer. All given conditions must match. */
export type DerivedCredentialIssuerFilter = {
  /** Is this issuer. */
  readonly eq?: DerivedCredentialIssuer | null | undefined;
  /** Is one of these issuers. */
  readonly in?: ReadonlyArray<DerivedCredentialIssuer> | null | undefined;
};

/**
 * Which settings to return. If several fields are given, all must match. A filter can have at most 100 conditions. Equality,
 * ranges and prefixes of `id`, `displayName`, `issuer` and `createdAt` use an index. Conditions on other fields, and `contains`,
 * `containsIgnoreCase`, `equalsIgnoreCase` and `not`, scan all settings of the tenant and cost more.
 */
export type DerivedCredentialSettingsFilter = {
  /** All of these must match. An empty list always matches. */
  readonly and?: ReadonlyArray<DerivedCredentialSettingsFilter> | null | undefined;
  /** By time of creation. */
  readonly createdAt?: DateTimeFilter | null | undefined;
  /**
   * By name, compared by Unicode code point. Case-sensitive unless the operator's name says otherwise. Values are normalized to
   * NFC like stored names. `eq`, `in` and `equalsIgnoreCase` ignore spaces at the ends, which stored names do not have.
   */
  readonly displayName?: TextFilter | null | undefined;
  /** By help page in its canonical spelling. `{eq: null}` matches objects without one. */
  readonly helpUrl?: TextFilter | null | undefined;
  /** By id. */
  readonly id?: IdFilter | null | undefined;
  /** By issuer. */
  readonly issuer?: DerivedCredentialIssuerFilter | null | undefined;
  /** This must not match. */
  readonly not?: DerivedCredentialSettingsFilter | null | undefined;
  /** By type of notification. */
  readonly notificationType?: NotificationTypeFilter | null | undefined;
  /** At least one of these must match. An empty list never matches. */
  readonly or?: ReadonlyArray<DerivedCredentialSettingsFilter> | null | undefined;
  /** By renewal threshold, in percent. */
  readonly renewalThresholdPercentage?: IntFilter | null | undefined;
  /** By time of the last change. */
  readonly updatedAt?: DateTimeFilter | null | undefined;
};

/** Conditions on a string that is compared as a whole, case-sensitively. All given conditions must match. */
export type ExactTextFilter = {
  /** Equals. */
  readonly eq?: string | null | undefined;
  /** Equals one of these, at most 100. */
  readonly in?: ReadonlyArray<string> | null | undefined;
};

/** The states of a change on its way to Intune. */
export type GraphDeliveryState =
  /** Intune confirmed it. */
  | 'CONFIRMED'
  /** The tenant is not connected. */
  | 'NOT_CONNECTED'
  /** It waits to be sent. */
  | 'PENDING'
  /** Intune refused it. */
  | 'REFUSED'
  /** It was never sent, because a later change of the object took its place. */
  | 'SUPERSEDED'
  /** It was sent, and whether Intune made it is not known yet. */
  | 'UNKNOWN';

/** Conditions on an id. All given conditions must match. */
export type IdFilter = {
  /** Is this UUID, in any letter case. */
  readonly eq?: string | null | undefined;
  /** Is one of these UUIDs, at most 100. */
  readonly in?: ReadonlyArray<string> | null | undefined;
};

/** Conditions on a whole number. All given conditions must match. */
export type IntFilter = {
  /** Equals. */
  readonly eq?: number | null | undefined;
  /** Is greater than. */
  readonly gt?: number | null | undefined;
  /** Is greater than or equals. */
  readonly gte?: number | null | undefined;
  /** Equals one of these, at most 100. */
  readonly in?: ReadonlyArray<number> | null | undefined;
  /** Is less than. */
  readonly lt?: number | null | undefined;
  /** Is less than or equals. */
  readonly lte?: number | null | undefined;
};

/** How users are notified that they have to get or renew a derived credential. */
export type NotificationType =
  /** A notification in the Company Portal app. Graph spells it `companyPortal`. */
  | 'COMPANY_PORTAL'
  /** Both the Company Portal app and an e-mail. Graph spells it `companyPortal,email`. */
  | 'COMPANY_PORTAL_AND_EMAIL'
  /** An e-mail. Graph spells it `email`. */
  | 'EMAIL'
  /** No notification. Graph spells it `none`. */
  | 'NONE';

/** Conditions on the type of notification. All given conditions must match. */
export type NotificationTypeFilter = {
  /** Equals. */
  readonly eq?: NotificationType | null | undefined;
  /** Equals one of these. */
  readonly in?: ReadonlyArray<NotificationType> | null | undefined;
};

/** Conditions on a string, case-sensitive unless the operator's name says otherwise. All given conditions must match. */
export type TextFilter = {
  /** Contains this. */
  readonly contains?: string | null | undefined;
  /** Contains this if both are converted to lower case, as in `equalsIgnoreCase`. */
  readonly containsIgnoreCase?: string | null | undefined;
  /** Equals. */
  readonly eq?: string | null | undefined;
  /** Equals if both are converted to lower case by Unicode's mapping of single characters, like `tolower` in the REST API. */
  readonly equalsIgnoreCase?: string | null | undefined;
  /** Equals one of these, at most 100. */
  readonly in?: ReadonlyArray<string> | null | undefined;
  /** Begins with this. */
  readonly startsWith?: string | null | undefined;
};

export type CountChangesQueryVariables = Exact<{
  a?: ChangeFilter | null | undefined;
  b?: ChangeFilter | null | undefined;
  c?: ChangeFilter | null | undefined;
  d?: ChangeFilter | null | undefined;
  e?: ChangeFilter | null | undefined;
  f?: ChangeFilter | null | undefined;
  g?: ChangeFilter | null | undefined;
  h?: ChangeFilter | null | undefined;
  i?: ChangeFilter | null | undefined;
  j?: ChangeFilter | null | undefined;
}>;


export type CountChangesQuery = { readonly a: { readonly totalCount: number }, readonly b: { readonly totalCount: number }, readonly c: { readonly totalCount: number }, readonly d: { readonly totalCount: number }, readonly e: { readonly totalCount: number }, readonly f: { readonly totalCount: number }, readonly g: { readonly totalCount: number }, readonly h: { readonly totalCount: number }, readonly i: { readonly totalCount: number }, readonly j: { readonly totalCount: number } };

export type CountSettingsQueryVariables = Exact<{
  a?: DerivedCredentialSettingsFilter | null | undefined;
  b?: DerivedCredentialSettingsFilter | null | undefined;
  c?: DerivedCredentialSettingsFilter | null | undefined;
  d?: DerivedCredentialSettingsFilter | null | undefined;
  e?: DerivedCredentialSettingsFilter | null | undefined;
  f?: DerivedCredentialSettingsFilter | null | undefined;
  g?: DerivedCredentialSettingsFilter | null | undefined;
  h?: DerivedCredentialSettingsFilter | null | undefined;
  i?: DerivedCredentialSettingsFilter | null | undefined;
  j?: DerivedCredentialSettingsFilter | null | undefined;
}>;


export type CountSettingsQuery = { readonly a: { readonly totalCount: number }, readonly b: { readonly totalCount: number }, readonly c: { readonly totalCount: number }, readonly d: { readonly totalCount: number }, readonly e: { readonly totalCount: number }, readonly f: { readonly totalCount: number }, readonly g: { readonly totalCount: number }, readonly h: { readonly totalCount: number }, readonly i: { readonly totalCount: number }, readonly j: { readonly totalCount: number } };

export type DeliveriesQueryVariables = Exact<{
  from: string;
}>;


export type DeliveriesQuery = { readonly changes: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly at: string, readonly graph: { readonly state: GraphDeliveryState } }>, readonly pageInfo: { readonly hasPreviousPage: boolean } } };


export const CountChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CountChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"a"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"b"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"c"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"d"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"e"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"f"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"g"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"h"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"i"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"j"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"a"},"name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"a"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"b"},"name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"b"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"c"},"name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"c"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"d"},"name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"d"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"e"},"name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"e"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"f"},"name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"f"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"g"},"name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"g"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"h"},"name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"h"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"i"},"name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"i"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"j"},"name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"j"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<CountChangesQuery, CountChangesQueryVariables>;
export const CountSettingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CountSettings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"a"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"b"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"c"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"d"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"e"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"f"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"g"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"h"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"i"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"j"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"a"},"name":{"kind":"Name","value":"derivedCredentials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"a"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"b"},"name":{"kind":"Name","value":"derivedCredentials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"b"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"c"},"name":{"kind":"Name","value":"derivedCredentials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"c"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"d"},"name":{"kind":"Name","value":"derivedCredentials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"d"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"e"},"name":{"kind":"Name","value":"derivedCredentials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"e"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"f"},"name":{"kind":"Name","value":"derivedCredentials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"f"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"g"},"name":{"kind":"Name","value":"derivedCredentials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"g"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"h"},"name":{"kind":"Name","value":"derivedCredentials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"h"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"i"},"name":{"kind":"Name","value":"derivedCredentials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"i"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"j"},"name":{"kind":"Name","value":"derivedCredentials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"j"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]} as unknown as DocumentNode<CountSettingsQuery, CountSettingsQueryVariables>;
export const DeliveriesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Deliveries"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTime"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"at"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"gte"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"graph"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}}]}}]}}]}}]} as unknown as DocumentNode<DeliveriesQuery, DeliveriesQueryVariables>;