/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Conditions on who asked for a change. All given must hold. */
export type ActorFilter = {
  /** By the client application that held the token. */
  readonly clientId?: ExactTextFilter | null | undefined;
  /** By whether a person or an application acted. */
  readonly kind?: ActorKindFilter | null | undefined;
  /** By the user or application. */
  readonly subject?: ExactTextFilter | null | undefined;
};

/** Whether a person or an application acts. */
export type ActorKind =
  /** An application on its own behalf. */
  | 'APPLICATION'
  /** A person, through a client application. */
  | 'USER';

/** Conditions on whether a person or an application acted. All given must hold. */
export type ActorKindFilter = {
  /** Is this kind. */
  readonly eq?: ActorKind | null | undefined;
  /** Is one of these kinds. */
  readonly in?: ReadonlyArray<ActorKind> | null | undefined;
};

/** Changes to make together. */
export type ApplyDerivedCredentialSettingsChangesInput = {
  /** The changes in the order in which to make them, at most 100. */
  readonly changes: ReadonlyArray<DerivedCredentialSettingsChangeInput>;
  /** Whether only to check and to tell what would come of it. Nothing is written. */
  readonly dryRun?: boolean;
};

/**
 * Which changes to return. Several members of one object must all hold. One kind, one subject, any objects and a range of
 * times are answered from an index. Several kinds or subjects, `origin`, `clientId`, the kind of the actor, and `in` on `at`
 * read the tenant's log instead, and cost as much as a filter on settings without an index.
 */
export type ChangeFilter = {
  /** By who asked for the change. */
  readonly actor?: ActorFilter | null | undefined;
  /** By when it was recorded. */
  readonly at?: DateTimeFilter | null | undefined;
  /** By what happened to it. */
  readonly kind?: ChangeKindFilter | null | undefined;
  /** By the API or command through which it came. */
  readonly origin?: ChangeOriginFilter | null | undefined;
  /** By the object that was changed. */
  readonly settingsId?: IdFilter | null | undefined;
};

/** What can happen to a settings object. */
export type ChangeKind =
  /** It was created, or created anew after a deletion. */
  | 'CREATED'
  /** It was removed. */
  | 'DELETED'
  /** Some of its content was changed. */
  | 'UPDATED';

/** Conditions on the kind of a change. All given must hold. */
export type ChangeKindFilter = {
  /** Is this kind. */
  readonly eq?: ChangeKind | null | undefined;
  /** Is one of these kinds. */
  readonly in?: ReadonlyArray<ChangeKind> | null | undefined;
};

/** The order of a list of changes. */
export type ChangeOrder = {
  /** Which end of the log comes first: ascending the oldest, descending the newest. */
  readonly direction?: OrderDirection;
};

/** The faces of the service through which a change can come. */
export type ChangeOrigin =
  /** A command on the server's own machine. */
  | 'CLI'
  /** This GraphQL API. */
  | 'GRAPHQL'
  /** Replication with Microsoft Graph. */
  | 'REPLICATION'
  /** The Microsoft Graph-compatible REST API. */
  | 'REST';

/** Conditions on where a change came from. All given must hold. */
export type ChangeOriginFilter = {
  /** Is this one. */
  readonly eq?: ChangeOrigin | null | undefined;
  /** Is one of these. */
  readonly in?: ReadonlyArray<ChangeOrigin> | null | undefined;
};

