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

/** Which objects of Intune to take over. */
export type AdoptFromGraphInput = {
  /** If true, nothing is written, and the result says what would be done. */
  readonly dryRun?: boolean;
  /** The ids in Intune of the objects to take over. Null or absent: all that only Intune has. An empty list takes over none. */
  readonly graphIds?: ReadonlyArray<string> | null | undefined;
};

/** Changes to make in one transaction. */
export type ApplyDerivedCredentialSettingsChangesInput = {
  /** The changes in their order, at most 100. */
  readonly changes: ReadonlyArray<DerivedCredentialSettingsChangeInput>;
  /** If true, everything is checked and the result is returned, but nothing is written. */
  readonly dryRun?: boolean;
  /**
   * If true, the response is sent only when Intune has confirmed or refused every change, at most 20 seconds later. `graph` says
   * which for each. The changes are recorded in any case. In a single
   * change, it is about that change.
   */
  readonly waitForGraph?: boolean;
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

/** The order of a list of changes. */
export type ChangeOrder = {
  /** Ascending: the oldest first. Descending: the newest first. */
  readonly direction?: OrderDirection;
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

/** The content of a new settings object. */
export type CreateDerivedCredentialSettingsInput = {
  /**
   * The name for administrators: 1 to 256 characters after trimming. Control, zero-width and direction-overriding characters
   * are not allowed, except joiners next to a letter that can join (as in Persian and Hindi) and the parts of emoji. Stored
   * in Unicode's composed form (NFC). For example `Field staff`.
   */
  readonly displayName: string;
  /** If true, everything is checked and the result is returned, but nothing is written. */
  readonly dryRun?: boolean;
  /**
   * The page that explains to users how to get the credential: an absolute `http` or `https` URL of at most 2,048 characters,
   * with a host that DNS allows, without a user name or password. For example `https://example.com/helpUrl/`. Null for none.
   * Required: without it, a create fails with `BAD_USER_INPUT`.
   */
  readonly helpUrl?: string | null | undefined;
  /**
   * A UUID of your choice, which makes a retry safe. Null or absent: the service makes one. It must not be the id of a
   * deleted object: restore such an object with `revertDerivedCredentialSettings`.
   */
  readonly id?: string | null | undefined;
  /** The issuer of the credentials. It cannot be changed later. */
  readonly issuer: DerivedCredentialIssuer;
  /** How users are notified to get or renew a credential. */
  readonly notificationType: NotificationType;
  /** The percentage of a credential's lifetime that is left when its renewal is due: 1 to 99. */
  readonly renewalThresholdPercentage?: number;
  /**
   * If true, the response is sent only when Intune has confirmed or refused the change, at most 20 seconds later. `graph` says
   * which. The change is recorded in any case.
   */
  readonly waitForGraph?: boolean;
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

/** The settings object to delete. */
export type DeleteDerivedCredentialSettingsInput = {
  /** If true, everything is checked and the result is returned, but nothing is written. */
  readonly dryRun?: boolean;
  /** The `version` that you read. If given, the deletion fails with `VERSION_CONFLICT` if the object has been changed since. */
  readonly expectedVersion?: number | null | undefined;
  /** The object to delete. */
  readonly id: string;
  /**
   * If true, the response is sent only when Intune has confirmed or refused the change, at most 20 seconds later. `graph` says
   * which. The change is recorded in any case.
   */
  readonly waitForGraph?: boolean;
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

/** One change of a transaction. `dryRun` applies to the whole transaction and is refused in a single change. */
export type DerivedCredentialSettingsChangeInput =
  {   /** Creates an object, as `createDerivedCredentialSettings` does. */
  readonly create: CreateDerivedCredentialSettingsInput; readonly delete?: never; readonly revert?: never; readonly update?: never; }
  |  { readonly create?: never;   /** Deletes an object, as `deleteDerivedCredentialSettings` does. */
  readonly delete: DeleteDerivedCredentialSettingsInput; readonly revert?: never; readonly update?: never; }
  |  { readonly create?: never; readonly delete?: never;   /**
   * Reverts an object to an earlier version, as `revertDerivedCredentialSettings` does. An `update` after it can change the
   * content.
   */
  readonly revert: RevertDerivedCredentialSettingsInput; readonly update?: never; }
  |  { readonly create?: never; readonly delete?: never; readonly revert?: never;   /** Updates an object, as `updateDerivedCredentialSettings` does. */
  readonly update: UpdateDerivedCredentialSettingsInput; };

/** The fields of a settings object that a change can modify. */
export type DerivedCredentialSettingsField =
  /** The field `displayName`. */
  | 'DISPLAY_NAME'
  /** The field `helpUrl`. */
  | 'HELP_URL'
  /** The field `issuer`. It is fixed while the object exists, so only a creation or deletion modifies it. */
  | 'ISSUER'
  /** The field `notificationType`. */
  | 'NOTIFICATION_TYPE'
  /** The field `renewalThresholdPercentage`. */
  | 'RENEWAL_THRESHOLD_PERCENTAGE';

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

/**
 * One key in the order of a list of settings. Objects that are equal in all keys are ordered by id, in the direction of the
 * last key.
 */
export type DerivedCredentialSettingsOrder = {
  /** The direction of the order. */
  readonly direction?: OrderDirection;
  /** The field to order by. */
  readonly field: DerivedCredentialSettingsOrderField;
};

/** The fields by which settings can be ordered. Strings and names of enum values are ordered by Unicode code point. */
export type DerivedCredentialSettingsOrderField =
  /** The time of creation. */
  | 'CREATED_AT'
  /** The name, case-sensitively. */
  | 'DISPLAY_NAME'
  /** The help page. In ascending order, objects without one come first. */
  | 'HELP_URL'
  /** The id. */
  | 'ID'
  /** The name of the enum value, for example `PUREBRED`. */
  | 'ISSUER'
  /** The name of the enum value, for example `EMAIL`. */
  | 'NOTIFICATION_TYPE'
  /** The renewal threshold. */
  | 'RENEWAL_THRESHOLD_PERCENTAGE'
  /** The time of the last change. */
  | 'UPDATED_AT';

/** Conditions on a string that is compared as a whole, case-sensitively. All given conditions must match. */
export type ExactTextFilter = {
  /** Equals. */
  readonly eq?: string | null | undefined;
  /** Equals one of these, at most 100. */
  readonly in?: ReadonlyArray<string> | null | undefined;
};

/** A field difference as it was shown. */
export type FieldDifferenceInput = {
  /** The field. */
  readonly field: DerivedCredentialSettingsField;
  /** The value here. */
  readonly here?: string | null | undefined;
  /** The value in Intune. */
  readonly inGraph?: string | null | undefined;
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

/** The kinds of differences between the settings here and those in Intune. */
export type GraphDriftKind =
  /** Both sides have the object, with different content. */
  | 'DIFFERENT'
  /** Only Intune has the object, and its content equals that of an object which is linked already. */
  | 'DUPLICATE'
  /** Intune does not have the object. */
  | 'ONLY_HERE'
  /** Only Intune has the object. */
  | 'ONLY_IN_GRAPH'
  /** Intune holds values that the rules here refuse. */
  | 'UNREADABLE';

/** What a connection to Microsoft Graph does. */
export type GraphMode =
  /** It reads Intune and shows how it differs. It changes neither side. */
  | 'OBSERVE'
  /** Nothing: the tenant is not connected. */
  | 'OFF'
  /** Intune decides: changes there are recorded here, and nobody can write here. */
  | 'PULL'
  /** Intune is to have what is kept here: every change is sent. */
  | 'PUSH';

/** The kinds of problems with Microsoft Graph. */
export type GraphProblemCode =
  /** The same field was changed here and in Intune. */
  | 'CHANGED_ON_BOTH_SIDES'
  /** There is no valid token: the secret, the certificate or the federation of the app registration has to be mended. */
  | 'CREDENTIALS'
  /** More objects were deleted within an hour than usual. `syncWithGraph` confirms the deletions. */
  | 'DELETIONS_HELD'
  /** Intune holds objects that nobody here knows, and one of them may be this one. */
  | 'FOUND_TWICE'
  /** The object is no longer in Intune. */
  | 'GONE'
  /** Intune holds settings of another issuer, and allows one issuer for each tenant. */
  | 'ISSUER_IN_USE'
  /** An update made a new object in Intune instead of changing the old one, so no more updates are sent. */
  | 'NOT_UPDATED_IN_PLACE'
  /** Whether Graph did the last request is not known yet. */
  | 'OUTCOME_UNKNOWN'
  /** The app registration lacks a permission, or an administrator has not consented. */
  | 'PERMISSION'
  /** Graph refused the change. */
  | 'REFUSED'
  /** Intune has not been read for a while. */
  | 'STALE'
  /** Graph takes no more requests for a while. */
  | 'THROTTLED'
  /** Graph does not answer, or its answers cannot be used. */
  | 'UNREACHABLE'
  /** Intune holds values that the rules here refuse. */
  | 'UNREADABLE';

/** What can be decided about a difference. */
export type GraphResolution =
  /** The object in Intune with `graphId` is nobody's business here. It is left alone and no longer shown. */
  | 'IGNORE'
  /** The two objects with `id` and `graphId` are the same. Neither is changed. */
  | 'LINK'
  /** Intune is to be as it is here. An object that only Intune has is deleted there. */
  | 'OURS'
  /** Here it is to be as in Intune. An object that only Intune has is created here, one that Intune lacks is deleted here. */
  | 'THEIRS';

/** The states of a settings object in Intune. */
export type GraphState =
  /** A person has to decide: the same was changed on both sides, or Intune holds more objects than are explained. */
  | 'CONFLICT'
  /** Somebody else changed or deleted the object in Intune. */
  | 'DRIFTED'
  /** Intune confirmed exactly this content, and showed it when it was last read. */
  | 'IN_SYNC'
  /** The tenant is not connected, or nothing has been adopted yet: Intune does not get the object from here. */
  | 'NOT_CONNECTED'
  /** A change waits to be sent. */
  | 'PENDING'
  /** Intune refused the change, or would refuse it. It is not sent again by itself. */
  | 'REFUSED'
  /** It is not known what Intune holds: a request has no outcome yet, or Intune has not been read for a while. */
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

/** A moment in the tenant's history. */
export type Moment =
  {   /** The moment right after the change with this cursor. */
  readonly cursor: string; readonly time?: never; }
  |  { readonly cursor?: never;   /** A point in time. A change with exactly this time is included. */
  readonly time: string; };

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

/** The direction of an order. */
export type OrderDirection =
  /** The smallest, earliest or alphabetically first value comes first. */
  | 'ASC'
  /** The largest, latest or alphabetically last value comes first. */
  | 'DESC';

/**
 * A decision about one difference. Give `id` for an object that exists here, `graphId` for one that only Intune has, and both to
 * link two objects.
 */
export type ResolveGraphDriftInput = {
  /**
   * The differences that you saw. If they have changed since, nothing is done, and the error is `VERSION_CONFLICT`. Null or
   * absent: whatever they are.
   */
  readonly expectedDifferences?: ReadonlyArray<FieldDifferenceInput> | null | undefined;
  /** The id of the object in Intune. */
  readonly graphId?: string | null | undefined;
  /** The id of the settings object here. */
  readonly id?: string | null | undefined;
  /** The decision. */
  readonly take: GraphResolution;
};

/** The change to send again. */
export type RetryGraphChangeInput = {
  /** The id of the settings object whose change was refused. */
  readonly id: string;
};

/** The settings object to revert, and the version. */
export type RevertDerivedCredentialSettingsInput = {
  /** If true, everything is checked and the result is returned, but nothing is written. */
  readonly dryRun?: boolean;
  /**
   * The latest version that you know; for a deleted object, the version of the deletion. If given, the revert fails
   * with `VERSION_CONFLICT` if the object has been changed since.
   */
  readonly expectedVersion?: number | null | undefined;
  /** The object to revert. It may have been deleted. */
  readonly id: string;
  /** The version whose content the object gets, as in `Change.version`. Not the version of a deletion. */
  readonly toVersion: number;
  /**
   * If true, the response is sent only when Intune has confirmed or refused the change, at most 20 seconds later. `graph` says
   * which. The change is recorded in any case.
   */
  readonly waitForGraph?: boolean;
};

/** What to confirm when Intune is read. */
export type SyncWithGraphInput = {
  /** If true, all deletions recorded so far are carried out, however many they are. Each makes users enrol again. */
  readonly confirmDeletions?: boolean;
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

/** New values for an existing settings object. Absent fields stay as they are. */
export type UpdateDerivedCredentialSettingsInput = {
  /** As in `CreateDerivedCredentialSettingsInput.displayName`. Null is refused. */
  readonly displayName?: string | null | undefined;
  /** If true, everything is checked and the result is returned, but nothing is written. */
  readonly dryRun?: boolean;
  /** The `version` that you read. If given, the update fails with `VERSION_CONFLICT` if the object has been changed since. */
  readonly expectedVersion?: number | null | undefined;
  /** As in `CreateDerivedCredentialSettingsInput.helpUrl`. An explicit null clears it. */
  readonly helpUrl?: string | null | undefined;
  /** The object to change. */
  readonly id: string;
  /** How users are notified. Null is refused. */
  readonly notificationType?: NotificationType | null | undefined;
  /** As in `CreateDerivedCredentialSettingsInput.renewalThresholdPercentage`. Null is refused. */
  readonly renewalThresholdPercentage?: number | null | undefined;
  /**
   * If true, the response is sent only when Intune has confirmed or refused the change, at most 20 seconds later. `graph` says
   * which. The change is recorded in any case.
   */
  readonly waitForGraph?: boolean;
};

/** The kinds of faults that data can have. */
export type UserErrorCode =
  /**
   * The id is in use by an object with other content, or by a deleted object, which `revertDerivedCredentialSettings` can
   * restore.
   */
  | 'ALREADY_EXISTS'
  /** The value is empty, or is empty after trimming. */
  | 'BLANK'
  /** The tenant may have only one issuer and already uses another. */
  | 'ISSUER_CONFLICT'
  /** The value does not have the required format, or has characters that are not allowed. */
  | 'MALFORMED'
  /** This value cannot be set here. */
  | 'NOT_ALLOWED'
  /** The tenant has no such object. */
  | 'NOT_FOUND'
  /** The number is out of bounds. */
  | 'OUT_OF_RANGE'
  /** The value has more characters than allowed. */
  | 'TOO_LONG'
  /** The object has been changed since `expectedVersion`. */
  | 'VERSION_CONFLICT';

export type SettingsFieldsFragment = { readonly id: string, readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number, readonly version: number, readonly createdAt: string, readonly updatedAt: string };

export type SnapshotFieldsFragment = { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number };

export type ChangeFieldsFragment = { readonly id: string, readonly kind: ChangeKind, readonly settingsId: string, readonly version: number, readonly at: string, readonly recordedAt: string, readonly origin: ChangeOrigin, readonly requestId: string, readonly touchedFields: ReadonlyArray<DerivedCredentialSettingsField>, readonly actor: { readonly subject: string, readonly clientId: string | null, readonly kind: ActorKind }, readonly before: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null, readonly after: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null };

export type UserErrorFieldsFragment = { readonly code: UserErrorCode, readonly field: ReadonlyArray<string>, readonly message: string };

export type PageFieldsFragment = { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null };

export type GraphProblemFieldsFragment = { readonly code: GraphProblemCode, readonly message: string, readonly graphCode: string | null, readonly status: number | null, readonly requestId: string | null, readonly clientRequestId: string | null, readonly at: string, readonly retried: boolean };

export type DifferenceFieldsFragment = { readonly field: DerivedCredentialSettingsField, readonly here: string | null, readonly inGraph: string | null, readonly confirmed: string | null };

export type GraphStatusFieldsFragment = { readonly id: string, readonly settingsId: string, readonly state: GraphState, readonly graphId: string | null, readonly wantedVersion: number | null, readonly confirmedVersion: number | null, readonly confirmedAt: string | null, readonly pendingSince: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly graphIds: ReadonlyArray<string>, readonly problem: { readonly code: GraphProblemCode, readonly message: string, readonly graphCode: string | null, readonly status: number | null, readonly requestId: string | null, readonly clientRequestId: string | null, readonly at: string, readonly retried: boolean } | null, readonly differences: ReadonlyArray<{ readonly field: DerivedCredentialSettingsField, readonly here: string | null, readonly inGraph: string | null, readonly confirmed: string | null }> };

export type GraphConnectionFieldsFragment = { readonly mode: GraphMode, readonly cloud: string, readonly reachable: boolean | null, readonly lastReadAt: string | null, readonly lastWholeReadAt: string | null, readonly lag: number, readonly pending: number, readonly unknown: number, readonly refused: number, readonly drifted: number, readonly conflicts: number, readonly adopted: boolean, readonly keepsIds: boolean | null, readonly updatesInPlace: boolean | null, readonly problem: { readonly code: GraphProblemCode, readonly message: string, readonly graphCode: string | null, readonly status: number | null, readonly requestId: string | null, readonly clientRequestId: string | null, readonly at: string, readonly retried: boolean } | null };

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

export type SyncWithGraphMutationVariables = Exact<{
  input: SyncWithGraphInput;
}>;


export type SyncWithGraphMutation = { readonly syncWithGraph: { readonly graphConnection: { readonly mode: GraphMode, readonly cloud: string, readonly reachable: boolean | null, readonly lastReadAt: string | null, readonly lastWholeReadAt: string | null, readonly lag: number, readonly pending: number, readonly unknown: number, readonly refused: number, readonly drifted: number, readonly conflicts: number, readonly adopted: boolean, readonly keepsIds: boolean | null, readonly updatesInPlace: boolean | null, readonly problem: { readonly code: GraphProblemCode, readonly message: string, readonly graphCode: string | null, readonly status: number | null, readonly requestId: string | null, readonly clientRequestId: string | null, readonly at: string, readonly retried: boolean } | null }, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string>, readonly message: string }> } };

export type AdoptFromGraphMutationVariables = Exact<{
  input: AdoptFromGraphInput;
}>;


export type AdoptFromGraphMutation = { readonly adoptFromGraph: { readonly takenOver: ReadonlyArray<string>, readonly toCreateCount: number, readonly leftCount: number, readonly linked: ReadonlyArray<{ readonly settingsId: string, readonly graphId: string }>, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string>, readonly message: string }> } };

export type ResolveGraphDriftMutationVariables = Exact<{
  input: ResolveGraphDriftInput;
}>;


export type ResolveGraphDriftMutation = { readonly resolveGraphDrift: { readonly graph: { readonly id: string, readonly settingsId: string, readonly state: GraphState, readonly graphId: string | null, readonly wantedVersion: number | null, readonly confirmedVersion: number | null, readonly confirmedAt: string | null, readonly pendingSince: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly graphIds: ReadonlyArray<string>, readonly problem: { readonly code: GraphProblemCode, readonly message: string, readonly graphCode: string | null, readonly status: number | null, readonly requestId: string | null, readonly clientRequestId: string | null, readonly at: string, readonly retried: boolean } | null, readonly differences: ReadonlyArray<{ readonly field: DerivedCredentialSettingsField, readonly here: string | null, readonly inGraph: string | null, readonly confirmed: string | null }> } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string>, readonly message: string }> } };

export type RetryGraphChangeMutationVariables = Exact<{
  input: RetryGraphChangeInput;
}>;


export type RetryGraphChangeMutation = { readonly retryGraphChange: { readonly graph: { readonly id: string, readonly settingsId: string, readonly state: GraphState, readonly graphId: string | null, readonly wantedVersion: number | null, readonly confirmedVersion: number | null, readonly confirmedAt: string | null, readonly pendingSince: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly graphIds: ReadonlyArray<string>, readonly problem: { readonly code: GraphProblemCode, readonly message: string, readonly graphCode: string | null, readonly status: number | null, readonly requestId: string | null, readonly clientRequestId: string | null, readonly at: string, readonly retried: boolean } | null, readonly differences: ReadonlyArray<{ readonly field: DerivedCredentialSettingsField, readonly here: string | null, readonly inGraph: string | null, readonly confirmed: string | null }> } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string>, readonly message: string }> } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer: { readonly tenantId: string, readonly subject: string, readonly clientId: string | null, readonly permissions: ReadonlyArray<string>, readonly expiresAt: string } };

export type NodeByIdQueryVariables = Exact<{
  id: string;
}>;


export type NodeByIdQuery = { readonly node:
    | { readonly __typename: 'Change', readonly id: string, readonly kind: ChangeKind, readonly settingsId: string, readonly version: number, readonly at: string, readonly recordedAt: string, readonly origin: ChangeOrigin, readonly requestId: string, readonly touchedFields: ReadonlyArray<DerivedCredentialSettingsField>, readonly actor: { readonly subject: string, readonly clientId: string | null, readonly kind: ActorKind }, readonly before: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null, readonly after: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null }
    | { readonly __typename: 'DerivedCredentialSettings', readonly id: string, readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number, readonly version: number, readonly createdAt: string, readonly updatedAt: string }
    | { readonly __typename: 'GraphDrift', readonly id: string }
    | { readonly __typename: 'GraphStatus', readonly id: string }
   | null };

export type NodesByIdsQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type NodesByIdsQuery = { readonly nodes: ReadonlyArray<
    | { readonly __typename: 'Change', readonly id: string, readonly kind: ChangeKind, readonly settingsId: string, readonly version: number, readonly at: string, readonly recordedAt: string, readonly origin: ChangeOrigin, readonly requestId: string, readonly touchedFields: ReadonlyArray<DerivedCredentialSettingsField>, readonly actor: { readonly subject: string, readonly clientId: string | null, readonly kind: ActorKind }, readonly before: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null, readonly after: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null }
    | { readonly __typename: 'DerivedCredentialSettings', readonly id: string, readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number, readonly version: number, readonly createdAt: string, readonly updatedAt: string }
    | { readonly __typename: 'GraphDrift', readonly id: string }
    | { readonly __typename: 'GraphStatus', readonly id: string }
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

export type GraphConnectionQueryVariables = Exact<{ [key: string]: never; }>;


export type GraphConnectionQuery = { readonly graphConnection: { readonly mode: GraphMode, readonly cloud: string, readonly reachable: boolean | null, readonly lastReadAt: string | null, readonly lastWholeReadAt: string | null, readonly lag: number, readonly pending: number, readonly unknown: number, readonly refused: number, readonly drifted: number, readonly conflicts: number, readonly adopted: boolean, readonly keepsIds: boolean | null, readonly updatesInPlace: boolean | null, readonly problem: { readonly code: GraphProblemCode, readonly message: string, readonly graphCode: string | null, readonly status: number | null, readonly requestId: string | null, readonly clientRequestId: string | null, readonly at: string, readonly retried: boolean } | null } };

export type GraphStatusOfQueryVariables = Exact<{
  settingsId: string;
}>;


export type GraphStatusOfQuery = { readonly graphStatus: { readonly id: string, readonly settingsId: string, readonly state: GraphState, readonly graphId: string | null, readonly wantedVersion: number | null, readonly confirmedVersion: number | null, readonly confirmedAt: string | null, readonly pendingSince: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly graphIds: ReadonlyArray<string>, readonly problem: { readonly code: GraphProblemCode, readonly message: string, readonly graphCode: string | null, readonly status: number | null, readonly requestId: string | null, readonly clientRequestId: string | null, readonly at: string, readonly retried: boolean } | null, readonly differences: ReadonlyArray<{ readonly field: DerivedCredentialSettingsField, readonly here: string | null, readonly inGraph: string | null, readonly confirmed: string | null }> } | null };

export type GraphDriftQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  kind?: ReadonlyArray<GraphDriftKind> | GraphDriftKind | null | undefined;
}>;


export type GraphDriftQuery = { readonly graphDrift: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: GraphDriftKind, readonly graphId: string | null, readonly since: string, readonly faults: ReadonlyArray<string>, readonly settings: { readonly id: string, readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number, readonly version: number, readonly createdAt: string, readonly updatedAt: string } | null, readonly inGraph: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null, readonly differences: ReadonlyArray<{ readonly field: DerivedCredentialSettingsField, readonly here: string | null, readonly inGraph: string | null, readonly confirmed: string | null }> }> } };

