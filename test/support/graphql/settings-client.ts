/** A tenant's GraphQL client. Each call returns all fields, or throws the errors. */
import type { Booted, GraphqlAnswer } from '../service/boot.js';

export interface SettingsContent {
  readonly displayName: string;
  readonly helpUrl: string | null;
  readonly issuer: string;
  readonly notificationType: string;
  readonly renewalThresholdPercentage: number;
}

export interface Settings extends SettingsContent {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface ChangeEntry {
  readonly id: string;
  readonly kind: string;
  readonly settingsId: string;
  readonly version: number;
  readonly at: string;
  readonly recordedAt: string;
  readonly actor: { readonly subject: string; readonly clientId: string | null; readonly kind: string };
  readonly origin: string;
  readonly requestId: string;
  readonly before: SettingsContent | null;
  readonly after: SettingsContent | null;
  readonly fields: readonly string[];
}

export interface UserError {
  readonly code: string;
  readonly field: readonly string[];
  readonly message: string;
}

export interface Payload {
  readonly derivedCredentialSettings: Settings | null;
  readonly change: ChangeEntry | null;
  readonly userErrors: readonly UserError[];
  readonly deletedId?: string | null;
}

/** The result of one change of a batch. */
export interface BatchResult {
  readonly derivedCredentialSettings: Settings;
  readonly deletedId: string | null;
  readonly change: ChangeEntry | null;
}

export interface BatchPayload {
  readonly results: readonly BatchResult[];
  readonly userErrors: readonly UserError[];
}

export type Input = Readonly<Record<string, unknown>>;

export interface SettingsClient {
  create(input: Input): Promise<Payload>;
  update(input: Input): Promise<Payload>;
  remove(input: Input): Promise<Payload>;
  revert(input: Input): Promise<Payload>;
  /** Makes the changes in one transaction. */
  apply(changes: readonly Input[], options?: { readonly dryRun?: boolean | undefined }): Promise<BatchPayload>;
  find(id: string): Promise<Settings | null>;
  /** The tenant's settings, at most 100. */
  list(): Promise<readonly Settings[]>;
  /** The tenant's whole log, at most 100 entries. */
  changes(): Promise<readonly ChangeEntry[]>;
}

/** The object that the Graph documentation creates in its example. */
export const EXAMPLE = {
  displayName: 'Display Name value',
  helpUrl: 'https://example.com/helpUrl/',
  issuer: 'ENTRUST_DATACARD',
  notificationType: 'EMAIL',
} as const;

const CONTENT = 'displayName helpUrl issuer notificationType renewalThresholdPercentage';
export const SETTINGS_FIELDS = `id ${CONTENT} version createdAt updatedAt`;
export const CHANGE_FIELDS = `id kind settingsId version at recordedAt actor { subject clientId kind } origin requestId
  before { ${CONTENT} } after { ${CONTENT} } fields`;
const ERROR_FIELDS = 'code field message';
export const APPLY = `mutation($input: ApplyDerivedCredentialSettingsChangesInput!) {
  answer: applyDerivedCredentialSettingsChanges(input: $input) {
    results { derivedCredentialSettings { ${SETTINGS_FIELDS} } deletedId change { ${CHANGE_FIELDS} } }
    userErrors { ${ERROR_FIELDS} }
  }
}`;

export function settingsClient(service: Pick<Booted, 'graphql'>, token?: string): SettingsClient {
  const ask = async <Data>(query: string, variables: Input) =>
    dataOf(await service.graphql<{ answer: Data }>(query, variables, token)).answer;
  const mutate = (verb: Verb) => (input: Input) => ask<Payload>(mutation(verb), { input });
  const page = async <Node>(field: string, selection: string) =>
    (await ask<{ nodes: Node[] }>(`{ answer: ${field}(first: 100) { nodes { ${selection} } } }`, {})).nodes;
  return {
    create: mutate('Create'),
    update: mutate('Update'),
    remove: mutate('Delete'),
    revert: mutate('Revert'),
    apply: (changes, options) => ask(APPLY, { input: { changes, ...options } }),
    find: (id) => ask(`query($id: ID!) { answer: derivedCredentialSettings(id: $id) { ${SETTINGS_FIELDS} } }`, { id }),
    list: () => page('derivedCredentials', SETTINGS_FIELDS),
    changes: () => page('changes', CHANGE_FIELDS),
  };
}

/** The data of a response. Throws its errors. */
export function dataOf<Data>({ data, errors }: GraphqlAnswer<Data>): Data {
  if (errors !== undefined || data == null) throw new Error(`The request failed: ${JSON.stringify(errors)}`);
  return data;
}

/** The object in a payload. Throws its user errors. */
export function settingsOf({ derivedCredentialSettings, userErrors }: Payload): Settings {
  if (derivedCredentialSettings === null) throw new Error(`It was refused: ${JSON.stringify(userErrors)}`);
  return derivedCredentialSettings;
}

/** The faults of a payload as `field code`, the path joined by dots. */
export function faultsOf({ userErrors }: Pick<Payload, 'userErrors'>): string[] {
  return userErrors.map(({ field, code }) => `${field.join('.')} ${code}`);
}

/** The mutations of one object. */
export type Verb = 'Create' | 'Update' | 'Delete' | 'Revert';

/** A mutation with `$input` that selects, as `answer`, all fields of its payload. */
export function mutation(verb: Verb): string {
  const name = `${verb.toLowerCase()}DerivedCredentialSettings`;
  return `mutation($input: ${verb}DerivedCredentialSettingsInput!) {
    answer: ${name}(input: $input) {
      derivedCredentialSettings { ${SETTINGS_FIELDS} }
      change { ${CHANGE_FIELDS} }
      userErrors { ${ERROR_FIELDS} }
      ${verb === 'Delete' ? 'deletedId' : ''}
    }
  }`;
}