/** The content of a new settings object. */
export type CreateDerivedCredentialSettingsInput = {
  /**
   * What administrators call it: 1 to 256 characters after trimming; no control, zero-width or direction-overriding ones,
   * but joiners beside a letter that can join, as in Persian and Hindi, and what emoji are made of. Stored in Unicode's
   * composed form (NFC). For example `Field staff`.
   */
  readonly displayName: string;
  /** Whether only to check and to tell what would come of it. Nothing is written. */
  readonly dryRun?: boolean;
  /**
   * The page that tells a user how to get the credential: an absolute `http` or `https` address of at most 2,048
   * characters, with a host that DNS allows, without a user name or password. For example `https://example.com/helpUrl/`.
   * Null for none. It must be named: a create that leaves it out is refused with `BAD_USER_INPUT`.
   */
  readonly helpUrl?: string | null | undefined;
  /**
   * A UUID of your choice, which makes a retry safe. Made by the service where left out or null. It must not be that of a
   * deleted object: restore that with `revertDerivedCredentialSettings`.
   */
  readonly id?: string | null | undefined;
  /** Who issues the credentials. It cannot be changed later. */
  readonly issuer: DerivedCredentialIssuer;
  /** How users are told to get or renew a credential. */
  readonly notificationType: NotificationType;
  /** How much of a credential's life, in percent, may be left when its renewal is due: 1 to 99. */
  readonly renewalThresholdPercentage?: number;
};

/** Conditions on a point in time, compared to the millisecond. All given must hold. */
export type DateTimeFilter = {
  /** Is this moment. */
  readonly eq?: string | null | undefined;
  /** Is after. */
  readonly gt?: string | null | undefined;
  /** Is after or at. */
  readonly gte?: string | null | undefined;
  /** Is one of these moments, at most 100. */
  readonly in?: ReadonlyArray<string> | null | undefined;
  /** Is before. */
  readonly lt?: string | null | undefined;
  /** Is before or at. */
  readonly lte?: string | null | undefined;
};

