import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { DerivedCredentialSettings as DomainSettings, SettingsContent } from '../../domain/derived-credential-settings.js';
import type { RecordedChange } from '../../domain/change.js';
import type { Actor as DomainActor, Caller } from '../../domain/caller.js';
import type { GraphStatus as DomainGraphStatus, GraphDrift as DomainGraphDrift, FieldDifference as DomainFieldDifference } from '../../domain/graph-connection.js';
import type { SettingsConnection, ChangesConnection, DriftConnection } from './connection.js';
import type { GraphqlContext } from '../execution/context.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A point in time in UTC as RFC 3339 with milliseconds, for example `2026-11-22T09:30:00.000Z`. */
  DateTime: { input: Date; output: number; }
  /** An absolute `http` or `https` address in its canonical spelling, for example `https://example.com/help`. */
  URL: { input: URL; output: string; }
};

/** Who made a change. */
export type Actor = {
  readonly __typename?: 'Actor';
  /** The client application that used the token. Null if the token named none. */
  readonly clientId?: Maybe<Scalars['String']['output']>;
  /** Whether a person or an application acted. */
  readonly kind: ActorKind;
  /** The issuer's id for the user or application. `erased:` and a number if the person's identity was erased. */
  readonly subject: Scalars['String']['output'];
};

/** Conditions on who made a change. All given conditions must match. */
export type ActorFilter = {
  /** By the client application that used the token. */
  readonly clientId?: InputMaybe<ExactTextFilter>;
  /** By whether a person or an application acted. */
  readonly kind?: InputMaybe<ActorKindFilter>;
  /** By the user or application. */
  readonly subject?: InputMaybe<ExactTextFilter>;
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
  readonly eq?: InputMaybe<ActorKind>;
  /** Is one of these kinds. */
  readonly in?: InputMaybe<ReadonlyArray<ActorKind>>;
};

