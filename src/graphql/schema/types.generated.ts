import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { DerivedCredentialSettings as DomainSettings, SettingsContent } from '../../domain/derived-credential-settings.js';
import type { RecordedChange } from '../../domain/change.js';
import type { Actor as DomainActor, Caller } from '../../domain/caller.js';
import type { SettingsConnection, ChangesConnection } from './connection.js';
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

/** Who asked for a change. */
export type Actor = {
  readonly __typename?: 'Actor';
  /** The client application that held the token. Null where the token named none. */
  readonly clientId?: Maybe<Scalars['String']['output']>;
  /** Whether a person or an application acted. */
  readonly kind: ActorKind;
  /** The user or application, as the token's issuer names it. */
  readonly subject: Scalars['String']['output'];
};

/** Conditions on who asked for a change. All given must hold. */
export type ActorFilter = {
  /** By the client application that held the token. */
  readonly clientId?: InputMaybe<ExactTextFilter>;
  /** By whether a person or an application acted. */
  readonly kind?: InputMaybe<ActorKindFilter>;
  /** By the user or application. */
  readonly subject?: InputMaybe<ExactTextFilter>;
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
  readonly eq?: InputMaybe<ActorKind>;
  /** Is one of these kinds. */
  readonly in?: InputMaybe<ReadonlyArray<ActorKind>>;
};

/** Changes to make together. */
export type ApplyDerivedCredentialSettingsChangesInput = {
  /** The changes in the order in which to make them, at most 100. */
  readonly changes: ReadonlyArray<DerivedCredentialSettingsChangeInput>;
  /** Whether only to check and to tell what would come of it. Nothing is written. */
  readonly dryRun: Scalars['Boolean']['input'];
};