/** Which settings object to remove. */
export type DeleteDerivedCredentialSettingsInput = {
  /** Whether only to check and to tell what would come of it. Nothing is written. */
  readonly dryRun?: boolean;
  /** The `version` you read. With it the deletion is refused if somebody else has changed the object since. */
  readonly expectedVersion?: number | null | undefined;
  /** The object to remove. */
  readonly id: string;
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

/** Conditions on the issuer. All given must hold. */
export type DerivedCredentialIssuerFilter = {
  /** Is this issuer. */
  readonly eq?: DerivedCredentialIssuer | null | undefined;
  /** Is one of these issuers. */
  readonly in?: ReadonlyArray<DerivedCredentialIssuer> | null | undefined;
};

/** One of the changes to make together. `dryRun` belongs to all of them and is refused in a single one. */
export type DerivedCredentialSettingsChangeInput =
  {   /** Add an object, as `createDerivedCredentialSettings` does. */
  readonly create: CreateDerivedCredentialSettingsInput; readonly delete?: never; readonly revert?: never; readonly update?: never; }
  |  { readonly create?: never;   /** Remove an object, as `deleteDerivedCredentialSettings` does. */
  readonly delete: DeleteDerivedCredentialSettingsInput; readonly revert?: never; readonly update?: never; }
  |  { readonly create?: never; readonly delete?: never;   /**
   * Restore an earlier version of an object, as `revertDerivedCredentialSettings` does. An `update` after it can change the
   * restored content.
   */
  readonly revert: RevertDerivedCredentialSettingsInput; readonly update?: never; }
  |  { readonly create?: never; readonly delete?: never; readonly revert?: never;   /** Change an object, as `updateDerivedCredentialSettings` does. */
  readonly update: UpdateDerivedCredentialSettingsInput; };

/** The fields of a settings object that a change can touch. */
export type DerivedCredentialSettingsField =
  /** The field `displayName`. */
  | 'DISPLAY_NAME'
  /** The field `helpUrl`. */
  | 'HELP_URL'
  /** The field `issuer`. It is fixed while the object exists, so only a creation or a deletion touches it. */
  | 'ISSUER'
  /** The field `notificationType`. */
  | 'NOTIFICATION_TYPE'
  /** The field `renewalThresholdPercentage`. */
  | 'RENEWAL_THRESHOLD_PERCENTAGE';

/**
 * Which settings to return. Several members of one object must all hold. A filter may hold 100 conditions at the most.
 * Equality, ranges and prefixes are answered from an index; `contains`, `containsIgnoreCase`, `equalsIgnoreCase` and `not`
 * read all of the tenant's settings and cost more.
 */
export type DerivedCredentialSettingsFilter = {
  /** All of these must hold. An empty list always holds. */
  readonly and?: ReadonlyArray<DerivedCredentialSettingsFilter> | null | undefined;
  /** By time of creation. */
  readonly createdAt?: DateTimeFilter | null | undefined;
  /**
   * By name, compared by Unicode code point; case-sensitive unless the operator says otherwise, and in whichever normal form it is
   * written. `eq`, `in` and `equalsIgnoreCase` leave out spaces at the ends, which are not stored either.
   */
  readonly displayName?: TextFilter | null | undefined;
  /** By help page in its canonical spelling; `{eq: null}` finds the objects that have none. */
  readonly helpUrl?: TextFilter | null | undefined;
  /** By id. */
  readonly id?: IdFilter | null | undefined;
  /** By issuer. */
  readonly issuer?: DerivedCredentialIssuerFilter | null | undefined;
  /** This must not hold. */
  readonly not?: DerivedCredentialSettingsFilter | null | undefined;
  /** By way of notification. */
  readonly notificationType?: NotificationTypeFilter | null | undefined;
  /** At least one of these must hold. An empty list never holds. */
  readonly or?: ReadonlyArray<DerivedCredentialSettingsFilter> | null | undefined;
  /** By renewal threshold, in percent. */
  readonly renewalThresholdPercentage?: IntFilter | null | undefined;
  /** By time of the last change. */
  readonly updatedAt?: DateTimeFilter | null | undefined;
};

/** What to order a list of settings by. Objects that are equal in all that is named are ordered by id, in the last direction. */
export type DerivedCredentialSettingsOrder = {
  /** Which end comes first. */
  readonly direction?: OrderDirection;
  /** What to order by. */
  readonly field: DerivedCredentialSettingsOrderField;
};

/** What settings can be ordered by. Texts and enum members order by Unicode code point of their spelling. */
export type DerivedCredentialSettingsOrderField =
  /** The time of creation. */
  | 'CREATED_AT'
  /** The name, case-sensitively. */
  | 'DISPLAY_NAME'
  /** The help page; objects without one come first. */
  | 'HELP_URL'
  /** The id. */
  | 'ID'
  /** The issuer's name. */
  | 'ISSUER'
  /** The name of the way of notification. */
  | 'NOTIFICATION_TYPE'
  /** The renewal threshold. */
  | 'RENEWAL_THRESHOLD_PERCENTAGE'
  /** The time of the last change. */
  | 'UPDATED_AT';

/** Conditions on a text that is compared as a whole, case-sensitively. All given must hold. */
export type ExactTextFilter = {
  /** Is exactly this. */
  readonly eq?: string | null | undefined;
  /** Is one of these, at most 100. */
  readonly in?: ReadonlyArray<string> | null | undefined;
};

/** Conditions on an id. All given must hold. */
export type IdFilter = {
  /** Is this UUID, in any letter case. */
  readonly eq?: string | null | undefined;
  /** Is one of these UUIDs, at most 100. */
  readonly in?: ReadonlyArray<string> | null | undefined;
};

/** Conditions on a whole number. All given must hold. */
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

/** A moment in the tenant's history. */
export type Moment =
  {   /** Right after the change that has this cursor. */
  readonly cursor: string; readonly time?: never; }
  |  { readonly cursor?: never;   /** A point in time; a change recorded at that very time counts as done. */
  readonly time: string; };

/** How a user is told that a derived credential has to be fetched or renewed. */
export type NotificationType =
  /** A notification in the Company Portal app. Graph spells it `companyPortal`. */
  | 'COMPANY_PORTAL'
  /** Both the Company Portal app and an e-mail. Graph spells it `companyPortal,email`. */
  | 'COMPANY_PORTAL_AND_EMAIL'
  /** An e-mail. Graph spells it `email`. */
  | 'EMAIL'
  /** Users are not told. Graph spells it `none`. */
  | 'NONE';

/** Conditions on the way of notification. All given must hold. */
export type NotificationTypeFilter = {
  /** Is this one. */
  readonly eq?: NotificationType | null | undefined;
  /** Is one of these. */
  readonly in?: ReadonlyArray<NotificationType> | null | undefined;
};

/** Which end of an order comes first. */
export type OrderDirection =
  /** The smallest, earliest or alphabetically first. */
  | 'ASC'
  /** The largest, latest or alphabetically last. */
  | 'DESC';

/** Which version of which settings object to restore. */
export type RevertDerivedCredentialSettingsInput = {
  /** Whether only to check and to tell what would come of it. Nothing is written. */
  readonly dryRun?: boolean;
  /**
   * The latest version you know of; of a deleted object, that of the deletion. With it the revert is refused if somebody
   * else has changed the object since.
   */
  readonly expectedVersion?: number | null | undefined;
  /** The object to restore; it may have been deleted. */
  readonly id: string;
  /** The version whose content it is to have again, as in `Change.version`; not the version of a deletion. */
  readonly toVersion: number;
};

/** Conditions on a text, case-sensitive unless the name says otherwise. All given must hold. */
export type TextFilter = {
  /** Has this somewhere in it. */
  readonly contains?: string | null | undefined;
  /** Has this somewhere in it if both are written in lower case, as in `equalsIgnoreCase`. */
  readonly containsIgnoreCase?: string | null | undefined;
  /** Is exactly this. */
  readonly eq?: string | null | undefined;
  /** Is this if both are written in lower case, letter by letter as Unicode maps them: as `tolower` in the REST API. */
  readonly equalsIgnoreCase?: string | null | undefined;
  /** Is one of these, at most 100. */
  readonly in?: ReadonlyArray<string> | null | undefined;
  /** Begins with this. */
  readonly startsWith?: string | null | undefined;
};

/** New values for an existing settings object. What is left out stays as it is. */
export type UpdateDerivedCredentialSettingsInput = {
  /** As in `CreateDerivedCredentialSettingsInput.displayName`. Null is refused. */
  readonly displayName?: string | null | undefined;
  /** Whether only to check and to tell what would come of it. Nothing is written. */
  readonly dryRun?: boolean;
  /** The `version` you read. With it the update is refused if somebody else has changed the object since. */
  readonly expectedVersion?: number | null | undefined;
  /** As in `CreateDerivedCredentialSettingsInput.helpUrl`. An explicit null clears it. */
  readonly helpUrl?: string | null | undefined;
  /** The object to change. */
  readonly id: string;
  /** How users are told. Null is refused. */
  readonly notificationType?: NotificationType | null | undefined;
  /** As in `CreateDerivedCredentialSettingsInput.renewalThresholdPercentage`. Null is refused. */
  readonly renewalThresholdPercentage?: number | null | undefined;
};

/** Every kind of fault that data can have. */
export type UserErrorCode =
  /**
   * The id is taken: by other content, or by an object that has been deleted, which `revertDerivedCredentialSettings` can
   * restore.
   */
  | 'ALREADY_EXISTS'
  /** It is empty, or nothing is left of it after trimming. */
  | 'BLANK'
  /** The tenant may have only one issuer and already uses another. */
  | 'ISSUER_CONFLICT'
  /** It is not of the required form, or has characters that are not allowed. */
  | 'MALFORMED'
  /** This value cannot be set here. */
  | 'NOT_ALLOWED'
  /** The tenant has no such object. */
  | 'NOT_FOUND'
  /** The number lies outside its bounds. */
  | 'OUT_OF_RANGE'
  /** It has more characters than allowed. */
  | 'TOO_LONG'
  /** The object has been changed since the version you expected. */
  | 'VERSION_CONFLICT';

export type SettingsFieldsFragment = { readonly id: string, readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number, readonly version: number, readonly createdAt: string, readonly updatedAt: string };

export type SnapshotFieldsFragment = { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number };

export type ChangeFieldsFragment = { readonly id: string, readonly kind: ChangeKind, readonly settingsId: string, readonly version: number, readonly at: string, readonly recordedAt: string, readonly origin: ChangeOrigin, readonly requestId: string, readonly touchedFields: ReadonlyArray<DerivedCredentialSettingsField>, readonly actor: { readonly subject: string, readonly clientId: string | null, readonly kind: ActorKind }, readonly before: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null, readonly after: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null };

export type UserErrorFieldsFragment = { readonly code: UserErrorCode, readonly field: ReadonlyArray<string>, readonly message: string };

export type PageFieldsFragment = { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null };

export type CreateSettingsMutationVariables = Exact<{
  input: CreateDerivedCredentialSettingsInput;
}>;


export type CreateSettingsMutation = { readonly createDerivedCredentialSettings: { readonly derivedCredentialSettings: { readonly id: string, readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number, readonly version: number, readonly createdAt: string, readonly updatedAt: string } | null, readonly change: { readonly id: string, readonly kind: ChangeKind, readonly settingsId: string, readonly version: number, readonly at: string, readonly recordedAt: string, readonly origin: ChangeOrigin, readonly requestId: string, readonly touchedFields: ReadonlyArray<DerivedCredentialSettingsField>, readonly actor: { readonly subject: string, readonly clientId: string | null, readonly kind: ActorKind }, readonly before: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null, readonly after: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string>, readonly message: string }> } };

export type UpdateSettingsMutationVariables = Exact<{
  input: UpdateDerivedCredentialSettingsInput;
}>;


export type UpdateSettingsMutation = { readonly updateDerivedCredentialSettings: { readonly derivedCredentialSettings: { readonly id: string, readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number, readonly version: number, readonly createdAt: string, readonly updatedAt: string } | null, readonly change: { readonly id: string, readonly kind: ChangeKind, readonly settingsId: string, readonly version: number, readonly at: string, readonly recordedAt: string, readonly origin: ChangeOrigin, readonly requestId: string, readonly touchedFields: ReadonlyArray<DerivedCredentialSettingsField>, readonly actor: { readonly subject: string, readonly clientId: string | null, readonly kind: ActorKind }, readonly before: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null, readonly after: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string>, readonly message: string }> } };

export type DeleteSettingsMutationVariables = Exact<{
  input: DeleteDerivedCredentialSettingsInput;
}>;


export type DeleteSettingsMutation = { readonly deleteDerivedCredentialSettings: { readonly deletedId: string | null, readonly derivedCredentialSettings: { readonly id: string, readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number, readonly version: number, readonly createdAt: string, readonly updatedAt: string } | null, readonly change: { readonly id: string, readonly kind: ChangeKind, readonly settingsId: string, readonly version: number, readonly at: string, readonly recordedAt: string, readonly origin: ChangeOrigin, readonly requestId: string, readonly touchedFields: ReadonlyArray<DerivedCredentialSettingsField>, readonly actor: { readonly subject: string, readonly clientId: string | null, readonly kind: ActorKind }, readonly before: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null, readonly after: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string>, readonly message: string }> } };

export type RevertSettingsMutationVariables = Exact<{
  input: RevertDerivedCredentialSettingsInput;
}>;


export type RevertSettingsMutation = { readonly revertDerivedCredentialSettings: { readonly derivedCredentialSettings: { readonly id: string, readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number, readonly version: number, readonly createdAt: string, readonly updatedAt: string } | null, readonly change: { readonly id: string, readonly kind: ChangeKind, readonly settingsId: string, readonly version: number, readonly at: string, readonly recordedAt: string, readonly origin: ChangeOrigin, readonly requestId: string, readonly touchedFields: ReadonlyArray<DerivedCredentialSettingsField>, readonly actor: { readonly subject: string, readonly clientId: string | null, readonly kind: ActorKind }, readonly before: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null, readonly after: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string>, readonly message: string }> } };

export type ApplyChangesMutationVariables = Exact<{
  input: ApplyDerivedCredentialSettingsChangesInput;
}>;


export type ApplyChangesMutation = { readonly applyDerivedCredentialSettingsChanges: { readonly results: ReadonlyArray<{ readonly deletedId: string | null, readonly derivedCredentialSettings: { readonly id: string, readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number, readonly version: number, readonly createdAt: string, readonly updatedAt: string }, readonly change: { readonly id: string, readonly kind: ChangeKind, readonly settingsId: string, readonly version: number, readonly at: string, readonly recordedAt: string, readonly origin: ChangeOrigin, readonly requestId: string, readonly touchedFields: ReadonlyArray<DerivedCredentialSettingsField>, readonly actor: { readonly subject: string, readonly clientId: string | null, readonly kind: ActorKind }, readonly before: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null, readonly after: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null } | null }>, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string>, readonly message: string }> } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer: { readonly tenantId: string, readonly subject: string, readonly clientId: string | null, readonly permissions: ReadonlyArray<string>, readonly expiresAt: string } };