export type GraphStatusesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type GraphStatusesQuery = { readonly derivedCredentials: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly displayName: string, readonly graph: { readonly id: string, readonly settingsId: string, readonly state: GraphState, readonly graphId: string | null, readonly wantedVersion: number | null, readonly confirmedVersion: number | null, readonly confirmedAt: string | null, readonly pendingSince: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly graphIds: ReadonlyArray<string>, readonly problem: { readonly code: GraphProblemCode, readonly message: string, readonly graphCode: string | null, readonly status: number | null, readonly requestId: string | null, readonly clientRequestId: string | null, readonly at: string, readonly retried: boolean } | null, readonly differences: ReadonlyArray<{ readonly field: DerivedCredentialSettingsField, readonly here: string | null, readonly inGraph: string | null, readonly confirmed: string | null }> } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type GraphDeletionsQueryVariables = Exact<{
  last?: number | null | undefined;
  before?: string | null | undefined;
  filter?: ChangeFilter | null | undefined;
}>;


export type GraphDeletionsQuery = { readonly changes: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly settingsId: string, readonly before: { readonly displayName: string } | null, readonly graph: { readonly state: GraphDeliveryState } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type FollowChangesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: ChangeFilter | null | undefined;
}>;


export type FollowChangesSubscription = { readonly changes: { readonly cursor: string, readonly node: { readonly id: string, readonly kind: ChangeKind, readonly settingsId: string, readonly version: number, readonly at: string, readonly recordedAt: string, readonly origin: ChangeOrigin, readonly requestId: string, readonly touchedFields: ReadonlyArray<DerivedCredentialSettingsField>, readonly actor: { readonly subject: string, readonly clientId: string | null, readonly kind: ActorKind }, readonly before: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null, readonly after: { readonly displayName: string, readonly helpUrl: string | null, readonly issuer: DerivedCredentialIssuer, readonly notificationType: NotificationType, readonly renewalThresholdPercentage: number } | null } } };

export type FollowGraphStatusSubscriptionVariables = Exact<{
  id?: string | null | undefined;
}>;


export type FollowGraphStatusSubscription = { readonly graphStatus: { readonly id: string, readonly settingsId: string, readonly state: GraphState, readonly graphId: string | null, readonly wantedVersion: number | null, readonly confirmedVersion: number | null, readonly confirmedAt: string | null, readonly pendingSince: string | null, readonly attempts: number, readonly nextAttemptAt: string | null, readonly graphIds: ReadonlyArray<string>, readonly problem: { readonly code: GraphProblemCode, readonly message: string, readonly graphCode: string | null, readonly status: number | null, readonly requestId: string | null, readonly clientRequestId: string | null, readonly at: string, readonly retried: boolean } | null, readonly differences: ReadonlyArray<{ readonly field: DerivedCredentialSettingsField, readonly here: string | null, readonly inGraph: string | null, readonly confirmed: string | null }> } };

export const SettingsFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<SettingsFieldsFragment, unknown>;
export const SnapshotFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}}]} as unknown as DocumentNode<SnapshotFieldsFragment, unknown>;
export const ChangeFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}}]} as unknown as DocumentNode<ChangeFieldsFragment, unknown>;
export const UserErrorFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<UserErrorFieldsFragment, unknown>;
export const PageFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<PageFieldsFragment, unknown>;
export const GraphProblemFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphProblemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"graphCode"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"clientRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"retried"}}]}}]} as unknown as DocumentNode<GraphProblemFieldsFragment, unknown>;
export const DifferenceFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DifferenceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"here"}},{"kind":"Field","name":{"kind":"Name","value":"inGraph"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}}]}}]} as unknown as DocumentNode<DifferenceFieldsFragment, unknown>;
export const GraphStatusFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphStatusFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"graphId"}},{"kind":"Field","name":{"kind":"Name","value":"wantedVersion"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedVersion"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedAt"}},{"kind":"Field","name":{"kind":"Name","value":"pendingSince"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GraphProblemFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DifferenceFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"graphIds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphProblemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"graphCode"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"clientRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"retried"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DifferenceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"here"}},{"kind":"Field","name":{"kind":"Name","value":"inGraph"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}}]}}]} as unknown as DocumentNode<GraphStatusFieldsFragment, unknown>;
export const GraphConnectionFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphConnectionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"cloud"}},{"kind":"Field","name":{"kind":"Name","value":"reachable"}},{"kind":"Field","name":{"kind":"Name","value":"lastReadAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastWholeReadAt"}},{"kind":"Field","name":{"kind":"Name","value":"lag"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"unknown"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}},{"kind":"Field","name":{"kind":"Name","value":"drifted"}},{"kind":"Field","name":{"kind":"Name","value":"conflicts"}},{"kind":"Field","name":{"kind":"Name","value":"adopted"}},{"kind":"Field","name":{"kind":"Name","value":"keepsIds"}},{"kind":"Field","name":{"kind":"Name","value":"updatesInPlace"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GraphProblemFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphProblemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"graphCode"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"clientRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"retried"}}]}}]} as unknown as DocumentNode<GraphConnectionFieldsFragment, unknown>;
export const CreateSettingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateSettings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateDerivedCredentialSettingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createDerivedCredentialSettings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedCredentialSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<CreateSettingsMutation, CreateSettingsMutationVariables>;
export const UpdateSettingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateSettings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateDerivedCredentialSettingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateDerivedCredentialSettings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedCredentialSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<UpdateSettingsMutation, UpdateSettingsMutationVariables>;
export const DeleteSettingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteSettings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteDerivedCredentialSettingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteDerivedCredentialSettings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedCredentialSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deletedId"}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<DeleteSettingsMutation, DeleteSettingsMutationVariables>;
export const RevertSettingsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevertSettings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevertDerivedCredentialSettingsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revertDerivedCredentialSettings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedCredentialSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<RevertSettingsMutation, RevertSettingsMutationVariables>;
export const ApplyChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApplyChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApplyDerivedCredentialSettingsChangesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"applyDerivedCredentialSettingsChanges"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedCredentialSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"deletedId"}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<ApplyChangesMutation, ApplyChangesMutationVariables>;
export const SyncWithGraphDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SyncWithGraph"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SyncWithGraphInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"syncWithGraph"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"graphConnection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GraphConnectionFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphProblemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"graphCode"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"clientRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"retried"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphConnectionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"cloud"}},{"kind":"Field","name":{"kind":"Name","value":"reachable"}},{"kind":"Field","name":{"kind":"Name","value":"lastReadAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastWholeReadAt"}},{"kind":"Field","name":{"kind":"Name","value":"lag"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"unknown"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}},{"kind":"Field","name":{"kind":"Name","value":"drifted"}},{"kind":"Field","name":{"kind":"Name","value":"conflicts"}},{"kind":"Field","name":{"kind":"Name","value":"adopted"}},{"kind":"Field","name":{"kind":"Name","value":"keepsIds"}},{"kind":"Field","name":{"kind":"Name","value":"updatesInPlace"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GraphProblemFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<SyncWithGraphMutation, SyncWithGraphMutationVariables>;
export const AdoptFromGraphDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AdoptFromGraph"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AdoptFromGraphInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"adoptFromGraph"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"linked"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"graphId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"takenOver"}},{"kind":"Field","name":{"kind":"Name","value":"toCreateCount"}},{"kind":"Field","name":{"kind":"Name","value":"leftCount"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<AdoptFromGraphMutation, AdoptFromGraphMutationVariables>;
export const ResolveGraphDriftDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ResolveGraphDrift"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ResolveGraphDriftInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resolveGraphDrift"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"graph"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GraphStatusFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphProblemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"graphCode"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"clientRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"retried"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DifferenceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"here"}},{"kind":"Field","name":{"kind":"Name","value":"inGraph"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphStatusFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"graphId"}},{"kind":"Field","name":{"kind":"Name","value":"wantedVersion"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedVersion"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedAt"}},{"kind":"Field","name":{"kind":"Name","value":"pendingSince"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GraphProblemFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DifferenceFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"graphIds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<ResolveGraphDriftMutation, ResolveGraphDriftMutationVariables>;
export const RetryGraphChangeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RetryGraphChange"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RetryGraphChangeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryGraphChange"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"graph"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GraphStatusFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"UserErrorFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphProblemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"graphCode"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"clientRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"retried"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DifferenceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"here"}},{"kind":"Field","name":{"kind":"Name","value":"inGraph"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphStatusFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"graphId"}},{"kind":"Field","name":{"kind":"Name","value":"wantedVersion"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedVersion"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedAt"}},{"kind":"Field","name":{"kind":"Name","value":"pendingSince"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GraphProblemFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DifferenceFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"graphIds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"UserErrorFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<RetryGraphChangeMutation, RetryGraphChangeMutationVariables>;
export const ViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tenantId"}},{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"permissions"}},{"kind":"Field","name":{"kind":"Name","value":"expiresAt"}}]}}]}}]} as unknown as DocumentNode<ViewerQuery, ViewerQueryVariables>;
export const NodeByIdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NodeById"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}}]} as unknown as DocumentNode<NodeByIdQuery, NodeByIdQueryVariables>;
export const NodesByIdsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NodesByIds"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}}]} as unknown as DocumentNode<NodesByIdsQuery, NodesByIdsQueryVariables>;
export const SettingsByIdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SettingsById"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Moment"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedCredentialSettings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"asOf"},"value":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}}]} as unknown as DocumentNode<SettingsByIdQuery, SettingsByIdQueryVariables>;
export const SettingsPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SettingsPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsOrder"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Moment"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedCredentials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"asOf"},"value":{"kind":"Variable","name":{"kind":"Name","value":"asOf"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PageFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<SettingsPageQuery, SettingsPageQueryVariables>;
export const SettingsHistoryDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"SettingsHistory"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedCredentialSettings"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PageFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<SettingsHistoryQuery, SettingsHistoryQueryVariables>;
export const ChangesPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ChangesPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PageFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<ChangesPageQuery, ChangesPageQueryVariables>;
export const GraphConnectionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GraphConnection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"graphConnection"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GraphConnectionFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphProblemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"graphCode"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"clientRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"retried"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphConnectionFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphConnection"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"cloud"}},{"kind":"Field","name":{"kind":"Name","value":"reachable"}},{"kind":"Field","name":{"kind":"Name","value":"lastReadAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastWholeReadAt"}},{"kind":"Field","name":{"kind":"Name","value":"lag"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"unknown"}},{"kind":"Field","name":{"kind":"Name","value":"refused"}},{"kind":"Field","name":{"kind":"Name","value":"drifted"}},{"kind":"Field","name":{"kind":"Name","value":"conflicts"}},{"kind":"Field","name":{"kind":"Name","value":"adopted"}},{"kind":"Field","name":{"kind":"Name","value":"keepsIds"}},{"kind":"Field","name":{"kind":"Name","value":"updatesInPlace"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GraphProblemFields"}}]}}]}}]} as unknown as DocumentNode<GraphConnectionQuery, GraphConnectionQueryVariables>;
export const GraphStatusOfDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GraphStatusOf"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"settingsId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"graphStatus"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"settingsId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"settingsId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GraphStatusFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphProblemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"graphCode"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"clientRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"retried"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DifferenceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"here"}},{"kind":"Field","name":{"kind":"Name","value":"inGraph"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphStatusFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"graphId"}},{"kind":"Field","name":{"kind":"Name","value":"wantedVersion"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedVersion"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedAt"}},{"kind":"Field","name":{"kind":"Name","value":"pendingSince"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GraphProblemFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DifferenceFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"graphIds"}}]}}]} as unknown as DocumentNode<GraphStatusOfQuery, GraphStatusOfQueryVariables>;
export const GraphDriftDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GraphDrift"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"kind"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GraphDriftKind"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"graphDrift"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"kind"},"value":{"kind":"Variable","name":{"kind":"Name","value":"kind"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PageFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"graphId"}},{"kind":"Field","name":{"kind":"Name","value":"since"}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SettingsFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inGraph"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DifferenceFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"faults"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SettingsFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettings"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DifferenceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"here"}},{"kind":"Field","name":{"kind":"Name","value":"inGraph"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}}]}}]} as unknown as DocumentNode<GraphDriftQuery, GraphDriftQueryVariables>;
export const GraphStatusesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GraphStatuses"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"derivedCredentials"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"graph"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GraphStatusFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PageFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphProblemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"graphCode"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"clientRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"retried"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DifferenceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"here"}},{"kind":"Field","name":{"kind":"Name","value":"inGraph"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphStatusFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"graphId"}},{"kind":"Field","name":{"kind":"Name","value":"wantedVersion"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedVersion"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedAt"}},{"kind":"Field","name":{"kind":"Name","value":"pendingSince"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GraphProblemFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DifferenceFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"graphIds"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<GraphStatusesQuery, GraphStatusesQueryVariables>;
export const GraphDeletionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"GraphDeletions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"graph"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"PageFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"PageFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PageInfo"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]} as unknown as DocumentNode<GraphDeletionsQuery, GraphDeletionsQueryVariables>;
export const FollowChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ChangeFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ChangeFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"SnapshotFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"DerivedCredentialSettingsSnapshot"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"helpUrl"}},{"kind":"Field","name":{"kind":"Name","value":"issuer"}},{"kind":"Field","name":{"kind":"Name","value":"notificationType"}},{"kind":"Field","name":{"kind":"Name","value":"renewalThresholdPercentage"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ChangeFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Change"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"recordedAt"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"subject"}},{"kind":"Field","name":{"kind":"Name","value":"clientId"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}},{"kind":"Field","name":{"kind":"Name","value":"origin"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"before"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"after"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"SnapshotFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"touchedFields"}}]}}]} as unknown as DocumentNode<FollowChangesSubscription, FollowChangesSubscriptionVariables>;
export const FollowGraphStatusDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"FollowGraphStatus"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"graphStatus"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GraphStatusFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphProblemFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphProblem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"graphCode"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"requestId"}},{"kind":"Field","name":{"kind":"Name","value":"clientRequestId"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"retried"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DifferenceFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"FieldDifference"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"here"}},{"kind":"Field","name":{"kind":"Name","value":"inGraph"}},{"kind":"Field","name":{"kind":"Name","value":"confirmed"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"GraphStatusFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GraphStatus"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"settingsId"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"graphId"}},{"kind":"Field","name":{"kind":"Name","value":"wantedVersion"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedVersion"}},{"kind":"Field","name":{"kind":"Name","value":"confirmedAt"}},{"kind":"Field","name":{"kind":"Name","value":"pendingSince"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"problem"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"GraphProblemFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"differences"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DifferenceFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"graphIds"}}]}}]} as unknown as DocumentNode<FollowGraphStatusSubscription, FollowGraphStatusSubscriptionVariables>;