/** Which objects of Intune to take over. */
export type AdoptFromGraphInput = {
  /** If true, nothing is written, and the result says what would be done. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** The ids in Intune of the objects to take over. Null or absent: all that only Intune has. An empty list takes over none. */
  readonly graphIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** The result of `adoptFromGraph`. */
export type AdoptFromGraphPayload = {
  readonly __typename?: 'AdoptFromGraphPayload';
  /** The number of other differences that are left to decide about. `graphDrift` lists them. */
  readonly leftCount: Scalars['Int']['output'];
  /** The objects with equal content that are linked now. */
  readonly linked: ReadonlyArray<GraphLink>;
  /** The ids in Intune of the objects that were created here. */
  readonly takenOver: ReadonlyArray<Scalars['ID']['output']>;
  /** The number of objects that exist only here. In the mode `PUSH` they are created in Intune from now on. */
  readonly toCreateCount: Scalars['Int']['output'];
  /** Why objects could not be taken over. Empty on success. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Changes to make in one transaction. */
export type ApplyDerivedCredentialSettingsChangesInput = {
  /** The changes in their order, at most 100. */
  readonly changes: ReadonlyArray<DerivedCredentialSettingsChangeInput>;
  /** If true, everything is checked and the result is returned, but nothing is written. */
  readonly dryRun: Scalars['Boolean']['input'];
  /**
   * If true, the response is sent only when Intune has confirmed or refused every change, at most 20 seconds later. `graph` says
   * which for each. The changes are recorded in any case. In a single
   * change, it is about that change.
   */
  readonly waitForGraph: Scalars['Boolean']['input'];
};

/** The result of `applyDerivedCredentialSettingsChanges`. */
export type ApplyDerivedCredentialSettingsChangesPayload = {
  readonly __typename?: 'ApplyDerivedCredentialSettingsChangesPayload';
  /** The result of each change, in the order of the input. Empty if there are `userErrors`. */
  readonly results: ReadonlyArray<DerivedCredentialSettingsChangePayload>;
  /**
   * All faults of the data of all changes. The paths say which change has the fault, for example
   * `["input", "changes", "3", "create", "helpUrl"]`. Empty on success; otherwise nothing was written.
   */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** One recorded change of one settings object. Changes are never modified or deleted. */
export type Change = Node & {
  readonly __typename?: 'Change';
  /** Who made the change. */
  readonly actor: Actor;
  /** The content after the change. Null for a deletion. */
  readonly after?: Maybe<DerivedCredentialSettingsSnapshot>;
  /** The time of the change. Never earlier than that of the change before it, even if the server's clock was set back. */
  readonly at: Scalars['DateTime']['output'];
  /** The content before the change. Null for a creation. */
  readonly before?: Maybe<DerivedCredentialSettingsSnapshot>;
  /**
   * The same as strings, for example `["displayName", "helpUrl"]`.
   * @deprecated Since 0.1.0, not removed before 1.0.0. Use `touchedFields`, whose members are an enum.
   */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
  /** Whether this change has reached Intune. */
  readonly graph: GraphDelivery;
  /** `{settingsId}:{version}`, for example `cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb:2`. */
  readonly id: Scalars['ID']['output'];
  /** What happened to the object. */
  readonly kind: ChangeKind;
  /** The API or command through which it was made. */
  readonly origin: ChangeOrigin;
  /**
   * The server's clock when the change was recorded. Earlier than `at` if the clock was behind the time of the change before
   * it, otherwise the same.
   */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The id of the request that made it, which is also in the server's log and in the `x-request-id` header. */
  readonly requestId: Scalars['String']['output'];
  /** The current object, not the object after this change. Null if it has been deleted since. */
  readonly settings?: Maybe<DerivedCredentialSettings>;
  /** The object that was changed. It may have been deleted since. */
  readonly settingsId: Scalars['ID']['output'];
  /** The fields in which `before` and `after` differ. All fields for a creation or deletion. */
  readonly touchedFields: ReadonlyArray<DerivedCredentialSettingsField>;
  /** The version of the object after this change. A deletion has a version too. */
  readonly version: Scalars['Int']['output'];
};

/** One page of changes. */
export type ChangeConnection = {
  readonly __typename?: 'ChangeConnection';
  /** The changes of the page with their cursors. */
  readonly edges: ReadonlyArray<ChangeEdge>;
  /** The changes of the page without their cursors. */
  readonly nodes: ReadonlyArray<Change>;
  /** The position of the page in the whole list. */
  readonly pageInfo: PageInfo;
  /**
   * The number of changes on all pages, in the same state of the database as the page. Counted only if this field is
   * selected.
   */
  readonly totalCount: Scalars['Int']['output'];
};

/** A change and its position in the tenant's log. */
export type ChangeEdge = {
  readonly __typename?: 'ChangeEdge';
  /** Its position in the log, for `after` or `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The change. */
  readonly node: Change;
};

/**
 * Which changes to return. If several fields are given, all must match. There is an index for one kind, one subject, any number
 * of `settingsId`s, and a range of times. Several kinds or subjects, `origin`, `clientId`, the kind of the actor, and `in` on
 * `at` scan the tenant's log, and cost as much as a filter on settings without an index.
 */
export type ChangeFilter = {
  /** By who made the change. */
  readonly actor?: InputMaybe<ActorFilter>;
  /** By the time of the change, `at`. */
  readonly at?: InputMaybe<DateTimeFilter>;
  /** By the kind of the change. */
  readonly kind?: InputMaybe<ChangeKindFilter>;
  /** By the API or command through which it was made. */
  readonly origin?: InputMaybe<ChangeOriginFilter>;
  /** By the object that was changed. */
  readonly settingsId?: InputMaybe<IdFilter>;
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
  readonly eq?: InputMaybe<ChangeKind>;
  /** Is one of these kinds. */
  readonly in?: InputMaybe<ReadonlyArray<ChangeKind>>;
};

/** The order of a list of changes. */
export type ChangeOrder = {
  /** Ascending: the oldest first. Descending: the newest first. */
  readonly direction: OrderDirection;
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
  readonly eq?: InputMaybe<ChangeOrigin>;
  /** Equals one of these. */
  readonly in?: InputMaybe<ReadonlyArray<ChangeOrigin>>;
};

/** The content of a new settings object. */
export type CreateDerivedCredentialSettingsInput = {
  /**
   * The name for administrators: 1 to 256 characters after trimming. Control, zero-width and direction-overriding characters
   * are not allowed, except joiners next to a letter that can join (as in Persian and Hindi) and the parts of emoji. Stored
   * in Unicode's composed form (NFC). For example `Field staff`.
   */
  readonly displayName: Scalars['String']['input'];
  /** If true, everything is checked and the result is returned, but nothing is written. */
  readonly dryRun: Scalars['Boolean']['input'];
  /**
   * The page that explains to users how to get the credential: an absolute `http` or `https` URL of at most 2,048 characters,
   * with a host that DNS allows, without a user name or password. For example `https://example.com/helpUrl/`. Null for none.
   * Required: without it, a create fails with `BAD_USER_INPUT`.
   */
  readonly helpUrl?: InputMaybe<Scalars['String']['input']>;
  /**
   * A UUID of your choice, which makes a retry safe. Null or absent: the service makes one. It must not be the id of a
   * deleted object: restore such an object with `revertDerivedCredentialSettings`.
   */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** The issuer of the credentials. It cannot be changed later. */
  readonly issuer: DerivedCredentialIssuer;
  /** How users are notified to get or renew a credential. */
  readonly notificationType: NotificationType;
  /** The percentage of a credential's lifetime that is left when its renewal is due: 1 to 99. */
  readonly renewalThresholdPercentage: Scalars['Int']['input'];
  /**
   * If true, the response is sent only when Intune has confirmed or refused the change, at most 20 seconds later. `graph` says
   * which. The change is recorded in any case.
   */
  readonly waitForGraph: Scalars['Boolean']['input'];
};

/** The result of `createDerivedCredentialSettings`. */
export type CreateDerivedCredentialSettingsPayload = {
  readonly __typename?: 'CreateDerivedCredentialSettingsPayload';
  /** The recorded change. Null if there are `userErrors`, or if the request was a retry of an earlier creation. */
  readonly change?: Maybe<Change>;
  /** The object after the creation. Null if there are `userErrors`. */
  readonly derivedCredentialSettings?: Maybe<DerivedCredentialSettings>;
  /** How the object stands in Intune after the change. Null if there are `userErrors`, or with `dryRun`. */
  readonly graph?: Maybe<GraphStatus>;
  /** All faults of the data. Empty on success. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Conditions on a point in time, compared to the millisecond. All given conditions must match. */
export type DateTimeFilter = {
  /** Equals. */
  readonly eq?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is after. */
  readonly gt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is after or at. */
  readonly gte?: InputMaybe<Scalars['DateTime']['input']>;
  /** Equals one of these, at most 100. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['DateTime']['input']>>;
  /** Is before. */
  readonly lt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is before or at. */
  readonly lte?: InputMaybe<Scalars['DateTime']['input']>;
};

/** The settings object to delete. */
export type DeleteDerivedCredentialSettingsInput = {
  /** If true, everything is checked and the result is returned, but nothing is written. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** The `version` that you read. If given, the deletion fails with `VERSION_CONFLICT` if the object has been changed since. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The object to delete. */
  readonly id: Scalars['ID']['input'];
  /**
   * If true, the response is sent only when Intune has confirmed or refused the change, at most 20 seconds later. `graph` says
   * which. The change is recorded in any case.
   */
  readonly waitForGraph: Scalars['Boolean']['input'];
};

/** The result of `deleteDerivedCredentialSettings`. */
export type DeleteDerivedCredentialSettingsPayload = {
  readonly __typename?: 'DeleteDerivedCredentialSettingsPayload';
  /** The recorded change. Null if there are `userErrors`. */
  readonly change?: Maybe<Change>;
  /** The id of the deleted object. Null if there are `userErrors`. */
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
  /** The object before the deletion. Null if there are `userErrors`. */
  readonly derivedCredentialSettings?: Maybe<DerivedCredentialSettings>;
  /** How the object stands in Intune after the change. Null if there are `userErrors`, or with `dryRun`. */
  readonly graph?: Maybe<GraphStatus>;
  /** All faults of the data. Empty on success. */
  readonly userErrors: ReadonlyArray<UserError>;
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
  readonly eq?: InputMaybe<DerivedCredentialIssuer>;
  /** Is one of these issuers. */
  readonly in?: InputMaybe<ReadonlyArray<DerivedCredentialIssuer>>;
};

/**
 * How a tenant gives derived credentials to its users. A derived credential is a certificate that is derived from a smart card
 * and that Intune installs on phones and PCs, so that users of the card can sign in there without it.
 */
export type DerivedCredentialSettings = Node & {
  readonly __typename?: 'DerivedCredentialSettings';
  /** The history of this object, the oldest first unless `orderBy` says otherwise. */
  readonly changes: ChangeConnection;
  /** When the object was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The name for administrators, 1 to 256 characters, for example `Field staff`. */
  readonly displayName: Scalars['String']['output'];
  /** How the object stands in Intune. Refused for an object of the past: it is today's status. */
  readonly graph: GraphStatus;
  /** The page that explains to users how to get the credential. Null if there is none. */
  readonly helpUrl?: Maybe<Scalars['URL']['output']>;
  /** A UUID in lower case, the same as in the REST API, for example `cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb`. */
  readonly id: Scalars['ID']['output'];
  /** The issuer of the credentials. Fixed when the object is created. */
  readonly issuer: DerivedCredentialIssuer;
  /** How users are notified to get or renew a credential. */
  readonly notificationType: NotificationType;
  /**
   * The percentage of a credential's lifetime that is left when its renewal is due: 1 to 99. With 20, users are notified in
   * the last fifth of the lifetime.
   */
  readonly renewalThresholdPercentage: Scalars['Int']['output'];
  /** When the object was last changed. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /**
   * 1 for a new object, and one more with each change. It never restarts. Send it as `expectedVersion` to detect the changes
   * of others.
   */
  readonly version: Scalars['Int']['output'];
};


/**
 * How a tenant gives derived credentials to its users. A derived credential is a certificate that is derived from a smart card
 * and that Intune installs on phones and PCs, so that users of the card can sign in there without it.
 */
export type DerivedCredentialSettingsChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ChangeOrder>;
};

/** One change of a transaction. `dryRun` applies to the whole transaction and is refused in a single change. */
export type DerivedCredentialSettingsChangeInput =
  /** Creates an object, as `createDerivedCredentialSettings` does. */
  { readonly create: CreateDerivedCredentialSettingsInput; readonly delete?: never; readonly revert?: never; readonly update?: never; }
  |  /** Deletes an object, as `deleteDerivedCredentialSettings` does. */
  { readonly create?: never; readonly delete: DeleteDerivedCredentialSettingsInput; readonly revert?: never; readonly update?: never; }
  |  /**
   * Reverts an object to an earlier version, as `revertDerivedCredentialSettings` does. An `update` after it can change the
   * content.
   */
  { readonly create?: never; readonly delete?: never; readonly revert: RevertDerivedCredentialSettingsInput; readonly update?: never; }
  |  /** Updates an object, as `updateDerivedCredentialSettings` does. */
  { readonly create?: never; readonly delete?: never; readonly revert?: never; readonly update: UpdateDerivedCredentialSettingsInput; };

/** The result of one change of a transaction. */
export type DerivedCredentialSettingsChangePayload = {
  readonly __typename?: 'DerivedCredentialSettingsChangePayload';
  /** The recorded change. Null if the object already had the requested content. */
  readonly change?: Maybe<Change>;
  /** The id of the deleted object. Null if the change is no deletion. */
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
  /** The object after this change, or before it if the change is a deletion. */
  readonly derivedCredentialSettings: DerivedCredentialSettings;
  /** How the object stands in Intune after the change. Null with `dryRun`. */
  readonly graph?: Maybe<GraphStatus>;
};

/** One page of settings. */
export type DerivedCredentialSettingsConnection = {
  readonly __typename?: 'DerivedCredentialSettingsConnection';
  /** The objects of the page with their cursors. */
  readonly edges: ReadonlyArray<DerivedCredentialSettingsEdge>;
  /** The objects of the page without their cursors. */
  readonly nodes: ReadonlyArray<DerivedCredentialSettings>;
  /** The position of the page in the whole list. */
  readonly pageInfo: PageInfo;
  /**
   * The number of objects on all pages, in the same state of the database as the page. Counted only if this field is
   * selected.
   */
  readonly totalCount: Scalars['Int']['output'];
};

/** A settings object and its position in the list. */
export type DerivedCredentialSettingsEdge = {
  readonly __typename?: 'DerivedCredentialSettingsEdge';
  /** Its position in the order of the list, for `after` or `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The object. */
  readonly node: DerivedCredentialSettings;
};

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
  readonly and?: InputMaybe<ReadonlyArray<DerivedCredentialSettingsFilter>>;
  /** By time of creation. */
  readonly createdAt?: InputMaybe<DateTimeFilter>;
  /**
   * By name, compared by Unicode code point. Case-sensitive unless the operator's name says otherwise. Values are normalized to
   * NFC like stored names. `eq`, `in` and `equalsIgnoreCase` ignore spaces at the ends, which stored names do not have.
   */
  readonly displayName?: InputMaybe<TextFilter>;
  /** By help page in its canonical spelling. `{eq: null}` matches objects without one. */
  readonly helpUrl?: InputMaybe<TextFilter>;
  /** By id. */
  readonly id?: InputMaybe<IdFilter>;
  /** By issuer. */
  readonly issuer?: InputMaybe<DerivedCredentialIssuerFilter>;
  /** This must not match. */
  readonly not?: InputMaybe<DerivedCredentialSettingsFilter>;
  /** By type of notification. */
  readonly notificationType?: InputMaybe<NotificationTypeFilter>;
  /** At least one of these must match. An empty list never matches. */
  readonly or?: InputMaybe<ReadonlyArray<DerivedCredentialSettingsFilter>>;
  /** By renewal threshold, in percent. */
  readonly renewalThresholdPercentage?: InputMaybe<IntFilter>;
  /** By time of the last change. */
  readonly updatedAt?: InputMaybe<DateTimeFilter>;
};

/**
 * One key in the order of a list of settings. Objects that are equal in all keys are ordered by id, in the direction of the
 * last key.
 */
export type DerivedCredentialSettingsOrder = {
  /** The direction of the order. */
  readonly direction: OrderDirection;
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

/** The content of a settings object at one version. */
export type DerivedCredentialSettingsSnapshot = {
  readonly __typename?: 'DerivedCredentialSettingsSnapshot';
  /** As in `DerivedCredentialSettings.displayName`. */
  readonly displayName: Scalars['String']['output'];
  /** As in `DerivedCredentialSettings.helpUrl`. */
  readonly helpUrl?: Maybe<Scalars['URL']['output']>;
  /** As in `DerivedCredentialSettings.issuer`. */
  readonly issuer: DerivedCredentialIssuer;
  /** As in `DerivedCredentialSettings.notificationType`. */
  readonly notificationType: NotificationType;
  /** As in `DerivedCredentialSettings.renewalThresholdPercentage`. */
  readonly renewalThresholdPercentage: Scalars['Int']['output'];
};

/** Conditions on a string that is compared as a whole, case-sensitively. All given conditions must match. */
export type ExactTextFilter = {
  /** Equals. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** Equals one of these, at most 100. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A field with different values here and in Intune. */
export type FieldDifference = {
  readonly __typename?: 'FieldDifference';
  /** The value that Intune confirmed last. It tells which side has changed. */
  readonly confirmed?: Maybe<Scalars['String']['output']>;
  /** The field. */
  readonly field: DerivedCredentialSettingsField;
  /** The value here as text. Null if there is none. */
  readonly here?: Maybe<Scalars['String']['output']>;
  /** The value in Intune as text. Null if there is none. */
  readonly inGraph?: Maybe<Scalars['String']['output']>;
};

/** A field difference as it was shown. */
export type FieldDifferenceInput = {
  /** The field. */
  readonly field: DerivedCredentialSettingsField;
  /** The value here. */
  readonly here?: InputMaybe<Scalars['String']['input']>;
  /** The value in Intune. */
  readonly inGraph?: InputMaybe<Scalars['String']['input']>;
};

/** The connection of a tenant to Microsoft Graph. An object of its own, not a Relay connection. */
export type GraphConnection = {
  readonly __typename?: 'GraphConnection';
  /** Whether `adoptFromGraph` has confirmed the connection. Until then, nothing is changed in Intune. */
  readonly adopted: Scalars['Boolean']['output'];
  /** Microsoft's cloud: `global`, `usgov`, `dod` or `china`. Empty if the tenant is not connected. */
  readonly cloud: Scalars['String']['output'];
  /** The number of objects in the state `CONFLICT`. */
  readonly conflicts: Scalars['Int']['output'];
  /** The number of objects in the state `DRIFTED`. */
  readonly drifted: Scalars['Int']['output'];
  /** Whether Intune keeps an id that is sent with a new object. Null if that is not known yet. */
  readonly keepsIds?: Maybe<Scalars['Boolean']['output']>;
  /** The number of objects whose latest change is not confirmed. */
  readonly lag: Scalars['Int']['output'];
  /** When Intune was last read. */
  readonly lastReadAt?: Maybe<Scalars['DateTime']['output']>;
  /** When all of the tenant's objects in Intune were last read. */
  readonly lastWholeReadAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the connection does. */
  readonly mode: GraphMode;
  /** The number of objects in the state `PENDING`. */
  readonly pending: Scalars['Int']['output'];
  /** A problem of the whole connection, for example expired credentials. Null if there is none. */
  readonly problem?: Maybe<GraphProblem>;
  /** Whether Intune can be read. Null if it has not been tried. */
  readonly reachable?: Maybe<Scalars['Boolean']['output']>;
  /** The number of objects in the state `REFUSED`. */
  readonly refused: Scalars['Int']['output'];
  /** The number of objects in the state `UNKNOWN`. */
  readonly unknown: Scalars['Int']['output'];
  /** Whether an update changes the object in Intune itself. False if it made a new one. Null if that is not known yet. */
  readonly updatesInPlace?: Maybe<Scalars['Boolean']['output']>;
};

/** Whether a change has reached Intune. */
export type GraphDelivery = {
  readonly __typename?: 'GraphDelivery';
  /** When the state was reached. Null if it is not reached yet, or not known. */
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  /** The state in one word. */
  readonly state: GraphDeliveryState;
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

/** A difference between the settings here and those in Intune. */
export type GraphDrift = Node & {
  readonly __typename?: 'GraphDrift';
  /** The fields whose values differ. Empty unless both sides have the object. */
  readonly differences: ReadonlyArray<FieldDifference>;
  /**
   * Why the content in Intune cannot be read: a sentence for each property, in English, for people. Empty unless the kind is
   * `UNREADABLE`.
   */
  readonly faults: ReadonlyArray<Scalars['String']['output']>;
  /** The id of the object in Intune. Null if Intune has none. */
  readonly graphId?: Maybe<Scalars['ID']['output']>;
  /** The global id. It stays the same as long as the difference exists. */
  readonly id: Scalars['ID']['output'];
  /** The content in Intune. Null if Intune has none, or if it cannot be read. */
  readonly inGraph?: Maybe<DerivedCredentialSettingsSnapshot>;
  /** How the two sides differ. */
  readonly kind: GraphDriftKind;
  /** The settings object here. Null if there is none. */
  readonly settings?: Maybe<DerivedCredentialSettings>;
  /** Since when the two sides may differ. For an object that only Intune has: since when it is known. */
  readonly since: Scalars['DateTime']['output'];
};

/** A page of differences between the settings here and those in Intune. */
export type GraphDriftConnection = {
  readonly __typename?: 'GraphDriftConnection';
  /** The differences with their cursors. */
  readonly edges: ReadonlyArray<GraphDriftEdge>;
  /** The differences without their cursors. */
  readonly nodes: ReadonlyArray<GraphDrift>;
  /** Whether there are more, and where to go on. */
  readonly pageInfo: PageInfo;
  /** The number of all differences that match, whatever the page. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A difference with its cursor. */
export type GraphDriftEdge = {
  readonly __typename?: 'GraphDriftEdge';
  /** Where it stands in the list. Give it as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The difference. */
  readonly node: GraphDrift;
};

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

/** A settings object and the object of Intune that it is. */
export type GraphLink = {
  readonly __typename?: 'GraphLink';
  /** The id of the object in Intune. */
  readonly graphId: Scalars['ID']['output'];
  /** The id of the settings object here. */
  readonly settingsId: Scalars['ID']['output'];
};

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

/** A problem with Microsoft Graph, in words. */
export type GraphProblem = {
  readonly __typename?: 'GraphProblem';
  /** When the problem was met. */
  readonly at: Scalars['DateTime']['output'];
  /** The id that was sent along with the request. It is also in the log of this service. */
  readonly clientRequestId?: Maybe<Scalars['String']['output']>;
  /** The kind of problem. Stable, for programs. */
  readonly code: GraphProblemCode;
  /** The code in Graph's own error. Null if Graph gave none. */
  readonly graphCode?: Maybe<Scalars['String']['output']>;
  /** What is wrong and what to do about it, in English, for people. */
  readonly message: Scalars['String']['output'];
  /** Graph's id of the request, for Microsoft's support. */
  readonly requestId?: Maybe<Scalars['String']['output']>;
  /** Whether the service tries again by itself. */
  readonly retried: Scalars['Boolean']['output'];
  /** The HTTP status of Graph's answer. Null if there was no answer. */
  readonly status?: Maybe<Scalars['Int']['output']>;
};

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

/** How a settings object stands in Intune, as of the last read. It never says more than is known. */
export type GraphStatus = Node & {
  readonly __typename?: 'GraphStatus';
  /** The number of requests that were sent for the object since Intune last confirmed it. */
  readonly attempts: Scalars['Int']['output'];
  /** When Intune confirmed it. */
  readonly confirmedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The version that Intune confirmed last. Null if it confirmed none. */
  readonly confirmedVersion?: Maybe<Scalars['Int']['output']>;
  /** The fields whose values differ here and in Intune. */
  readonly differences: ReadonlyArray<FieldDifference>;
  /** The id of the object in Intune. Null if there is none, or if it is not known yet. */
  readonly graphId?: Maybe<Scalars['ID']['output']>;
  /** The objects in Intune between which a person has to decide. Empty unless the state is `CONFLICT`. */
  readonly graphIds: ReadonlyArray<Scalars['ID']['output']>;
  /** `graph-status:{settingsId}`. A client that normalises its cache updates every view of the status by it. */
  readonly id: Scalars['ID']['output'];
  /** Not before this time is the next request sent. Null if that is not known, or if nothing waits. */
  readonly nextAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  /** Since when a change waits for its confirmation. Null if none does. */
  readonly pendingSince?: Maybe<Scalars['DateTime']['output']>;
  /** What keeps the object from being in sync, if a person should know. Null if nothing does. */
  readonly problem?: Maybe<GraphProblem>;
  /** The id of the settings object. */
  readonly settingsId: Scalars['ID']['output'];
  /** The state in one word. */
  readonly state: GraphState;
  /** The version that Intune is to have. Null if nothing is wanted. */
  readonly wantedVersion?: Maybe<Scalars['Int']['output']>;
};

/** Conditions on an id. All given conditions must match. */
export type IdFilter = {
  /** Is this UUID, in any letter case. */
  readonly eq?: InputMaybe<Scalars['ID']['input']>;
  /** Is one of these UUIDs, at most 100. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** Conditions on a whole number. All given conditions must match. */
export type IntFilter = {
  /** Equals. */
  readonly eq?: InputMaybe<Scalars['Int']['input']>;
  /** Is greater than. */
  readonly gt?: InputMaybe<Scalars['Int']['input']>;
  /** Is greater than or equals. */
  readonly gte?: InputMaybe<Scalars['Int']['input']>;
  /** Equals one of these, at most 100. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Is less than. */
  readonly lt?: InputMaybe<Scalars['Int']['input']>;
  /** Is less than or equals. */
  readonly lte?: InputMaybe<Scalars['Int']['input']>;
};

/** A moment in the tenant's history. */
export type Moment =
  /** The moment right after the change with this cursor. */
  { readonly cursor: Scalars['String']['input']; readonly time?: never; }
  |  /** A point in time. A change with exactly this time is included. */
  { readonly cursor?: never; readonly time: Scalars['DateTime']['input']; };

/**
 * Writes derived-credential settings. Every field needs a bearer token with the permission
 * `DeviceManagementServiceConfig.ReadWrite.All`. If the data has faults, `userErrors` has all of them, and nothing is written.
 * If the request has faults, the response has `errors`.
 * A response is sent only after the change is durable on disk. With `dryRun`, everything is checked and the response is the one
 * that the change would have, but nothing is written.
 */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Confirms the connection of a tenant. Before this, nothing is changed in Intune. Objects with equal content on both sides are
   * linked, and objects that only Intune has are created here. Deletes and overwrites nothing: everything else stays as drift,
   * for `resolveGraphDrift`.
   */
  readonly adoptFromGraph: AdoptFromGraphPayload;
  /**
   * Makes up to 100 changes in one transaction, in the given order: all of them or none. Each is checked against the result
   * of those before it. So an object can be deleted and another created in its place, or a deleted one reverted and updated.
   */
  readonly applyDerivedCredentialSettingsChanges: ApplyDerivedCredentialSettingsChangesPayload;
  /**
   * Creates a settings object. Give an `id` to make a retry safe: a second request with the same id and content returns the
   * object and records no change.
   */
  readonly createDerivedCredentialSettings: CreateDerivedCredentialSettingsPayload;
  /**
   * Deletes a settings object. In Intune, this breaks the credentials that are on devices until every user enrols again.
   * The history stays readable.
   */
  readonly deleteDerivedCredentialSettings: DeleteDerivedCredentialSettingsPayload;
  /** Decides about one difference between the settings here and those in Intune. */
  readonly resolveGraphDrift: ResolveGraphDriftPayload;
  /** Sends a change again that Intune refused. Without this, it is sent again only when the object changes. */
  readonly retryGraphChange: RetryGraphChangePayload;
  /**
   * Gives a settings object the content of an earlier version, even if it has been deleted since. This is an ordinary
   * change: it gets the next version, the current rules apply, and the history records it.
   */
  readonly revertDerivedCredentialSettings: RevertDerivedCredentialSettingsPayload;
  /**
   * Reads Intune now instead of at the next interval, and ends any wait after failures. Can confirm deletions that are held.
   * Returns at once with what is known so far.
   */
  readonly syncWithGraph: SyncWithGraphPayload;
  /**
   * Changes the given fields and leaves the others as they are. The issuer cannot be changed, because Intune fixes it when
   * the object is saved: delete the object and create another. An update that changes nothing records no change.
   */
  readonly updateDerivedCredentialSettings: UpdateDerivedCredentialSettingsPayload;
};


/**
 * Writes derived-credential settings. Every field needs a bearer token with the permission
 * `DeviceManagementServiceConfig.ReadWrite.All`. If the data has faults, `userErrors` has all of them, and nothing is written.
 * If the request has faults, the response has `errors`.
 * A response is sent only after the change is durable on disk. With `dryRun`, everything is checked and the response is the one
 * that the change would have, but nothing is written.
 */
export type MutationAdoptFromGraphArgs = {
  input: AdoptFromGraphInput;
};


/**
 * Writes derived-credential settings. Every field needs a bearer token with the permission
 * `DeviceManagementServiceConfig.ReadWrite.All`. If the data has faults, `userErrors` has all of them, and nothing is written.
 * If the request has faults, the response has `errors`.
 * A response is sent only after the change is durable on disk. With `dryRun`, everything is checked and the response is the one
 * that the change would have, but nothing is written.
 */
export type MutationApplyDerivedCredentialSettingsChangesArgs = {
  input: ApplyDerivedCredentialSettingsChangesInput;
};


/**
 * Writes derived-credential settings. Every field needs a bearer token with the permission
 * `DeviceManagementServiceConfig.ReadWrite.All`. If the data has faults, `userErrors` has all of them, and nothing is written.
 * If the request has faults, the response has `errors`.
 * A response is sent only after the change is durable on disk. With `dryRun`, everything is checked and the response is the one
 * that the change would have, but nothing is written.
 */
export type MutationCreateDerivedCredentialSettingsArgs = {
  input: CreateDerivedCredentialSettingsInput;
};


/**
 * Writes derived-credential settings. Every field needs a bearer token with the permission
 * `DeviceManagementServiceConfig.ReadWrite.All`. If the data has faults, `userErrors` has all of them, and nothing is written.
 * If the request has faults, the response has `errors`.
 * A response is sent only after the change is durable on disk. With `dryRun`, everything is checked and the response is the one
 * that the change would have, but nothing is written.
 */
export type MutationDeleteDerivedCredentialSettingsArgs = {
  input: DeleteDerivedCredentialSettingsInput;
};


/**
 * Writes derived-credential settings. Every field needs a bearer token with the permission
 * `DeviceManagementServiceConfig.ReadWrite.All`. If the data has faults, `userErrors` has all of them, and nothing is written.
 * If the request has faults, the response has `errors`.
 * A response is sent only after the change is durable on disk. With `dryRun`, everything is checked and the response is the one
 * that the change would have, but nothing is written.
 */
export type MutationResolveGraphDriftArgs = {
  input: ResolveGraphDriftInput;
};


/**
 * Writes derived-credential settings. Every field needs a bearer token with the permission
 * `DeviceManagementServiceConfig.ReadWrite.All`. If the data has faults, `userErrors` has all of them, and nothing is written.
 * If the request has faults, the response has `errors`.
 * A response is sent only after the change is durable on disk. With `dryRun`, everything is checked and the response is the one
 * that the change would have, but nothing is written.
 */
export type MutationRetryGraphChangeArgs = {
  input: RetryGraphChangeInput;
};


/**
 * Writes derived-credential settings. Every field needs a bearer token with the permission
 * `DeviceManagementServiceConfig.ReadWrite.All`. If the data has faults, `userErrors` has all of them, and nothing is written.
 * If the request has faults, the response has `errors`.
 * A response is sent only after the change is durable on disk. With `dryRun`, everything is checked and the response is the one
 * that the change would have, but nothing is written.
 */
export type MutationRevertDerivedCredentialSettingsArgs = {
  input: RevertDerivedCredentialSettingsInput;
};


/**
 * Writes derived-credential settings. Every field needs a bearer token with the permission
 * `DeviceManagementServiceConfig.ReadWrite.All`. If the data has faults, `userErrors` has all of them, and nothing is written.
 * If the request has faults, the response has `errors`.
 * A response is sent only after the change is durable on disk. With `dryRun`, everything is checked and the response is the one
 * that the change would have, but nothing is written.
 */
export type MutationSyncWithGraphArgs = {
  input: SyncWithGraphInput;
};


/**
 * Writes derived-credential settings. Every field needs a bearer token with the permission
 * `DeviceManagementServiceConfig.ReadWrite.All`. If the data has faults, `userErrors` has all of them, and nothing is written.
 * If the request has faults, the response has `errors`.
 * A response is sent only after the change is durable on disk. With `dryRun`, everything is checked and the response is the one
 * that the change would have, but nothing is written.
 */
export type MutationUpdateDerivedCredentialSettingsArgs = {
  input: UpdateDerivedCredentialSettingsInput;
};

/** An object that `Query.node` returns by its global id. */
export type Node = {
  /** The global id: the same in every API of the service. It never changes. */
  readonly id: Scalars['ID']['output'];
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
  readonly eq?: InputMaybe<NotificationType>;
  /** Equals one of these. */
  readonly in?: InputMaybe<ReadonlyArray<NotificationType>>;
};

/** The direction of an order. */
export type OrderDirection =
  /** The smallest, earliest or alphabetically first value comes first. */
  | 'ASC'
  /** The largest, latest or alphabetically last value comes first. */
  | 'DESC';

/** The position of a page in the whole list, as the Relay specification defines it. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last item of this page. Null if the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether the list goes on after this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether the list has items before this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first item of this page. Null if the page is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/**
 * Reads derived-credential settings and their history. Every field needs a bearer token. Every field except `viewer` needs the
 * permission `DeviceManagementServiceConfig.Read.All` or `DeviceManagementServiceConfig.ReadWrite.All` in it. A response
 * contains only objects of the token's tenant.
 */
export type Query = {
  readonly __typename?: 'Query';
  /**
   * Every change ever recorded in the tenant, including those of deleted objects; the oldest first unless `orderBy` says
   * otherwise. To receive changes as they happen, subscribe to `Subscription.changes`.
   */
  readonly changes: ChangeConnection;
  /** One settings object. Null if the tenant has none with this id: never created, deleted, or another tenant's. */
  readonly derivedCredentialSettings?: Maybe<DerivedCredentialSettings>;
  /**
   * The tenant's settings, in pages. Without `orderBy`, the oldest comes first. Without `first` and `last`, a page has 20
   * objects. Cursors stay valid during concurrent writes: no object is skipped or repeated because of them.
   */
  readonly derivedCredentials: DerivedCredentialSettingsConnection;
  /** The tenant's connection to Microsoft Graph, through which Intune gets the settings. */
  readonly graphConnection: GraphConnection;
  /**
   * How the settings here and those in Intune differ, object by object, as of the last read of Intune. Empty if they are equal,
   * if the tenant is not connected, or if Intune has not been read yet.
   */
  readonly graphDrift: GraphDriftConnection;
  /**
   * How one settings object stands in Intune, also if it was deleted and its deletion is still pending. Null if the tenant never
   * had an object with this id.
   */
  readonly graphStatus?: Maybe<GraphStatus>;
  /**
   * Any object by its global id: a UUID is a `DerivedCredentialSettings`, `{settingsId}:{version}` is a `Change`. Other ids
   * begin with a word for their type, as in `graph-status:{settingsId}`. Null if the tenant has no such object.
   */
  readonly node?: Maybe<Node>;
  /**
   * Several objects by their global ids, in the order of the ids. Null for an id if the tenant has no such object. The cost
   * is the same as for one `node` field for each id.
   */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  /** The caller and the permissions in the bearer token. The only field that needs no permission. */
  readonly viewer: Viewer;
};


/**
 * Reads derived-credential settings and their history. Every field needs a bearer token. Every field except `viewer` needs the
 * permission `DeviceManagementServiceConfig.Read.All` or `DeviceManagementServiceConfig.ReadWrite.All` in it. A response
 * contains only objects of the token's tenant.
 */
export type QueryChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ChangeFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ChangeOrder>;
};


/**
 * Reads derived-credential settings and their history. Every field needs a bearer token. Every field except `viewer` needs the
 * permission `DeviceManagementServiceConfig.Read.All` or `DeviceManagementServiceConfig.ReadWrite.All` in it. A response
 * contains only objects of the token's tenant.
 */
export type QueryDerivedCredentialSettingsArgs = {
  asOf?: InputMaybe<Moment>;
  id: Scalars['ID']['input'];
};


/**
 * Reads derived-credential settings and their history. Every field needs a bearer token. Every field except `viewer` needs the
 * permission `DeviceManagementServiceConfig.Read.All` or `DeviceManagementServiceConfig.ReadWrite.All` in it. A response
 * contains only objects of the token's tenant.
 */
export type QueryDerivedCredentialsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<Moment>;
  before?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DerivedCredentialSettingsFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ReadonlyArray<DerivedCredentialSettingsOrder>>;
};


/**
 * Reads derived-credential settings and their history. Every field needs a bearer token. Every field except `viewer` needs the
 * permission `DeviceManagementServiceConfig.Read.All` or `DeviceManagementServiceConfig.ReadWrite.All` in it. A response
 * contains only objects of the token's tenant.
 */
export type QueryGraphDriftArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  kind?: InputMaybe<ReadonlyArray<GraphDriftKind>>;
};


/**
 * Reads derived-credential settings and their history. Every field needs a bearer token. Every field except `viewer` needs the
 * permission `DeviceManagementServiceConfig.Read.All` or `DeviceManagementServiceConfig.ReadWrite.All` in it. A response
 * contains only objects of the token's tenant.
 */
export type QueryGraphStatusArgs = {
  settingsId: Scalars['ID']['input'];
};


/**
 * Reads derived-credential settings and their history. Every field needs a bearer token. Every field except `viewer` needs the
 * permission `DeviceManagementServiceConfig.Read.All` or `DeviceManagementServiceConfig.ReadWrite.All` in it. A response
 * contains only objects of the token's tenant.
 */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Reads derived-credential settings and their history. Every field needs a bearer token. Every field except `viewer` needs the
 * permission `DeviceManagementServiceConfig.Read.All` or `DeviceManagementServiceConfig.ReadWrite.All` in it. A response
 * contains only objects of the token's tenant.
 */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};

/**
 * A decision about one difference. Give `id` for an object that exists here, `graphId` for one that only Intune has, and both to
 * link two objects.
 */
export type ResolveGraphDriftInput = {
  /**
   * The differences that you saw. If they have changed since, nothing is done, and the error is `VERSION_CONFLICT`. Null or
   * absent: whatever they are.
   */
  readonly expectedDifferences?: InputMaybe<ReadonlyArray<FieldDifferenceInput>>;
  /** The id of the object in Intune. */
  readonly graphId?: InputMaybe<Scalars['ID']['input']>;
  /** The id of the settings object here. */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** The decision. */
  readonly take: GraphResolution;
};

/** The result of `resolveGraphDrift`. */
export type ResolveGraphDriftPayload = {
  readonly __typename?: 'ResolveGraphDriftPayload';
  /** The status of the settings object after the decision. Null if none is concerned, or if there are `userErrors`. */
  readonly graph?: Maybe<GraphStatus>;
  /** All faults of the decision. Empty on success. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The change to send again. */
export type RetryGraphChangeInput = {
  /** The id of the settings object whose change was refused. */
  readonly id: Scalars['ID']['input'];
};

/** The result of `retryGraphChange`. */
export type RetryGraphChangePayload = {
  readonly __typename?: 'RetryGraphChangePayload';
  /** The status of the settings object. Null if there are `userErrors`. */
  readonly graph?: Maybe<GraphStatus>;
  /** All faults of the input. Empty on success. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** The settings object to revert, and the version. */
export type RevertDerivedCredentialSettingsInput = {
  /** If true, everything is checked and the result is returned, but nothing is written. */
  readonly dryRun: Scalars['Boolean']['input'];
  /**
   * The latest version that you know; for a deleted object, the version of the deletion. If given, the revert fails
   * with `VERSION_CONFLICT` if the object has been changed since.
   */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The object to revert. It may have been deleted. */
  readonly id: Scalars['ID']['input'];
  /** The version whose content the object gets, as in `Change.version`. Not the version of a deletion. */
  readonly toVersion: Scalars['Int']['input'];
  /**
   * If true, the response is sent only when Intune has confirmed or refused the change, at most 20 seconds later. `graph` says
   * which. The change is recorded in any case.
   */
  readonly waitForGraph: Scalars['Boolean']['input'];
};

/** The result of `revertDerivedCredentialSettings`. */
export type RevertDerivedCredentialSettingsPayload = {
  readonly __typename?: 'RevertDerivedCredentialSettingsPayload';
  /** The recorded change. Null if there are `userErrors`, or if the object already has the content. */
  readonly change?: Maybe<Change>;
  /** The object after the revert. Null if there are `userErrors`. */
  readonly derivedCredentialSettings?: Maybe<DerivedCredentialSettings>;
  /** How the object stands in Intune after the change. Null if there are `userErrors`, or with `dryRun`. */
  readonly graph?: Maybe<GraphStatus>;
  /** All faults of the data. Empty on success. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/**
 * Follows derived-credential settings as they change: over WebSocket at `/graphql` with the `graphql-transport-ws` protocol
 * and the token in `connectionParams.authorization`, or over server-sent events at `/graphql/stream`. A stream ends when its
 * token expires. Subscribe again with a new token and the last cursor.
 */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /**
   * Every change recorded in the tenant after a cursor, in order, without a gap or a repetition: first those already
   * recorded, then each one when it is durable. Keep the `cursor` of the last change, to resume after it.
   * With a `filter`, only the changes that match it, again without a gap or a repetition. Nothing is sent for the others, so
   * a stream is silent as long as no change matches. A cursor is a position in the whole log: after a resume, the stream
   * continues with the next change that matches.
   */
  readonly changes: ChangeEdge;
  /**
   * How objects stand in Intune: the current status first, then each new status. Statuses in between may be left out, if they
   * change faster than they are received.
   */
  readonly graphStatus: GraphStatus;
};


/**
 * Follows derived-credential settings as they change: over WebSocket at `/graphql` with the `graphql-transport-ws` protocol
 * and the token in `connectionParams.authorization`, or over server-sent events at `/graphql/stream`. A stream ends when its
 * token expires. Subscribe again with a new token and the last cursor.
 */
export type SubscriptionChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ChangeFilter>;
};


/**
 * Follows derived-credential settings as they change: over WebSocket at `/graphql` with the `graphql-transport-ws` protocol
 * and the token in `connectionParams.authorization`, or over server-sent events at `/graphql/stream`. A stream ends when its
 * token expires. Subscribe again with a new token and the last cursor.
 */
export type SubscriptionGraphStatusArgs = {
  id?: InputMaybe<Scalars['ID']['input']>;
};

/** What to confirm when Intune is read. */
export type SyncWithGraphInput = {
  /** If true, all deletions recorded so far are carried out, however many they are. Each makes users enrol again. */
  readonly confirmDeletions: Scalars['Boolean']['input'];
};

/** The result of `syncWithGraph`. */
export type SyncWithGraphPayload = {
  readonly __typename?: 'SyncWithGraphPayload';
  /** The connection as it is known now. */
  readonly graphConnection: GraphConnection;
  /** Always empty. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Conditions on a string, case-sensitive unless the operator's name says otherwise. All given conditions must match. */
export type TextFilter = {
  /** Contains this. */
  readonly contains?: InputMaybe<Scalars['String']['input']>;
  /** Contains this if both are converted to lower case, as in `equalsIgnoreCase`. */
  readonly containsIgnoreCase?: InputMaybe<Scalars['String']['input']>;
  /** Equals. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** Equals if both are converted to lower case by Unicode's mapping of single characters, like `tolower` in the REST API. */
  readonly equalsIgnoreCase?: InputMaybe<Scalars['String']['input']>;
  /** Equals one of these, at most 100. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Begins with this. */
  readonly startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** New values for an existing settings object. Absent fields stay as they are. */
export type UpdateDerivedCredentialSettingsInput = {
  /** As in `CreateDerivedCredentialSettingsInput.displayName`. Null is refused. */
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  /** If true, everything is checked and the result is returned, but nothing is written. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** The `version` that you read. If given, the update fails with `VERSION_CONFLICT` if the object has been changed since. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** As in `CreateDerivedCredentialSettingsInput.helpUrl`. An explicit null clears it. */
  readonly helpUrl?: InputMaybe<Scalars['String']['input']>;
  /** The object to change. */
  readonly id: Scalars['ID']['input'];
  /** How users are notified. Null is refused. */
  readonly notificationType?: InputMaybe<NotificationType>;
  /** As in `CreateDerivedCredentialSettingsInput.renewalThresholdPercentage`. Null is refused. */
  readonly renewalThresholdPercentage?: InputMaybe<Scalars['Int']['input']>;
  /**
   * If true, the response is sent only when Intune has confirmed or refused the change, at most 20 seconds later. `graph` says
   * which. The change is recorded in any case.
   */
  readonly waitForGraph: Scalars['Boolean']['input'];
};

/** The result of `updateDerivedCredentialSettings`. */
export type UpdateDerivedCredentialSettingsPayload = {
  readonly __typename?: 'UpdateDerivedCredentialSettingsPayload';
  /** The recorded change. Null if there are `userErrors`, or if the update changed nothing. */
  readonly change?: Maybe<Change>;
  /** The object after the update. Null if there are `userErrors`. */
  readonly derivedCredentialSettings?: Maybe<DerivedCredentialSettings>;
  /** How the object stands in Intune after the change. Null if there are `userErrors`, or with `dryRun`. */
  readonly graph?: Maybe<GraphStatus>;
  /** All faults of the data. Empty on success. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** A fault in the data of a mutation, with a path and message that a form can show next to its field. */
export type UserError = {
  readonly __typename?: 'UserError';
  /** The kind of fault. Stable, for programs. */
  readonly code: UserErrorCode;
  /**
   * The path of the faulty value, starting with the mutation's argument, for example `["input", "helpUrl"]`. List indexes
   * start at 0.
   */
  readonly field: ReadonlyArray<Scalars['String']['output']>;
  /** What is wrong and what to do about it, in English, for people. */
  readonly message: Scalars['String']['output'];
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

/** The caller, as the bearer token of the request describes it. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** The client application that uses the token. Null if the token names none. */
  readonly clientId?: Maybe<Scalars['String']['output']>;
  /** When the token expires. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** The permissions in the token, for example `DeviceManagementServiceConfig.ReadWrite.All`. */
  readonly permissions: ReadonlyArray<Scalars['String']['output']>;
  /** The issuer's id for the user, or for the application if no user is involved. */
  readonly subject: Scalars['String']['output'];
  /** The tenant whose objects the caller can access, a UUID. */
  readonly tenantId: Scalars['ID']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( RecordedChange )
    | ( DomainSettings )
    | ( DomainGraphDrift )
    | ( DomainGraphStatus )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Actor: ResolverTypeWrapper<DomainActor>;
  ActorFilter: ActorFilter;
  ActorKind: ActorKind;
  ActorKindFilter: ActorKindFilter;
  AdoptFromGraphInput: AdoptFromGraphInput;
  AdoptFromGraphPayload: ResolverTypeWrapper<AdoptFromGraphPayload>;
  ApplyDerivedCredentialSettingsChangesInput: ApplyDerivedCredentialSettingsChangesInput;
  ApplyDerivedCredentialSettingsChangesPayload: ResolverTypeWrapper<Omit<ApplyDerivedCredentialSettingsChangesPayload, 'results'> & { results: ReadonlyArray<ResolversTypes['DerivedCredentialSettingsChangePayload']> }>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Change: ResolverTypeWrapper<RecordedChange>;
  ChangeConnection: ResolverTypeWrapper<ChangesConnection>;
  ChangeEdge: ResolverTypeWrapper<Omit<ChangeEdge, 'node'> & { node: ResolversTypes['Change'] }>;
  ChangeFilter: ChangeFilter;
  ChangeKind: ChangeKind;
  ChangeKindFilter: ChangeKindFilter;
  ChangeOrder: ChangeOrder;
  ChangeOrigin: ChangeOrigin;
  ChangeOriginFilter: ChangeOriginFilter;
  CreateDerivedCredentialSettingsInput: CreateDerivedCredentialSettingsInput;
  CreateDerivedCredentialSettingsPayload: ResolverTypeWrapper<Omit<CreateDerivedCredentialSettingsPayload, 'change' | 'derivedCredentialSettings' | 'graph'> & { change?: Maybe<ResolversTypes['Change']>, derivedCredentialSettings?: Maybe<ResolversTypes['DerivedCredentialSettings']>, graph?: Maybe<ResolversTypes['GraphStatus']> }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DateTimeFilter: DateTimeFilter;
  DeleteDerivedCredentialSettingsInput: DeleteDerivedCredentialSettingsInput;
  DeleteDerivedCredentialSettingsPayload: ResolverTypeWrapper<Omit<DeleteDerivedCredentialSettingsPayload, 'change' | 'derivedCredentialSettings' | 'graph'> & { change?: Maybe<ResolversTypes['Change']>, derivedCredentialSettings?: Maybe<ResolversTypes['DerivedCredentialSettings']>, graph?: Maybe<ResolversTypes['GraphStatus']> }>;
  DerivedCredentialIssuer: DerivedCredentialIssuer;
  DerivedCredentialIssuerFilter: DerivedCredentialIssuerFilter;
  DerivedCredentialSettings: ResolverTypeWrapper<DomainSettings>;
  DerivedCredentialSettingsChangeInput: DerivedCredentialSettingsChangeInput;
  DerivedCredentialSettingsChangePayload: ResolverTypeWrapper<Omit<DerivedCredentialSettingsChangePayload, 'change' | 'derivedCredentialSettings' | 'graph'> & { change?: Maybe<ResolversTypes['Change']>, derivedCredentialSettings: ResolversTypes['DerivedCredentialSettings'], graph?: Maybe<ResolversTypes['GraphStatus']> }>;
  DerivedCredentialSettingsConnection: ResolverTypeWrapper<SettingsConnection>;
  DerivedCredentialSettingsEdge: ResolverTypeWrapper<Omit<DerivedCredentialSettingsEdge, 'node'> & { node: ResolversTypes['DerivedCredentialSettings'] }>;
  DerivedCredentialSettingsField: DerivedCredentialSettingsField;
  DerivedCredentialSettingsFilter: DerivedCredentialSettingsFilter;
  DerivedCredentialSettingsOrder: DerivedCredentialSettingsOrder;
  DerivedCredentialSettingsOrderField: DerivedCredentialSettingsOrderField;
  DerivedCredentialSettingsSnapshot: ResolverTypeWrapper<SettingsContent>;
  ExactTextFilter: ExactTextFilter;
  FieldDifference: ResolverTypeWrapper<DomainFieldDifference>;
  FieldDifferenceInput: FieldDifferenceInput;
  GraphConnection: ResolverTypeWrapper<GraphConnection>;
  GraphDelivery: ResolverTypeWrapper<GraphDelivery>;
  GraphDeliveryState: GraphDeliveryState;
  GraphDrift: ResolverTypeWrapper<DomainGraphDrift>;
  GraphDriftConnection: ResolverTypeWrapper<DriftConnection>;
  GraphDriftEdge: ResolverTypeWrapper<Omit<GraphDriftEdge, 'node'> & { node: ResolversTypes['GraphDrift'] }>;
  GraphDriftKind: GraphDriftKind;
  GraphLink: ResolverTypeWrapper<GraphLink>;
  GraphMode: GraphMode;
  GraphProblem: ResolverTypeWrapper<GraphProblem>;
  GraphProblemCode: GraphProblemCode;
  GraphResolution: GraphResolution;
  GraphState: GraphState;
  GraphStatus: ResolverTypeWrapper<DomainGraphStatus>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  IdFilter: IdFilter;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  IntFilter: IntFilter;
  Moment: Moment;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  NotificationType: NotificationType;
  NotificationTypeFilter: NotificationTypeFilter;
  OrderDirection: OrderDirection;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ResolveGraphDriftInput: ResolveGraphDriftInput;
  ResolveGraphDriftPayload: ResolverTypeWrapper<Omit<ResolveGraphDriftPayload, 'graph'> & { graph?: Maybe<ResolversTypes['GraphStatus']> }>;
  RetryGraphChangeInput: RetryGraphChangeInput;
  RetryGraphChangePayload: ResolverTypeWrapper<Omit<RetryGraphChangePayload, 'graph'> & { graph?: Maybe<ResolversTypes['GraphStatus']> }>;
  RevertDerivedCredentialSettingsInput: RevertDerivedCredentialSettingsInput;
  RevertDerivedCredentialSettingsPayload: ResolverTypeWrapper<Omit<RevertDerivedCredentialSettingsPayload, 'change' | 'derivedCredentialSettings' | 'graph'> & { change?: Maybe<ResolversTypes['Change']>, derivedCredentialSettings?: Maybe<ResolversTypes['DerivedCredentialSettings']>, graph?: Maybe<ResolversTypes['GraphStatus']> }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SyncWithGraphInput: SyncWithGraphInput;
  SyncWithGraphPayload: ResolverTypeWrapper<SyncWithGraphPayload>;
  TextFilter: TextFilter;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UpdateDerivedCredentialSettingsInput: UpdateDerivedCredentialSettingsInput;
  UpdateDerivedCredentialSettingsPayload: ResolverTypeWrapper<Omit<UpdateDerivedCredentialSettingsPayload, 'change' | 'derivedCredentialSettings' | 'graph'> & { change?: Maybe<ResolversTypes['Change']>, derivedCredentialSettings?: Maybe<ResolversTypes['DerivedCredentialSettings']>, graph?: Maybe<ResolversTypes['GraphStatus']> }>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  Viewer: ResolverTypeWrapper<Caller>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Actor: DomainActor;
  ActorFilter: ActorFilter;
  ActorKindFilter: ActorKindFilter;
  AdoptFromGraphInput: AdoptFromGraphInput;
  AdoptFromGraphPayload: AdoptFromGraphPayload;
  ApplyDerivedCredentialSettingsChangesInput: ApplyDerivedCredentialSettingsChangesInput;
  ApplyDerivedCredentialSettingsChangesPayload: Omit<ApplyDerivedCredentialSettingsChangesPayload, 'results'> & { results: ReadonlyArray<ResolversParentTypes['DerivedCredentialSettingsChangePayload']> };
  Boolean: Scalars['Boolean']['output'];
  Change: RecordedChange;
  ChangeConnection: ChangesConnection;
  ChangeEdge: Omit<ChangeEdge, 'node'> & { node: ResolversParentTypes['Change'] };
  ChangeFilter: ChangeFilter;
  ChangeKindFilter: ChangeKindFilter;
  ChangeOrder: ChangeOrder;
  ChangeOriginFilter: ChangeOriginFilter;
  CreateDerivedCredentialSettingsInput: CreateDerivedCredentialSettingsInput;
  CreateDerivedCredentialSettingsPayload: Omit<CreateDerivedCredentialSettingsPayload, 'change' | 'derivedCredentialSettings' | 'graph'> & { change?: Maybe<ResolversParentTypes['Change']>, derivedCredentialSettings?: Maybe<ResolversParentTypes['DerivedCredentialSettings']>, graph?: Maybe<ResolversParentTypes['GraphStatus']> };
  DateTime: Scalars['DateTime']['output'];
  DateTimeFilter: DateTimeFilter;
  DeleteDerivedCredentialSettingsInput: DeleteDerivedCredentialSettingsInput;
  DeleteDerivedCredentialSettingsPayload: Omit<DeleteDerivedCredentialSettingsPayload, 'change' | 'derivedCredentialSettings' | 'graph'> & { change?: Maybe<ResolversParentTypes['Change']>, derivedCredentialSettings?: Maybe<ResolversParentTypes['DerivedCredentialSettings']>, graph?: Maybe<ResolversParentTypes['GraphStatus']> };
  DerivedCredentialIssuerFilter: DerivedCredentialIssuerFilter;
  DerivedCredentialSettings: DomainSettings;
  DerivedCredentialSettingsChangeInput: DerivedCredentialSettingsChangeInput;
  DerivedCredentialSettingsChangePayload: Omit<DerivedCredentialSettingsChangePayload, 'change' | 'derivedCredentialSettings' | 'graph'> & { change?: Maybe<ResolversParentTypes['Change']>, derivedCredentialSettings: ResolversParentTypes['DerivedCredentialSettings'], graph?: Maybe<ResolversParentTypes['GraphStatus']> };
  DerivedCredentialSettingsConnection: SettingsConnection;
  DerivedCredentialSettingsEdge: Omit<DerivedCredentialSettingsEdge, 'node'> & { node: ResolversParentTypes['DerivedCredentialSettings'] };
  DerivedCredentialSettingsFilter: DerivedCredentialSettingsFilter;
  DerivedCredentialSettingsOrder: DerivedCredentialSettingsOrder;
  DerivedCredentialSettingsSnapshot: SettingsContent;
  ExactTextFilter: ExactTextFilter;
  FieldDifference: DomainFieldDifference;
  FieldDifferenceInput: FieldDifferenceInput;
  GraphConnection: GraphConnection;
  GraphDelivery: GraphDelivery;
  GraphDrift: DomainGraphDrift;
  GraphDriftConnection: DriftConnection;
  GraphDriftEdge: Omit<GraphDriftEdge, 'node'> & { node: ResolversParentTypes['GraphDrift'] };
  GraphLink: GraphLink;
  GraphProblem: GraphProblem;
  GraphStatus: DomainGraphStatus;
  ID: Scalars['ID']['output'];
  IdFilter: IdFilter;
  Int: Scalars['Int']['output'];
  IntFilter: IntFilter;
  Moment: Moment;
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  NotificationTypeFilter: NotificationTypeFilter;
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  ResolveGraphDriftInput: ResolveGraphDriftInput;
  ResolveGraphDriftPayload: Omit<ResolveGraphDriftPayload, 'graph'> & { graph?: Maybe<ResolversParentTypes['GraphStatus']> };
  RetryGraphChangeInput: RetryGraphChangeInput;
  RetryGraphChangePayload: Omit<RetryGraphChangePayload, 'graph'> & { graph?: Maybe<ResolversParentTypes['GraphStatus']> };
  RevertDerivedCredentialSettingsInput: RevertDerivedCredentialSettingsInput;
  RevertDerivedCredentialSettingsPayload: Omit<RevertDerivedCredentialSettingsPayload, 'change' | 'derivedCredentialSettings' | 'graph'> & { change?: Maybe<ResolversParentTypes['Change']>, derivedCredentialSettings?: Maybe<ResolversParentTypes['DerivedCredentialSettings']>, graph?: Maybe<ResolversParentTypes['GraphStatus']> };
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  SyncWithGraphInput: SyncWithGraphInput;
  SyncWithGraphPayload: SyncWithGraphPayload;
  TextFilter: TextFilter;
  URL: Scalars['URL']['output'];
  UpdateDerivedCredentialSettingsInput: UpdateDerivedCredentialSettingsInput;
  UpdateDerivedCredentialSettingsPayload: Omit<UpdateDerivedCredentialSettingsPayload, 'change' | 'derivedCredentialSettings' | 'graph'> & { change?: Maybe<ResolversParentTypes['Change']>, derivedCredentialSettings?: Maybe<ResolversParentTypes['DerivedCredentialSettings']>, graph?: Maybe<ResolversParentTypes['GraphStatus']> };
  UserError: UserError;
  Viewer: Caller;
};

export type ActorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Actor'] = ResolversParentTypes['Actor']> = {
  clientId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ActorKind'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AdoptFromGraphPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AdoptFromGraphPayload'] = ResolversParentTypes['AdoptFromGraphPayload']> = {
  leftCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  linked?: Resolver<ReadonlyArray<ResolversTypes['GraphLink']>, ParentType, ContextType>;
  takenOver?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  toCreateCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ApplyDerivedCredentialSettingsChangesPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ApplyDerivedCredentialSettingsChangesPayload'] = ResolversParentTypes['ApplyDerivedCredentialSettingsChangesPayload']> = {
  results?: Resolver<ReadonlyArray<ResolversTypes['DerivedCredentialSettingsChangePayload']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type ChangeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Change'] = ResolversParentTypes['Change']> = {
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  after?: Resolver<Maybe<ResolversTypes['DerivedCredentialSettingsSnapshot']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['DerivedCredentialSettingsSnapshot']>, ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  graph?: Resolver<ResolversTypes['GraphDelivery'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ChangeKind'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['ChangeOrigin'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  settings?: Resolver<Maybe<ResolversTypes['DerivedCredentialSettings']>, ParentType, ContextType>;
  settingsId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  touchedFields?: Resolver<ReadonlyArray<ResolversTypes['DerivedCredentialSettingsField']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ChangeConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ChangeConnection'] = ResolversParentTypes['ChangeConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ChangeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Change']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ChangeEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ChangeEdge'] = ResolversParentTypes['ChangeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Change'], ParentType, ContextType>;
};

export type CreateDerivedCredentialSettingsPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CreateDerivedCredentialSettingsPayload'] = ResolversParentTypes['CreateDerivedCredentialSettingsPayload']> = {
  change?: Resolver<Maybe<ResolversTypes['Change']>, ParentType, ContextType>;
  derivedCredentialSettings?: Resolver<Maybe<ResolversTypes['DerivedCredentialSettings']>, ParentType, ContextType>;
  graph?: Resolver<Maybe<ResolversTypes['GraphStatus']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteDerivedCredentialSettingsPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DeleteDerivedCredentialSettingsPayload'] = ResolversParentTypes['DeleteDerivedCredentialSettingsPayload']> = {
  change?: Resolver<Maybe<ResolversTypes['Change']>, ParentType, ContextType>;
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  derivedCredentialSettings?: Resolver<Maybe<ResolversTypes['DerivedCredentialSettings']>, ParentType, ContextType>;
  graph?: Resolver<Maybe<ResolversTypes['GraphStatus']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DerivedCredentialSettingsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DerivedCredentialSettings'] = ResolversParentTypes['DerivedCredentialSettings']> = {
  changes?: Resolver<ResolversTypes['ChangeConnection'], ParentType, ContextType, Partial<DerivedCredentialSettingsChangesArgs>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  graph?: Resolver<ResolversTypes['GraphStatus'], ParentType, ContextType>;
  helpUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  issuer?: Resolver<ResolversTypes['DerivedCredentialIssuer'], ParentType, ContextType>;
  notificationType?: Resolver<ResolversTypes['NotificationType'], ParentType, ContextType>;
  renewalThresholdPercentage?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DerivedCredentialSettingsChangePayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DerivedCredentialSettingsChangePayload'] = ResolversParentTypes['DerivedCredentialSettingsChangePayload']> = {
  change?: Resolver<Maybe<ResolversTypes['Change']>, ParentType, ContextType>;
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  derivedCredentialSettings?: Resolver<ResolversTypes['DerivedCredentialSettings'], ParentType, ContextType>;
  graph?: Resolver<Maybe<ResolversTypes['GraphStatus']>, ParentType, ContextType>;
};

export type DerivedCredentialSettingsConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DerivedCredentialSettingsConnection'] = ResolversParentTypes['DerivedCredentialSettingsConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DerivedCredentialSettingsEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['DerivedCredentialSettings']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DerivedCredentialSettingsEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DerivedCredentialSettingsEdge'] = ResolversParentTypes['DerivedCredentialSettingsEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DerivedCredentialSettings'], ParentType, ContextType>;
};

export type DerivedCredentialSettingsSnapshotResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DerivedCredentialSettingsSnapshot'] = ResolversParentTypes['DerivedCredentialSettingsSnapshot']> = {
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  helpUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  issuer?: Resolver<ResolversTypes['DerivedCredentialIssuer'], ParentType, ContextType>;
  notificationType?: Resolver<ResolversTypes['NotificationType'], ParentType, ContextType>;
  renewalThresholdPercentage?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FieldDifferenceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FieldDifference'] = ResolversParentTypes['FieldDifference']> = {
  confirmed?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  field?: Resolver<ResolversTypes['DerivedCredentialSettingsField'], ParentType, ContextType>;
  here?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  inGraph?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type GraphConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['GraphConnection'] = ResolversParentTypes['GraphConnection']> = {
  adopted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  cloud?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  conflicts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  drifted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  keepsIds?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  lag?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastReadAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastWholeReadAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['GraphMode'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['GraphProblem']>, ParentType, ContextType>;
  reachable?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  refused?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unknown?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  updatesInPlace?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type GraphDeliveryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['GraphDelivery'] = ResolversParentTypes['GraphDelivery']> = {
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['GraphDeliveryState'], ParentType, ContextType>;
};

export type GraphDriftResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['GraphDrift'] = ResolversParentTypes['GraphDrift']> = {
  differences?: Resolver<ReadonlyArray<ResolversTypes['FieldDifference']>, ParentType, ContextType>;
  faults?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  graphId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inGraph?: Resolver<Maybe<ResolversTypes['DerivedCredentialSettingsSnapshot']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['GraphDriftKind'], ParentType, ContextType>;
  settings?: Resolver<Maybe<ResolversTypes['DerivedCredentialSettings']>, ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GraphDriftConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['GraphDriftConnection'] = ResolversParentTypes['GraphDriftConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['GraphDriftEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['GraphDrift']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type GraphDriftEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['GraphDriftEdge'] = ResolversParentTypes['GraphDriftEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['GraphDrift'], ParentType, ContextType>;
};

export type GraphLinkResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['GraphLink'] = ResolversParentTypes['GraphLink']> = {
  graphId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  settingsId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type GraphProblemResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['GraphProblem'] = ResolversParentTypes['GraphProblem']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  clientRequestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['GraphProblemCode'], ParentType, ContextType>;
  graphCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retried?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type GraphStatusResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['GraphStatus'] = ResolversParentTypes['GraphStatus']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  confirmedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  confirmedVersion?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  differences?: Resolver<ReadonlyArray<ResolversTypes['FieldDifference']>, ParentType, ContextType>;
  graphId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  graphIds?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  pendingSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['GraphProblem']>, ParentType, ContextType>;
  settingsId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['GraphState'], ParentType, ContextType>;
  wantedVersion?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  adoptFromGraph?: Resolver<ResolversTypes['AdoptFromGraphPayload'], ParentType, ContextType, RequireFields<MutationAdoptFromGraphArgs, 'input'>>;
  applyDerivedCredentialSettingsChanges?: Resolver<ResolversTypes['ApplyDerivedCredentialSettingsChangesPayload'], ParentType, ContextType, RequireFields<MutationApplyDerivedCredentialSettingsChangesArgs, 'input'>>;
  createDerivedCredentialSettings?: Resolver<ResolversTypes['CreateDerivedCredentialSettingsPayload'], ParentType, ContextType, RequireFields<MutationCreateDerivedCredentialSettingsArgs, 'input'>>;
  deleteDerivedCredentialSettings?: Resolver<ResolversTypes['DeleteDerivedCredentialSettingsPayload'], ParentType, ContextType, RequireFields<MutationDeleteDerivedCredentialSettingsArgs, 'input'>>;
  resolveGraphDrift?: Resolver<ResolversTypes['ResolveGraphDriftPayload'], ParentType, ContextType, RequireFields<MutationResolveGraphDriftArgs, 'input'>>;
  retryGraphChange?: Resolver<ResolversTypes['RetryGraphChangePayload'], ParentType, ContextType, RequireFields<MutationRetryGraphChangeArgs, 'input'>>;
  revertDerivedCredentialSettings?: Resolver<ResolversTypes['RevertDerivedCredentialSettingsPayload'], ParentType, ContextType, RequireFields<MutationRevertDerivedCredentialSettingsArgs, 'input'>>;
  syncWithGraph?: Resolver<ResolversTypes['SyncWithGraphPayload'], ParentType, ContextType, RequireFields<MutationSyncWithGraphArgs, 'input'>>;
  updateDerivedCredentialSettings?: Resolver<ResolversTypes['UpdateDerivedCredentialSettingsPayload'], ParentType, ContextType, RequireFields<MutationUpdateDerivedCredentialSettingsArgs, 'input'>>;
};

export type NodeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Change' | 'DerivedCredentialSettings' | 'GraphDrift' | 'GraphStatus', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  changes?: Resolver<ResolversTypes['ChangeConnection'], ParentType, ContextType, Partial<QueryChangesArgs>>;
  derivedCredentialSettings?: Resolver<Maybe<ResolversTypes['DerivedCredentialSettings']>, ParentType, ContextType, RequireFields<QueryDerivedCredentialSettingsArgs, 'id'>>;
  derivedCredentials?: Resolver<ResolversTypes['DerivedCredentialSettingsConnection'], ParentType, ContextType, Partial<QueryDerivedCredentialsArgs>>;
  graphConnection?: Resolver<ResolversTypes['GraphConnection'], ParentType, ContextType>;
  graphDrift?: Resolver<ResolversTypes['GraphDriftConnection'], ParentType, ContextType, Partial<QueryGraphDriftArgs>>;
  graphStatus?: Resolver<Maybe<ResolversTypes['GraphStatus']>, ParentType, ContextType, RequireFields<QueryGraphStatusArgs, 'settingsId'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type ResolveGraphDriftPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ResolveGraphDriftPayload'] = ResolversParentTypes['ResolveGraphDriftPayload']> = {
  graph?: Resolver<Maybe<ResolversTypes['GraphStatus']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RetryGraphChangePayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RetryGraphChangePayload'] = ResolversParentTypes['RetryGraphChangePayload']> = {
  graph?: Resolver<Maybe<ResolversTypes['GraphStatus']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type RevertDerivedCredentialSettingsPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RevertDerivedCredentialSettingsPayload'] = ResolversParentTypes['RevertDerivedCredentialSettingsPayload']> = {
  change?: Resolver<Maybe<ResolversTypes['Change']>, ParentType, ContextType>;
  derivedCredentialSettings?: Resolver<Maybe<ResolversTypes['DerivedCredentialSettings']>, ParentType, ContextType>;
  graph?: Resolver<Maybe<ResolversTypes['GraphStatus']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  changes?: SubscriptionResolver<ResolversTypes['ChangeEdge'], "changes", ParentType, ContextType, Partial<SubscriptionChangesArgs>>;
  graphStatus?: SubscriptionResolver<ResolversTypes['GraphStatus'], "graphStatus", ParentType, ContextType, Partial<SubscriptionGraphStatusArgs>>;
};

export type SyncWithGraphPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SyncWithGraphPayload'] = ResolversParentTypes['SyncWithGraphPayload']> = {
  graphConnection?: Resolver<ResolversTypes['GraphConnection'], ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UpdateDerivedCredentialSettingsPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UpdateDerivedCredentialSettingsPayload'] = ResolversParentTypes['UpdateDerivedCredentialSettingsPayload']> = {
  change?: Resolver<Maybe<ResolversTypes['Change']>, ParentType, ContextType>;
  derivedCredentialSettings?: Resolver<Maybe<ResolversTypes['DerivedCredentialSettings']>, ParentType, ContextType>;
  graph?: Resolver<Maybe<ResolversTypes['GraphStatus']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  field?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  clientId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  permissions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  tenantId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphqlContext> = {
  Actor?: ActorResolvers<ContextType>;
  AdoptFromGraphPayload?: AdoptFromGraphPayloadResolvers<ContextType>;
  ApplyDerivedCredentialSettingsChangesPayload?: ApplyDerivedCredentialSettingsChangesPayloadResolvers<ContextType>;
  Change?: ChangeResolvers<ContextType>;
  ChangeConnection?: ChangeConnectionResolvers<ContextType>;
  ChangeEdge?: ChangeEdgeResolvers<ContextType>;
  CreateDerivedCredentialSettingsPayload?: CreateDerivedCredentialSettingsPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteDerivedCredentialSettingsPayload?: DeleteDerivedCredentialSettingsPayloadResolvers<ContextType>;
  DerivedCredentialSettings?: DerivedCredentialSettingsResolvers<ContextType>;
  DerivedCredentialSettingsChangePayload?: DerivedCredentialSettingsChangePayloadResolvers<ContextType>;
  DerivedCredentialSettingsConnection?: DerivedCredentialSettingsConnectionResolvers<ContextType>;
  DerivedCredentialSettingsEdge?: DerivedCredentialSettingsEdgeResolvers<ContextType>;
  DerivedCredentialSettingsSnapshot?: DerivedCredentialSettingsSnapshotResolvers<ContextType>;
  FieldDifference?: FieldDifferenceResolvers<ContextType>;
  GraphConnection?: GraphConnectionResolvers<ContextType>;
  GraphDelivery?: GraphDeliveryResolvers<ContextType>;
  GraphDrift?: GraphDriftResolvers<ContextType>;
  GraphDriftConnection?: GraphDriftConnectionResolvers<ContextType>;
  GraphDriftEdge?: GraphDriftEdgeResolvers<ContextType>;
  GraphLink?: GraphLinkResolvers<ContextType>;
  GraphProblem?: GraphProblemResolvers<ContextType>;
  GraphStatus?: GraphStatusResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ResolveGraphDriftPayload?: ResolveGraphDriftPayloadResolvers<ContextType>;
  RetryGraphChangePayload?: RetryGraphChangePayloadResolvers<ContextType>;
  RevertDerivedCredentialSettingsPayload?: RevertDerivedCredentialSettingsPayloadResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SyncWithGraphPayload?: SyncWithGraphPayloadResolvers<ContextType>;
  URL?: GraphQLScalarType;
  UpdateDerivedCredentialSettingsPayload?: UpdateDerivedCredentialSettingsPayloadResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
};