export type NodeByIdQueryVariables = Exact<{
  id: string;
}>;


export type NodeByIdQuery = { readonly node:
    | { readonly __typename: 'Change', readonly id: string, readonly kind: ChangeKind, readonly settingsId: string, readonly version: number, readonly at: string, readonly recordedAt: string, readonly origin: ChangeOrigin, readonly requestId: string, readonly touchedFields: ReadonlyArray<DerivedCredentialSettingsField>, readonly actor: { readonly subject: string, readonly clientId: string | null, readonly kind: ActorKind }, readonly before: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null, readonly after: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null }
    | { readonly __typename: 'DerivedCredentialSettings', readonly id: string, readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number, readonly version: number, readonly createdAt: string, readonly updatedAt: string }
   | null };

export type NodesByIdsQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type NodesByIdsQuery = { readonly nodes: ReadonlyArray<
    | { readonly __typename: 'Change', readonly id: string, readonly kind: ChangeKind, readonly settingsId: string, readonly version: number, readonly at: string, readonly recordedAt: string, readonly origin: ChangeOrigin, readonly requestId: string, readonly touchedFields: ReadonlyArray<DerivedCredentialSettingsField>, readonly actor: { readonly subject: string, readonly clientId: string | null, readonly kind: ActorKind }, readonly before: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null, readonly after: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null }
    | { readonly __typename: 'DerivedCredentialSettings', readonly id: string, readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number, readonly version: number, readonly createdAt: string, readonly updatedAt: string }
   | null> };

