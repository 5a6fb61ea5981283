/** One client interface for writes through GraphQL and through REST, with one vocabulary of outcomes, and what the writes left stored. */

import { type Input, type Payload, type Settings, settingsClient } from '../graphql/settings-client.js';
import type { Booted } from '../service/boot.js';

/** How a write ended. `invalid` covers every fault of the input. */
export type Outcome =
  | 'ok'
  | 'unauthenticated'
  | 'forbidden'
  | 'invalid'
  | 'absent'
  | 'taken'
  | 'other issuer in use'
  | 'stale';

export interface WriteResult {
  readonly outcome: Outcome;
  /** The service's own error message, which both APIs must show alike. Null if the API module itself found the fault. */
  readonly message: string | null;
}

/** A client of one API with one token. Field names and enum values are GraphQL's. */
export interface ParityClient {
  create(input: Input): Promise<WriteResult>;
  update(id: string, changes: Input, version?: number): Promise<WriteResult>;
  remove(id: string, version?: number): Promise<WriteResult>;
}

const GRAPHQL_OUTCOMES: Readonly<Record<string, Outcome>> = {
  NOT_FOUND: 'absent',
  ALREADY_EXISTS: 'taken',
  ISSUER_CONFLICT: 'other issuer in use',
  VERSION_CONFLICT: 'stale',
  UNAUTHENTICATED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
  BAD_USER_INPUT: 'invalid',
};
const FIELD_RULES = ['BLANK', 'TOO_LONG', 'MALFORMED', 'OUT_OF_RANGE', 'NOT_ALLOWED'];

export function graphqlParityClient(service: Booted, token: string): ParityClient {
  const write = async (verb: 'Create' | 'Update' | 'Delete', input: Input): Promise<WriteResult> => {
    const { data, errors } = await service.graphql<{ answer: Pick<Payload, 'userErrors'> }>(
      `mutation($input: ${verb}DerivedCredentialSettingsInput!) {
        answer: ${verb.toLowerCase()}DerivedCredentialSettings(input: $input) { userErrors { code field message } }
      }`,
      { input },
      token,
    );
    if (errors !== undefined) {
      const [{ message = '', extensions } = {}] = errors;
      const outcome = known(GRAPHQL_OUTCOMES, String(extensions?.['code']));
      return { outcome, message: outcome === 'invalid' ? null : message };
    }
    return answerOfFaults(data?.answer.userErrors ?? []);
  };
  return {
    create: (input) => write('Create', input),
    update: (id, changes, expectedVersion) => write('Update', { id, ...changes, expectedVersion }),
    remove: (id, expectedVersion) => write('Delete', { id, expectedVersion }),
  };
}

function answerOfFaults(faults: Payload['userErrors']): WriteResult {
  const [first] = faults;
  if (first === undefined) return { outcome: 'ok', message: null };
  const invalid = faults.some(({ code }) => FIELD_RULES.includes(code));
  const outcome = invalid ? 'invalid' : known(GRAPHQL_OUTCOMES, first.code);
  return { outcome, message: outcome === 'stale' ? null : faults.map(({ message }) => message).join(' ') };
}

const REST_OUTCOMES: Readonly<Record<string, Outcome>> = {
  '401 InvalidAuthenticationToken': 'unauthenticated',
  '403 Forbidden': 'forbidden',
  '400 ModelValidationFailure': 'invalid',
  '404 ResourceNotFound': 'absent',
  '409 Conflict': 'taken',
  '412 PreconditionFailed': 'stale',
};
const ISSUERS: Readonly<Record<string, string>> = {
  INTERCEDE: 'intercede',
  ENTRUST_DATACARD: 'entrustDatacard',
  PUREBRED: 'purebred',
  X_TEC: 'xTec',
};
const NOTIFICATION_TYPES: Readonly<Record<string, string>> = {
  NONE: 'none',
  COMPANY_PORTAL: 'companyPortal',
  EMAIL: 'email',
  COMPANY_PORTAL_AND_EMAIL: 'companyPortal,email',
};

export function restParityClient({ url }: Booted, token: string): ParityClient {
  const collection = `${url}/beta/deviceManagement/derivedCredentials`;
  const write = async (method: string, address: string, body?: Input, version?: number): Promise<WriteResult> => {
    const response = await fetch(address, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(version !== undefined && { 'if-match': `W/"${version}"` }),
      },
      ...(body !== undefined && { body: JSON.stringify(inGraph(body)) }),
    });
    const text = await response.text();
    if (response.ok) return { outcome: 'ok', message: null };
    const { code, message } = JSON.parse(text).error;
    const outcome = known(REST_OUTCOMES, `${response.status} ${code}`);
    if (outcome === 'taken' && /may have only one issuer/.test(message))
      return { outcome: 'other issuer in use', message };
    return { outcome, message: outcome === 'stale' ? null : message };
  };
  return {
    create: (input) => write('POST', collection, input),
    update: (id, changes, version) => write('PATCH', `${collection}/${id}`, changes, version),
    remove: (id, version) => write('DELETE', `${collection}/${id}`, undefined, version),
  };
}

/**
 * A tenant's objects and log without what differs between runs (times, request ids; object ids are numbered); the origins
 * in its log; and the objects that REST shows differently from GraphQL.
 */
export async function storedIn(service: Booted, token: string) {
  const client = settingsClient(service, token);
  const [settings, changes] = [await client.list(), await client.changes()];
  const ids = [...new Set(changes.map(({ settingsId }) => settingsId))];
  const numbered = (id: string) => ids.reduce((text, known, index) => text.replace(known, `#${index + 1}`), id);
  return {
    stored: {
      settings: settings.map(({ createdAt: _created, updatedAt: _updated, id, ...rest }) => ({
        ...rest,
        id: numbered(id),
      })),
      changes: changes.map(
        ({ at: _at, recordedAt: _recordedAt, requestId: _requestId, origin: _origin, id, settingsId, ...rest }) => ({
          ...rest,
          id: numbered(id),
          settingsId: numbered(settingsId),
        }),
      ),
    },
    origins: [...new Set(changes.map(({ origin }) => origin))],
    unlikeInRest: await unlikeInRest(service, token, settings),
  };
}

async function unlikeInRest({ url }: Booted, token: string, settings: readonly Settings[]): Promise<unknown[]> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/beta/deviceManagement/derivedCredentials`, { headers });
  const { value } = (await response.json()) as { readonly value: Input[] };
  const shown = new Map(value.map((entity) => [entity['id'], entity]));
  const unlike = settings.filter(({ id, version, createdAt: _created, updatedAt: _updated, ...content }) => {
    const expected = { id, ...inGraph(content), '@odata.etag': `W/"${version}"` };
    const entity = shown.get(id);
    return Object.entries(expected).some(([name, wanted]) => entity?.[name] !== wanted);
  });
  return value.length === settings.length ? unlike : value;
}

function inGraph(input: Input): Input {
  const { issuer, notificationType } = input;
  return {
    ...input,
    ...(issuer !== undefined && { issuer: ISSUERS[String(issuer)] ?? issuer }),
    ...(notificationType !== undefined && {
      notificationType: NOTIFICATION_TYPES[String(notificationType)] ?? notificationType,
    }),
  };
}

function known(outcomes: Readonly<Record<string, Outcome>>, code: string): Outcome {
  const outcome = outcomes[code];
  if (outcome === undefined) throw new Error(`There is no outcome for ${code}.`);
  return outcome;
}