/** What came of changes made together. */
export type ApplyDerivedCredentialSettingsChangesPayload = {
  readonly __typename?: 'ApplyDerivedCredentialSettingsChangesPayload';
  /** What came of each change, in the order in which they were given. Empty where they were refused. */
  readonly results: ReadonlyArray<DerivedCredentialSettingsChangePayload>;
  /**
   * Everything that is wrong with the data of any change; the paths tell which, for example
   * `["input", "changes", "3", "create", "helpUrl"]`. Empty on success; otherwise nothing was written.
   */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** One recorded change of one settings object. Changes are never altered or removed. */
export type Change = Node & {
  readonly __typename?: 'Change';
  /** Who asked for the change. */
  readonly actor: Actor;
  /** The content after the change. Null for a deletion. */
  readonly after?: Maybe<DerivedCredentialSettingsSnapshot>;
  /** The time that orders the changes. Never earlier than that of the change before it, whatever the server's clock does. */
  readonly at: Scalars['DateTime']['output'];
  /** The content before the change. Null for a creation. */
  readonly before?: Maybe<DerivedCredentialSettingsSnapshot>;
  /**
   * The same as texts, for example `["displayName", "helpUrl"]`.
   * @deprecated Since 0.1.0, not removed before 1.0.0. Use `touchedFields`, whose members are an enum.
   */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
  /** `{settingsId}:{version}`, for example `cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb:2`. */
  readonly id: Scalars['ID']['output'];
  /** What happened to the object. */
  readonly kind: ChangeKind;
  /** Through which face of the service it came. */
  readonly origin: ChangeOrigin;
  /**
   * What the server's clock said when the change was recorded. Earlier than `at` if the clock was behind the change before
   * it, otherwise the same.
   */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** The id of the request that made it, as in the server's log and in the `x-request-id` header. */
  readonly requestId: Scalars['String']['output'];
  /** The object as it stands now, not as this change left it. Null if it has been deleted since. */
  readonly settings?: Maybe<DerivedCredentialSettings>;
  /** The object that was changed; it may have been deleted since. */
  readonly settingsId: Scalars['ID']['output'];
  /** The fields in which `before` and `after` differ; all of them for a creation and a deletion. */
  readonly touchedFields: ReadonlyArray<DerivedCredentialSettingsField>;
  /** The version that the object has by this change. A deletion takes a version too. */
  readonly version: Scalars['Int']['output'];
};

/** One page of changes. */
export type ChangeConnection = {
  readonly __typename?: 'ChangeConnection';
  /** The changes of the page with their cursors. */
  readonly edges: ReadonlyArray<ChangeEdge>;
  /** The changes of the page without their cursors. */
  readonly nodes: ReadonlyArray<Change>;
  /** Where the page stands in the whole log. */
  readonly pageInfo: PageInfo;
  /** How many changes there are on all pages. Counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A change and its place in the tenant's log. */
export type ChangeEdge = {
  readonly __typename?: 'ChangeEdge';
  /** Its place in the log, to be given as `after` or `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The change. */
  readonly node: Change;
};

/**
 * Which changes to return. Several members of one object must all hold. One kind, one subject, any objects and a range of
 * times are answered from an index. Several kinds or subjects, `origin`, `clientId`, the kind of the actor, and `in` on `at`
 * read the tenant's log instead, and cost as much as a filter on settings without an index.
 */
export type ChangeFilter = {
  /** By who asked for the change. */
  readonly actor?: InputMaybe<ActorFilter>;
  /** By when it was recorded. */
  readonly at?: InputMaybe<DateTimeFilter>;
  /** By what happened to it. */
  readonly kind?: InputMaybe<ChangeKindFilter>;
  /** By the API or command through which it came. */
  readonly origin?: InputMaybe<ChangeOriginFilter>;
  /** By the object that was changed. */
  readonly settingsId?: InputMaybe<IdFilter>;
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
  readonly eq?: InputMaybe<ChangeKind>;
  /** Is one of these kinds. */
  readonly in?: InputMaybe<ReadonlyArray<ChangeKind>>;
};

/** The order of a list of changes. */
export type ChangeOrder = {
  /** Which end of the log comes first: ascending the oldest, descending the newest. */
  readonly direction: OrderDirection;
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
  readonly eq?: InputMaybe<ChangeOrigin>;
  /** Is one of these. */
  readonly in?: InputMaybe<ReadonlyArray<ChangeOrigin>>;
};

/** The content of a new settings object. */
export type CreateDerivedCredentialSettingsInput = {
  /**
   * What administrators call it: 1 to 256 characters after trimming; no control, zero-width or direction-overriding ones,
   * but joiners beside a letter that can join, as in Persian and Hindi, and what emoji are made of. Stored in Unicode's
   * composed form (NFC). For example `Field staff`.
   */
  readonly displayName: Scalars['String']['input'];
  /** Whether only to check and to tell what would come of it. Nothing is written. */
  readonly dryRun: Scalars['Boolean']['input'];
  /**
   * The page that tells a user how to get the credential: an absolute `http` or `https` address of at most 2,048
   * characters, with a host that DNS allows, without a user name or password. For example `https://example.com/helpUrl/`.
   * Null for none. It must be named: a create that leaves it out is refused with `BAD_USER_INPUT`.
   */
  readonly helpUrl?: InputMaybe<Scalars['String']['input']>;
  /**
   * A UUID of your choice, which makes a retry safe. Made by the service where left out or null. It must not be that of a
   * deleted object: restore that with `revertDerivedCredentialSettings`.
   */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** Who issues the credentials. It cannot be changed later. */
  readonly issuer: DerivedCredentialIssuer;
  /** How users are told to get or renew a credential. */
  readonly notificationType: NotificationType;
  /** How much of a credential's life, in percent, may be left when its renewal is due: 1 to 99. */
  readonly renewalThresholdPercentage: Scalars['Int']['input'];
};

/** What came of a creation. */
export type CreateDerivedCredentialSettingsPayload = {
  readonly __typename?: 'CreateDerivedCredentialSettingsPayload';
  /** The change that was recorded. Null where it was refused, or was a retry of what had been done before. */
  readonly change?: Maybe<Change>;
  /** The object as it now stands. Null where it was refused. */
  readonly derivedCredentialSettings?: Maybe<DerivedCredentialSettings>;
  /** Everything that is wrong with the data. Empty on success. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Conditions on a point in time, compared to the millisecond. All given must hold. */
export type DateTimeFilter = {
  /** Is this moment. */
  readonly eq?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is after. */
  readonly gt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is after or at. */
  readonly gte?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is one of these moments, at most 100. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['DateTime']['input']>>;
  /** Is before. */
  readonly lt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Is before or at. */
  readonly lte?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Which settings object to remove. */
export type DeleteDerivedCredentialSettingsInput = {
  /** Whether only to check and to tell what would come of it. Nothing is written. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** The `version` you read. With it the deletion is refused if somebody else has changed the object since. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The object to remove. */
  readonly id: Scalars['ID']['input'];
};

/** What came of a deletion. */
export type DeleteDerivedCredentialSettingsPayload = {
  readonly __typename?: 'DeleteDerivedCredentialSettingsPayload';
  /** The change that was recorded. Null where it was refused. */
  readonly change?: Maybe<Change>;
  /** The id of the object that was removed. Null where it was refused. */
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
  /** The object as it was before the deletion. Null where it was refused. */
  readonly derivedCredentialSettings?: Maybe<DerivedCredentialSettings>;
  /** Everything that is wrong with the data. Empty on success. */
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

/** Conditions on the issuer. All given must hold. */
export type DerivedCredentialIssuerFilter = {
  /** Is this issuer. */
  readonly eq?: InputMaybe<DerivedCredentialIssuer>;
  /** Is one of these issuers. */
  readonly in?: InputMaybe<ReadonlyArray<DerivedCredentialIssuer>>;
};

/**
 * How a tenant hands derived credentials to its users: certificates, derived from a smart card, that Intune puts on phones
 * and PCs, so that people who sign in with the card can sign in there without it.
 */
export type DerivedCredentialSettings = Node & {
  readonly __typename?: 'DerivedCredentialSettings';
  /** The history of this object, oldest first unless `orderBy` says otherwise. */
  readonly changes: ChangeConnection;
  /** When the object was created. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** What administrators call it, 1 to 256 characters, for example `Field staff`. */
  readonly displayName: Scalars['String']['output'];
  /** The page that tells a user how to get the credential. Null where none is set. */
  readonly helpUrl?: Maybe<Scalars['URL']['output']>;
  /** A UUID in lower case, the same as over the REST API, for example `cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb`. */
  readonly id: Scalars['ID']['output'];
  /** Who issues the credentials. Fixed once the object is created. */
  readonly issuer: DerivedCredentialIssuer;
  /** How users are told to get or renew a credential. */
  readonly notificationType: NotificationType;
  /**
   * How much of a credential's life, in percent, may be left when its renewal is due: 1 to 99. With 20, a user is told to
   * renew in the last fifth of its life.
   */
  readonly renewalThresholdPercentage: Scalars['Int']['output'];
  /** When the object was last changed. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /**
   * How often the object has been written: 1 when new, one more with each change, never restarted. Send it back as
   * `expectedVersion`.
   */
  readonly version: Scalars['Int']['output'];
};


/**
 * How a tenant hands derived credentials to its users: certificates, derived from a smart card, that Intune puts on phones
 * and PCs, so that people who sign in with the card can sign in there without it.
 */
export type DerivedCredentialSettingsChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<ChangeOrder>;
};

/** One of the changes to make together. `dryRun` belongs to all of them and is refused in a single one. */
export type DerivedCredentialSettingsChangeInput =
  /** Add an object, as `createDerivedCredentialSettings` does. */
  { readonly create: CreateDerivedCredentialSettingsInput; readonly delete?: never; readonly revert?: never; readonly update?: never; }
  |  /** Remove an object, as `deleteDerivedCredentialSettings` does. */
  { readonly create?: never; readonly delete: DeleteDerivedCredentialSettingsInput; readonly revert?: never; readonly update?: never; }
  |  /**
   * Restore an earlier version of an object, as `revertDerivedCredentialSettings` does. An `update` after it can change the
   * restored content.
   */
  { readonly create?: never; readonly delete?: never; readonly revert: RevertDerivedCredentialSettingsInput; readonly update?: never; }
  |  /** Change an object, as `updateDerivedCredentialSettings` does. */
  { readonly create?: never; readonly delete?: never; readonly revert?: never; readonly update: UpdateDerivedCredentialSettingsInput; };

/** What came of one of several changes made together. */
export type DerivedCredentialSettingsChangePayload = {
  readonly __typename?: 'DerivedCredentialSettingsChangePayload';
  /** The change that was recorded. Null where the object already was as asked. */
  readonly change?: Maybe<Change>;
  /** The id of the object that was removed. Null where none was. */
  readonly deletedId?: Maybe<Scalars['ID']['output']>;
  /** The object as this change left it, or as it was before its deletion. */
  readonly derivedCredentialSettings: DerivedCredentialSettings;
};

/** One page of settings. */
export type DerivedCredentialSettingsConnection = {
  readonly __typename?: 'DerivedCredentialSettingsConnection';
  /** The objects of the page with their cursors. */
  readonly edges: ReadonlyArray<DerivedCredentialSettingsEdge>;
  /** The objects of the page without their cursors. */
  readonly nodes: ReadonlyArray<DerivedCredentialSettings>;
  /** Where the page stands in the whole list. */
  readonly pageInfo: PageInfo;
  /** How many objects the filter matches on all pages. Counted only when asked for. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A settings object and its place in the list. */
export type DerivedCredentialSettingsEdge = {
  readonly __typename?: 'DerivedCredentialSettingsEdge';
  /** Its place in the order asked for, to be given as `after` or `before`. */
  readonly cursor: Scalars['String']['output'];
  /** The object. */
  readonly node: DerivedCredentialSettings;
};

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
  readonly and?: InputMaybe<ReadonlyArray<DerivedCredentialSettingsFilter>>;
  /** By time of creation. */
  readonly createdAt?: InputMaybe<DateTimeFilter>;
  /**
   * By name, compared by Unicode code point; case-sensitive unless the operator says otherwise, and in whichever normal form it is
   * written. `eq`, `in` and `equalsIgnoreCase` leave out spaces at the ends, which are not stored either.
   */
  readonly displayName?: InputMaybe<TextFilter>;
  /** By help page in its canonical spelling; `{eq: null}` finds the objects that have none. */
  readonly helpUrl?: InputMaybe<TextFilter>;
  /** By id. */
  readonly id?: InputMaybe<IdFilter>;
  /** By issuer. */
  readonly issuer?: InputMaybe<DerivedCredentialIssuerFilter>;
  /** This must not hold. */
  readonly not?: InputMaybe<DerivedCredentialSettingsFilter>;
  /** By way of notification. */
  readonly notificationType?: InputMaybe<NotificationTypeFilter>;
  /** At least one of these must hold. An empty list never holds. */
  readonly or?: InputMaybe<ReadonlyArray<DerivedCredentialSettingsFilter>>;
  /** By renewal threshold, in percent. */
  readonly renewalThresholdPercentage?: InputMaybe<IntFilter>;
  /** By time of the last change. */
  readonly updatedAt?: InputMaybe<DateTimeFilter>;
};

/** What to order a list of settings by. Objects that are equal in all that is named are ordered by id, in the last direction. */
export type DerivedCredentialSettingsOrder = {
  /** Which end comes first. */
  readonly direction: OrderDirection;
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

/** Conditions on a text that is compared as a whole, case-sensitively. All given must hold. */
export type ExactTextFilter = {
  /** Is exactly this. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** Is one of these, at most 100. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** Conditions on an id. All given must hold. */
export type IdFilter = {
  /** Is this UUID, in any letter case. */
  readonly eq?: InputMaybe<Scalars['ID']['input']>;
  /** Is one of these UUIDs, at most 100. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** Conditions on a whole number. All given must hold. */
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
  /** Right after the change that has this cursor. */
  { readonly cursor: Scalars['String']['input']; readonly time?: never; }
  |  /** A point in time; a change recorded at that very time counts as done. */
  { readonly cursor?: never; readonly time: Scalars['DateTime']['input']; };

/**
 * Writing derived-credential settings. Every field needs a bearer token that carries
 * `DeviceManagementServiceConfig.ReadWrite.All`. What is wrong with the data comes back in `userErrors`, all of it at
 * once, and nothing is written; what is wrong with the request comes back in the response's `errors`.
 * An answer is given only after the change is durable on disk. With `dryRun` all the checks are made and the answer tells
 * what would come of it, but nothing is written.
 */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Makes up to 100 changes in one transaction, in the order given: all of them or none. Each is checked against what those
   * before it leave, so that an object can be deleted and another created in its place, or a deleted one restored and updated.
   */
  readonly applyDerivedCredentialSettingsChanges: ApplyDerivedCredentialSettingsChangesPayload;
  /**
   * Adds a settings object to the tenant. Give an `id` of your own to make a retry safe: asking again with the same id
   * and content answers with the object and records nothing new.
   */
  readonly createDerivedCredentialSettings: CreateDerivedCredentialSettingsPayload;
  /**
   * Removes a settings object. In Intune, deleting breaks the credentials already on devices until every user enrols
   * again. The history stays readable.
   */
  readonly deleteDerivedCredentialSettings: DeleteDerivedCredentialSettingsPayload;
  /**
   * Gives a settings object the content that it had at an earlier version, also if it has been deleted since. It is a
   * change like any other: it takes the next version, follows today's rules and stands in the history.
   */
  readonly revertDerivedCredentialSettings: RevertDerivedCredentialSettingsPayload;
  /**
   * Changes what is given and leaves the rest as it is. The issuer cannot be changed: Intune fixes it once the object is
   * saved, so delete the object and create another. An update that changes nothing records no change.
   */
  readonly updateDerivedCredentialSettings: UpdateDerivedCredentialSettingsPayload;
};


/**
 * Writing derived-credential settings. Every field needs a bearer token that carries
 * `DeviceManagementServiceConfig.ReadWrite.All`. What is wrong with the data comes back in `userErrors`, all of it at
 * once, and nothing is written; what is wrong with the request comes back in the response's `errors`.
 * An answer is given only after the change is durable on disk. With `dryRun` all the checks are made and the answer tells
 * what would come of it, but nothing is written.
 */
export type MutationApplyDerivedCredentialSettingsChangesArgs = {
  input: ApplyDerivedCredentialSettingsChangesInput;
};


/**
 * Writing derived-credential settings. Every field needs a bearer token that carries
 * `DeviceManagementServiceConfig.ReadWrite.All`. What is wrong with the data comes back in `userErrors`, all of it at
 * once, and nothing is written; what is wrong with the request comes back in the response's `errors`.
 * An answer is given only after the change is durable on disk. With `dryRun` all the checks are made and the answer tells
 * what would come of it, but nothing is written.
 */
export type MutationCreateDerivedCredentialSettingsArgs = {
  input: CreateDerivedCredentialSettingsInput;
};


/**
 * Writing derived-credential settings. Every field needs a bearer token that carries
 * `DeviceManagementServiceConfig.ReadWrite.All`. What is wrong with the data comes back in `userErrors`, all of it at
 * once, and nothing is written; what is wrong with the request comes back in the response's `errors`.
 * An answer is given only after the change is durable on disk. With `dryRun` all the checks are made and the answer tells
 * what would come of it, but nothing is written.
 */
export type MutationDeleteDerivedCredentialSettingsArgs = {
  input: DeleteDerivedCredentialSettingsInput;
};


/**
 * Writing derived-credential settings. Every field needs a bearer token that carries
 * `DeviceManagementServiceConfig.ReadWrite.All`. What is wrong with the data comes back in `userErrors`, all of it at
 * once, and nothing is written; what is wrong with the request comes back in the response's `errors`.
 * An answer is given only after the change is durable on disk. With `dryRun` all the checks are made and the answer tells
 * what would come of it, but nothing is written.
 */
export type MutationRevertDerivedCredentialSettingsArgs = {
  input: RevertDerivedCredentialSettingsInput;
};


/**
 * Writing derived-credential settings. Every field needs a bearer token that carries
 * `DeviceManagementServiceConfig.ReadWrite.All`. What is wrong with the data comes back in `userErrors`, all of it at
 * once, and nothing is written; what is wrong with the request comes back in the response's `errors`.
 * An answer is given only after the change is durable on disk. With `dryRun` all the checks are made and the answer tells
 * what would come of it, but nothing is written.
 */
export type MutationUpdateDerivedCredentialSettingsArgs = {
  input: UpdateDerivedCredentialSettingsInput;
};

/** An object that can be fetched again by its global id through `Query.node`. */
export type Node = {
  /** The global id: the same over every face of the service, and for ever. */
  readonly id: Scalars['ID']['output'];
};

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
  readonly eq?: InputMaybe<NotificationType>;
  /** Is one of these. */
  readonly in?: InputMaybe<ReadonlyArray<NotificationType>>;
};

/** Which end of an order comes first. */
export type OrderDirection =
  /** The smallest, earliest or alphabetically first. */
  | 'ASC'
  /** The largest, latest or alphabetically last. */
  | 'DESC';

/** Where a page stands in the whole list, as the Relay specification defines it. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last of this page. Null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether more follow after the last of this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there are more before the first of this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first of this page. Null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/**
 * Reading derived-credential settings and their history. Every field needs a bearer token that carries
 * `DeviceManagementServiceConfig.Read.All` or `DeviceManagementServiceConfig.ReadWrite.All`; each answer holds only
 * what belongs to the tenant of that token.
 */
export type Query = {
  readonly __typename?: 'Query';
  /**
   * Every change ever recorded in the tenant, deleted objects included; oldest first unless `orderBy` says otherwise. To be
   * told of each as it happens, subscribe to `Subscription.changes`.
   */
  readonly changes: ChangeConnection;
  /** One settings object. Null where the tenant has none with this id: never created, deleted, or another tenant's. */
  readonly derivedCredentialSettings?: Maybe<DerivedCredentialSettings>;
  /**
   * The tenant's settings, page by page. Without `orderBy` the oldest comes first. A page holds 20 where neither `first`
   * nor `last` is given. Cursors stay valid while others write: no object is skipped or shown twice because of it.
   */
  readonly derivedCredentials: DerivedCredentialSettingsConnection;
  /**
   * Any object by its global id: a bare UUID is a `DerivedCredentialSettings`, `{settingsId}:{version}` is a `Change`.
   * Null where the tenant has no such object.
   */
  readonly node?: Maybe<Node>;
  /**
   * Several objects by their global ids, each as `node` answers it: in the order of the ids, null where the tenant has no
   * such object. It costs as much as asking for each by itself.
   */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  /** Who the bearer token says you are, and what it lets you do. The only field that needs no permission. */
  readonly viewer: Viewer;
};


/**
 * Reading derived-credential settings and their history. Every field needs a bearer token that carries
 * `DeviceManagementServiceConfig.Read.All` or `DeviceManagementServiceConfig.ReadWrite.All`; each answer holds only
 * what belongs to the tenant of that token.
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
 * Reading derived-credential settings and their history. Every field needs a bearer token that carries
 * `DeviceManagementServiceConfig.Read.All` or `DeviceManagementServiceConfig.ReadWrite.All`; each answer holds only
 * what belongs to the tenant of that token.
 */
export type QueryDerivedCredentialSettingsArgs = {
  asOf?: InputMaybe<Moment>;
  id: Scalars['ID']['input'];
};


/**
 * Reading derived-credential settings and their history. Every field needs a bearer token that carries
 * `DeviceManagementServiceConfig.Read.All` or `DeviceManagementServiceConfig.ReadWrite.All`; each answer holds only
 * what belongs to the tenant of that token.
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
 * Reading derived-credential settings and their history. Every field needs a bearer token that carries
 * `DeviceManagementServiceConfig.Read.All` or `DeviceManagementServiceConfig.ReadWrite.All`; each answer holds only
 * what belongs to the tenant of that token.
 */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Reading derived-credential settings and their history. Every field needs a bearer token that carries
 * `DeviceManagementServiceConfig.Read.All` or `DeviceManagementServiceConfig.ReadWrite.All`; each answer holds only
 * what belongs to the tenant of that token.
 */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};

/** Which version of which settings object to restore. */
export type RevertDerivedCredentialSettingsInput = {
  /** Whether only to check and to tell what would come of it. Nothing is written. */
  readonly dryRun: Scalars['Boolean']['input'];
  /**
   * The latest version you know of; of a deleted object, that of the deletion. With it the revert is refused if somebody
   * else has changed the object since.
   */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The object to restore; it may have been deleted. */
  readonly id: Scalars['ID']['input'];
  /** The version whose content it is to have again, as in `Change.version`; not the version of a deletion. */
  readonly toVersion: Scalars['Int']['input'];
};

/** What came of a revert. */
export type RevertDerivedCredentialSettingsPayload = {
  readonly __typename?: 'RevertDerivedCredentialSettingsPayload';
  /** The change that was recorded. Null where it was refused, or the object has that content already. */
  readonly change?: Maybe<Change>;
  /** The object as it now stands. Null where the revert was refused. */
  readonly derivedCredentialSettings?: Maybe<DerivedCredentialSettings>;
  /** Everything that is wrong with the data. Empty on success. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/**
 * Following derived-credential settings as they change: over WebSocket at `/graphql` with the `graphql-transport-ws`
 * protocol and the token in `connectionParams.authorization`, or over server-sent events at `/graphql/stream`. A stream
 * ends when its token expires; subscribe again with a new one, from the last cursor.
 */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /**
   * Every change recorded in the tenant after a cursor, in order, without a gap or a repetition: first those recorded
   * already, then each as it becomes durable. Keep the `cursor` of the last one, to resume after it.
   * With a `filter`, only the changes that match it, again without a gap or a repetition. Nothing is sent for the others, so
   * a stream may be silent for as long as nothing matches. The cursor of a change stands in the whole log: whoever resumes
   * after it is sent the matching changes that follow, and the service passes over the others by itself.
   */
  readonly changes: ChangeEdge;
};


/**
 * Following derived-credential settings as they change: over WebSocket at `/graphql` with the `graphql-transport-ws`
 * protocol and the token in `connectionParams.authorization`, or over server-sent events at `/graphql/stream`. A stream
 * ends when its token expires; subscribe again with a new one, from the last cursor.
 */
export type SubscriptionChangesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ChangeFilter>;
};

/** Conditions on a text, case-sensitive unless the name says otherwise. All given must hold. */
export type TextFilter = {
  /** Has this somewhere in it. */
  readonly contains?: InputMaybe<Scalars['String']['input']>;
  /** Has this somewhere in it if both are written in lower case, as in `equalsIgnoreCase`. */
  readonly containsIgnoreCase?: InputMaybe<Scalars['String']['input']>;
  /** Is exactly this. */
  readonly eq?: InputMaybe<Scalars['String']['input']>;
  /** Is this if both are written in lower case, letter by letter as Unicode maps them: as `tolower` in the REST API. */
  readonly equalsIgnoreCase?: InputMaybe<Scalars['String']['input']>;
  /** Is one of these, at most 100. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Begins with this. */
  readonly startsWith?: InputMaybe<Scalars['String']['input']>;
};

/** New values for an existing settings object. What is left out stays as it is. */
export type UpdateDerivedCredentialSettingsInput = {
  /** As in `CreateDerivedCredentialSettingsInput.displayName`. Null is refused. */
  readonly displayName?: InputMaybe<Scalars['String']['input']>;
  /** Whether only to check and to tell what would come of it. Nothing is written. */
  readonly dryRun: Scalars['Boolean']['input'];
  /** The `version` you read. With it the update is refused if somebody else has changed the object since. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** As in `CreateDerivedCredentialSettingsInput.helpUrl`. An explicit null clears it. */
  readonly helpUrl?: InputMaybe<Scalars['String']['input']>;
  /** The object to change. */
  readonly id: Scalars['ID']['input'];
  /** How users are told. Null is refused. */
  readonly notificationType?: InputMaybe<NotificationType>;
  /** As in `CreateDerivedCredentialSettingsInput.renewalThresholdPercentage`. Null is refused. */
  readonly renewalThresholdPercentage?: InputMaybe<Scalars['Int']['input']>;
};

/** What came of an update. */
export type UpdateDerivedCredentialSettingsPayload = {
  readonly __typename?: 'UpdateDerivedCredentialSettingsPayload';
  /** The change that was recorded. Null where it was refused, or changed nothing. */
  readonly change?: Maybe<Change>;
  /** The object as it now stands. Null where the update was refused. */
  readonly derivedCredentialSettings?: Maybe<DerivedCredentialSettings>;
  /** Everything that is wrong with the data. Empty on success. */
  readonly userErrors: ReadonlyArray<UserError>;
};

/** Something wrong with the data of a mutation, told so that a form can show it beside the field. */
export type UserError = {
  readonly __typename?: 'UserError';
  /** What kind of fault it is; stable, for programs. */
  readonly code: UserErrorCode;
  /**
   * The path of the faulty value from the mutation's argument on, for example `["input", "helpUrl"]`; places in lists count
   * from 0.
   */
  readonly field: ReadonlyArray<Scalars['String']['output']>;
  /** What is wrong and what to do about it, in English, for people. */
  readonly message: Scalars['String']['output'];
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

/** The bearer of the token that came with the request. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /** The client application that holds the token. Null where the token names none. */
  readonly clientId?: Maybe<Scalars['String']['output']>;
  /** When the token stops working. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** What the token allows, for example `DeviceManagementServiceConfig.ReadWrite.All`. */
  readonly permissions: ReadonlyArray<Scalars['String']['output']>;
  /** The user, or the application where no user is involved, as the token's issuer names it. */
  readonly subject: Scalars['String']['output'];
  /** The tenant whose objects the token opens, a UUID. */
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
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Actor: ResolverTypeWrapper<DomainActor>;
  ActorFilter: ActorFilter;
  ActorKind: ActorKind;
  ActorKindFilter: ActorKindFilter;
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
  CreateDerivedCredentialSettingsPayload: ResolverTypeWrapper<Omit<CreateDerivedCredentialSettingsPayload, 'change' | 'derivedCredentialSettings'> & { change?: Maybe<ResolversTypes['Change']>, derivedCredentialSettings?: Maybe<ResolversTypes['DerivedCredentialSettings']> }>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DateTimeFilter: DateTimeFilter;
  DeleteDerivedCredentialSettingsInput: DeleteDerivedCredentialSettingsInput;
  DeleteDerivedCredentialSettingsPayload: ResolverTypeWrapper<Omit<DeleteDerivedCredentialSettingsPayload, 'change' | 'derivedCredentialSettings'> & { change?: Maybe<ResolversTypes['Change']>, derivedCredentialSettings?: Maybe<ResolversTypes['DerivedCredentialSettings']> }>;
  DerivedCredentialIssuer: DerivedCredentialIssuer;
  DerivedCredentialIssuerFilter: DerivedCredentialIssuerFilter;
  DerivedCredentialSettings: ResolverTypeWrapper<DomainSettings>;
  DerivedCredentialSettingsChangeInput: DerivedCredentialSettingsChangeInput;
  DerivedCredentialSettingsChangePayload: ResolverTypeWrapper<Omit<DerivedCredentialSettingsChangePayload, 'change' | 'derivedCredentialSettings'> & { change?: Maybe<ResolversTypes['Change']>, derivedCredentialSettings: ResolversTypes['DerivedCredentialSettings'] }>;
  DerivedCredentialSettingsConnection: ResolverTypeWrapper<SettingsConnection>;
  DerivedCredentialSettingsEdge: ResolverTypeWrapper<Omit<DerivedCredentialSettingsEdge, 'node'> & { node: ResolversTypes['DerivedCredentialSettings'] }>;
  DerivedCredentialSettingsField: DerivedCredentialSettingsField;
  DerivedCredentialSettingsFilter: DerivedCredentialSettingsFilter;
  DerivedCredentialSettingsOrder: DerivedCredentialSettingsOrder;
  DerivedCredentialSettingsOrderField: DerivedCredentialSettingsOrderField;
  DerivedCredentialSettingsSnapshot: ResolverTypeWrapper<SettingsContent>;
  ExactTextFilter: ExactTextFilter;
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
  RevertDerivedCredentialSettingsInput: RevertDerivedCredentialSettingsInput;
  RevertDerivedCredentialSettingsPayload: ResolverTypeWrapper<Omit<RevertDerivedCredentialSettingsPayload, 'change' | 'derivedCredentialSettings'> & { change?: Maybe<ResolversTypes['Change']>, derivedCredentialSettings?: Maybe<ResolversTypes['DerivedCredentialSettings']> }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TextFilter: TextFilter;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UpdateDerivedCredentialSettingsInput: UpdateDerivedCredentialSettingsInput;
  UpdateDerivedCredentialSettingsPayload: ResolverTypeWrapper<Omit<UpdateDerivedCredentialSettingsPayload, 'change' | 'derivedCredentialSettings'> & { change?: Maybe<ResolversTypes['Change']>, derivedCredentialSettings?: Maybe<ResolversTypes['DerivedCredentialSettings']> }>;
  UserError: ResolverTypeWrapper<UserError>;
  UserErrorCode: UserErrorCode;
  Viewer: ResolverTypeWrapper<Caller>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Actor: DomainActor;
  ActorFilter: ActorFilter;
  ActorKindFilter: ActorKindFilter;
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
  CreateDerivedCredentialSettingsPayload: Omit<CreateDerivedCredentialSettingsPayload, 'change' | 'derivedCredentialSettings'> & { change?: Maybe<ResolversParentTypes['Change']>, derivedCredentialSettings?: Maybe<ResolversParentTypes['DerivedCredentialSettings']> };
  DateTime: Scalars['DateTime']['output'];
  DateTimeFilter: DateTimeFilter;
  DeleteDerivedCredentialSettingsInput: DeleteDerivedCredentialSettingsInput;
  DeleteDerivedCredentialSettingsPayload: Omit<DeleteDerivedCredentialSettingsPayload, 'change' | 'derivedCredentialSettings'> & { change?: Maybe<ResolversParentTypes['Change']>, derivedCredentialSettings?: Maybe<ResolversParentTypes['DerivedCredentialSettings']> };
  DerivedCredentialIssuerFilter: DerivedCredentialIssuerFilter;
  DerivedCredentialSettings: DomainSettings;
  DerivedCredentialSettingsChangeInput: DerivedCredentialSettingsChangeInput;
  DerivedCredentialSettingsChangePayload: Omit<DerivedCredentialSettingsChangePayload, 'change' | 'derivedCredentialSettings'> & { change?: Maybe<ResolversParentTypes['Change']>, derivedCredentialSettings: ResolversParentTypes['DerivedCredentialSettings'] };
  DerivedCredentialSettingsConnection: SettingsConnection;
  DerivedCredentialSettingsEdge: Omit<DerivedCredentialSettingsEdge, 'node'> & { node: ResolversParentTypes['DerivedCredentialSettings'] };
  DerivedCredentialSettingsFilter: DerivedCredentialSettingsFilter;
  DerivedCredentialSettingsOrder: DerivedCredentialSettingsOrder;
  DerivedCredentialSettingsSnapshot: SettingsContent;
  ExactTextFilter: ExactTextFilter;
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
  RevertDerivedCredentialSettingsInput: RevertDerivedCredentialSettingsInput;
  RevertDerivedCredentialSettingsPayload: Omit<RevertDerivedCredentialSettingsPayload, 'change' | 'derivedCredentialSettings'> & { change?: Maybe<ResolversParentTypes['Change']>, derivedCredentialSettings?: Maybe<ResolversParentTypes['DerivedCredentialSettings']> };
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  TextFilter: TextFilter;
  URL: Scalars['URL']['output'];
  UpdateDerivedCredentialSettingsInput: UpdateDerivedCredentialSettingsInput;
  UpdateDerivedCredentialSettingsPayload: Omit<UpdateDerivedCredentialSettingsPayload, 'change' | 'derivedCredentialSettings'> & { change?: Maybe<ResolversParentTypes['Change']>, derivedCredentialSettings?: Maybe<ResolversParentTypes['DerivedCredentialSettings']> };
  UserError: UserError;
  Viewer: Caller;
};

export type ActorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Actor'] = ResolversParentTypes['Actor']> = {
  clientId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ActorKind'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
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
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteDerivedCredentialSettingsPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DeleteDerivedCredentialSettingsPayload'] = ResolversParentTypes['DeleteDerivedCredentialSettingsPayload']> = {
  change?: Resolver<Maybe<ResolversTypes['Change']>, ParentType, ContextType>;
  deletedId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  derivedCredentialSettings?: Resolver<Maybe<ResolversTypes['DerivedCredentialSettings']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type DerivedCredentialSettingsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DerivedCredentialSettings'] = ResolversParentTypes['DerivedCredentialSettings']> = {
  changes?: Resolver<ResolversTypes['ChangeConnection'], ParentType, ContextType, Partial<DerivedCredentialSettingsChangesArgs>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
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

export type MutationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  applyDerivedCredentialSettingsChanges?: Resolver<ResolversTypes['ApplyDerivedCredentialSettingsChangesPayload'], ParentType, ContextType, RequireFields<MutationApplyDerivedCredentialSettingsChangesArgs, 'input'>>;
  createDerivedCredentialSettings?: Resolver<ResolversTypes['CreateDerivedCredentialSettingsPayload'], ParentType, ContextType, RequireFields<MutationCreateDerivedCredentialSettingsArgs, 'input'>>;
  deleteDerivedCredentialSettings?: Resolver<ResolversTypes['DeleteDerivedCredentialSettingsPayload'], ParentType, ContextType, RequireFields<MutationDeleteDerivedCredentialSettingsArgs, 'input'>>;
  revertDerivedCredentialSettings?: Resolver<ResolversTypes['RevertDerivedCredentialSettingsPayload'], ParentType, ContextType, RequireFields<MutationRevertDerivedCredentialSettingsArgs, 'input'>>;
  updateDerivedCredentialSettings?: Resolver<ResolversTypes['UpdateDerivedCredentialSettingsPayload'], ParentType, ContextType, RequireFields<MutationUpdateDerivedCredentialSettingsArgs, 'input'>>;
};

export type NodeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Change' | 'DerivedCredentialSettings', ParentType, ContextType>;
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
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type RevertDerivedCredentialSettingsPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RevertDerivedCredentialSettingsPayload'] = ResolversParentTypes['RevertDerivedCredentialSettingsPayload']> = {
  change?: Resolver<Maybe<ResolversTypes['Change']>, ParentType, ContextType>;
  derivedCredentialSettings?: Resolver<Maybe<ResolversTypes['DerivedCredentialSettings']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['UserError']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  changes?: SubscriptionResolver<ResolversTypes['ChangeEdge'], "changes", ParentType, ContextType, Partial<SubscriptionChangesArgs>>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UpdateDerivedCredentialSettingsPayloadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UpdateDerivedCredentialSettingsPayload'] = ResolversParentTypes['UpdateDerivedCredentialSettingsPayload']> = {
  change?: Resolver<Maybe<ResolversTypes['Change']>, ParentType, ContextType>;
  derivedCredentialSettings?: Resolver<Maybe<ResolversTypes['DerivedCredentialSettings']>, ParentType, ContextType>;
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
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RevertDerivedCredentialSettingsPayload?: RevertDerivedCredentialSettingsPayloadResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  URL?: GraphQLScalarType;
  UpdateDerivedCredentialSettingsPayload?: UpdateDerivedCredentialSettingsPayloadResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
};