export type SettingsByIdQueryVariables = Exact<{
  id: string;
  asOf?: Moment | null | undefined;
}>;


export type SettingsByIdQuery = { readonly derivedCredentialSettings: { readonly id: string, readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number, readonly version: number, readonly createdAt: string, readonly updatedAt: string } | null };

export type SettingsPageQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: DerivedCredentialSettingsFilter | null | undefined;
  orderBy?: ReadonlyArray<DerivedCredentialSettingsOrder> | DerivedCredentialSettingsOrder | null | undefined;
  asOf?: Moment | null | undefined;
}>;


export type SettingsPageQuery = { readonly derivedCredentials: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number, readonly version: number, readonly createdAt: string, readonly updatedAt: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type SettingsHistoryQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  orderBy?: ChangeOrder | null | undefined;
}>;


export type SettingsHistoryQuery = { readonly derivedCredentialSettings: { readonly id: string, readonly changes: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: ChangeKind, readonly settingsId: string, readonly version: number, readonly at: string, readonly recordedAt: string, readonly origin: ChangeOrigin, readonly requestId: string, readonly touchedFields: ReadonlyArray<DerivedCredentialSettingsField>, readonly actor: { readonly subject: string, readonly clientId: string | null, readonly kind: ActorKind }, readonly before: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null, readonly after: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } } | null };

export type ChangesPageQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: ChangeFilter | null | undefined;
  orderBy?: ChangeOrder | null | undefined;
}>;


export type ChangesPageQuery = { readonly changes: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: ChangeKind, readonly settingsId: string, readonly version: number, readonly at: string, readonly recordedAt: string, readonly origin: ChangeOrigin, readonly requestId: string, readonly touchedFields: ReadonlyArray<DerivedCredentialSettingsField>, readonly actor: { readonly subject: string, readonly clientId: string | null, readonly kind: ActorKind }, readonly before: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null, readonly after: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type FollowChangesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: ChangeFilter | null | undefined;
}>;


export type FollowChangesSubscription = { readonly changes: { readonly cursor: string, readonly node: { readonly id: string, readonly kind: ChangeKind, readonly settingsId: string, readonly version: number, readonly at: string, readonly recordedAt: string, readonly origin: ChangeOrigin, readonly requestId: string, readonly touchedFields: ReadonlyArray<DerivedCredentialSettingsField>, readonly actor: { readonly subject: string, readonly clientId: string | null, readonly kind: ActorKind }, readonly before: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null, readonly after: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null } } };

export const SettingsFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<SettingsFieldsFragment, unknown>;
export const SnapshotFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}}]} as unknown as DocumentNode<SnapshotFieldsFragment, unknown>;
export const ChangeFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}}]} as unknown as DocumentNode<ChangeFieldsFragment, unknown>;
export const UserErrorFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<UserErrorFieldsFragment, unknown>;
export const PageFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<PageFieldsFragment, unknown>;
export const CreateSettingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateSettings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateDerivedCredentialSettingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createDerivedCredentialSettings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedCredentialSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<CreateSettingsMutation, CreateSettingsMutationVariables>;
export const UpdateSettingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateSettings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateDerivedCredentialSettingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateDerivedCredentialSettings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedCredentialSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<UpdateSettingsMutation, UpdateSettingsMutationVariables>;
export const DeleteSettingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteSettings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteDerivedCredentialSettingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteDerivedCredentialSettings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedCredentialSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deletedId"}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<DeleteSettingsMutation, DeleteSettingsMutationVariables>;
export const RevertSettingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevertSettings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevertDerivedCredentialSettingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revertDerivedCredentialSettings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedCredentialSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<RevertSettingsMutation, RevertSettingsMutationVariables>;
export const ApplyChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApplyChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApplyDerivedCredentialSettingsChangesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"applyDerivedCredentialSettingsChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedCredentialSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deletedId"}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<ApplyChangesMutation, ApplyChangesMutationVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tenantId"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;
export const NodeByIdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NodeById"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}}]} as unknown as DocumentNode<NodeByIdQuery, NodeByIdQueryVariables>;
export const NodesByIdsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NodesByIds"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}}]} as unknown as DocumentNode<NodesByIdsQuery, NodesByIdsQueryVariables>;
export const SettingsByIdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SettingsById"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Moment"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedCredentialSettings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"asOf"},"value":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<SettingsByIdQuery, SettingsByIdQueryVariables>;
export const SettingsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SettingsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsOrder"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Moment"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedCredentials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"asOf"},"value":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PageFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<SettingsPageQuery, SettingsPageQueryVariables>;
export const SettingsHistoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SettingsHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedCredentialSettings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PageFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<SettingsHistoryQuery, SettingsHistoryQueryVariables>;
export const ChangesPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ChangesPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PageFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<ChangesPageQuery, ChangesPageQueryVariables>;
export const FollowChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}}]} as unknown as DocumentNode<FollowChangesSubscription, FollowChangesSubscriptionVariables>;