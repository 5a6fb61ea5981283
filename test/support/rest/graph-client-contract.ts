/** The contract with Microsoft Graph clients: one suite that runs with each client library. */
import { describe, expect, test } from 'vitest';
import { READ_PERMISSION } from '../../../src/domain/caller.js';
import { settingsClient } from '../graphql/settings-client.js';
import { type Booted, boot } from '../service/boot.js';

/** An object as a client sends or returns it, with Graph's property names. */
export type Entity = Readonly<Record<string, unknown>>;

export interface ListOptions {
  readonly filter?: string;
  readonly orderby?: { readonly property: string; readonly descending: boolean };
  readonly select?: readonly string[];
  readonly top?: number;
}

/** An error as the client library reports it. */
export interface Failure {
  readonly status: unknown;
  readonly code: unknown;
  readonly message: unknown;
}

/** A connected client. Each call goes through the client library and throws its errors. */
export interface GraphClient {
  create(content: Entity): Promise<Entity>;
  get(id: string): Promise<Entity>;
  /** With `If-Match`, if a tag is given. */
  patch(id: string, changes: Entity, etag?: string): Promise<Entity>;
  remove(id: string): Promise<unknown>;
  /** The first page. */
  page(options: ListOptions): Promise<readonly Entity[]>;
  /** All pages, followed with the client library's own paging. */
  pages(options: ListOptions): Promise<readonly Entity[]>;
  etagOf(entity: Entity): string;
  failureOf(error: unknown): Promise<Failure>;
}

/** Connects a client to a service at `http://127.0.0.1:…` with a token. */
export type Connect = (url: string, token: string) => GraphClient;

/** The modes of SINGLE_ISSUER_PER_TENANT, each with issuers that a tenant can use together in it. */
export const MODES = [
  { mode: 'many issuers', environment: {}, issuers: ['intercede', 'purebred'] },
  {
    mode: 'one issuer a tenant',
    environment: { SINGLE_ISSUER_PER_TENANT: 'true' },
    issuers: ['purebred', 'purebred'],
  },
] as const;

export const EXAMPLE_ENTITY = {
  displayName: 'Display Name value',
  helpUrl: 'https://example.com/helpUrl/',
  issuer: 'purebred',
  notificationType: 'companyPortal,email',
  renewalThresholdPercentage: 25,
} as const;
const UNKNOWN_ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';

export function graphClientContract(name: string, connect: Connect): void {
  describe.each(MODES)(`${name}, $mode`, ({ environment, issuers }) => {
    test('creates, reads, changes and deletes an object', async () => {
      const service = await boot(environment);
      await keepsAnObject(service, connect(service.url, await service.token()));
    });

    test('lists by filter, order, selection and size, and follows the pages to the end', async () => {
      const service = await boot(environment);
      await lists(connect(service.url, await service.token()), issuers);
    });

    test('passes on the error of the service', async () => {
      const service = await boot(environment);
      await fails(service, connect);
    });

    test(`is ${issuers[0] === issuers[1] ? 'refused' : 'given'} a second issuer`, async () => {
      const service = await boot(environment);
      const client = connect(service.url, await service.token());
      await client.create({ ...EXAMPLE_ENTITY, issuer: 'purebred' });
      const second = client.create({ ...EXAMPLE_ENTITY, issuer: 'xTec' });
      if (issuers[0] !== issuers[1]) expect(await second).toMatchObject({ issuer: 'xTec' });
      else
        expect(await failureIn(client, second)).toMatchObject({
          status: 409,
          message: expect.stringContaining('may have only one issuer'),
        });
    });
  });
}

async function keepsAnObject(service: Booted, client: GraphClient): Promise<void> {
  const { notificationType: _flags, ...plain } = EXAMPLE_ENTITY;
  const stored = settingsClient(service);

  const created = await client.create(EXAMPLE_ENTITY);
  expect(created).toMatchObject({ id: expect.any(String), ...plain });
  const id = String(created['id']);
  const inGraphql = { ...plain, issuer: 'PUREBRED', notificationType: 'COMPANY_PORTAL_AND_EMAIL' };
  expect(await stored.find(id)).toMatchObject({ ...inGraphql, version: 1 });
  expect(await client.get(id)).toMatchObject({ id, ...plain });

  const changed = await client.patch(id, { displayName: 'Renamed', helpUrl: null }, client.etagOf(created));
  // Some clients omit null properties.
  expect({ ...changed, helpUrl: changed['helpUrl'] ?? null }).toMatchObject({
    ...plain,
    displayName: 'Renamed',
    helpUrl: null,
  });
  expect(await stored.find(id)).toMatchObject({ ...inGraphql, displayName: 'Renamed', helpUrl: null, version: 2 });
  const stale = client.patch(id, { displayName: 'Too late' }, client.etagOf(created));
  expect(await failureIn(client, stale)).toMatchObject({ status: 412, code: 'PreconditionFailed' });

  await client.remove(id);
  expect(await stored.list()).toEqual([]);
  const history = (await stored.changes()).map(({ kind, origin }) => `${kind} ${origin}`);
  expect(history).toEqual(['CREATED REST', 'UPDATED REST', 'DELETED REST']);
}

async function lists(client: GraphClient, issuers: readonly string[]): Promise<void> {
  for (let number = 1; number <= 8; number += 1) {
    const displayName = `Mark's + ${number}`;
    const issuer = issuers[number % 2];
    await client.create({ ...EXAMPLE_ENTITY, displayName, issuer, renewalThresholdPercentage: 20 + number });
  }
  const options: ListOptions = {
    filter:
      "startswith(displayName,'Mark''s + ') and renewalThresholdPercentage ge 22 and issuer in ('purebred','xTec')",
    orderby: { property: 'renewalThresholdPercentage', descending: true },
    select: ['displayName', 'renewalThresholdPercentage'],
    top: 2,
  };
  const expected = [8, 7, 6, 5, 4, 3, 2]
    .filter((number) => issuers[number % 2] === 'purebred')
    .map((number) => ({ displayName: `Mark's + ${number}`, renewalThresholdPercentage: 20 + number }));
  const first = await client.page(options);
  expect(first).toMatchObject(expected.slice(0, 2));
  expect(first).toHaveLength(2);
  for (const entity of first) expect(entity).not.toHaveProperty('helpUrl');
  const everything = await client.pages(options);
  expect(everything).toMatchObject(expected);
  expect(everything).toHaveLength(expected.length);
  expect(await client.pages({ top: 3 })).toHaveLength(8);
}

type Act = (client: GraphClient) => Promise<unknown>;

/** Failing requests with the expected error; the message must contain the given text. */
const FAILURES: readonly [
  who: 'writer' | 'reader' | 'stranger',
  act: Act,
  told: Failure & { readonly message: string },
][] = [
  [
    'stranger',
    (client) => client.get(UNKNOWN_ID),
    { status: 401, code: 'InvalidAuthenticationToken', message: 'token' },
  ],
  [
    'reader',
    (client) => client.create(EXAMPLE_ENTITY),
    { status: 403, code: 'Forbidden', message: 'DeviceManagementServiceConfig.ReadWrite.All' },
  ],
  [
    'reader',
    (client) => client.get(UNKNOWN_ID),
    { status: 404, code: 'ResourceNotFound', message: 'no settings object' },
  ],
  [
    'writer',
    (client) => client.patch(UNKNOWN_ID, {}),
    { status: 404, code: 'ResourceNotFound', message: 'no settings object' },
  ],
  [
    'writer',
    (client) => client.remove(UNKNOWN_ID),
    { status: 404, code: 'ResourceNotFound', message: 'no settings object' },
  ],
  [
    'writer',
    (client) => client.create({ ...EXAMPLE_ENTITY, displayName: ' ', helpUrl: 'javascript:alert(1)' }),
    { status: 400, code: 'ModelValidationFailure', message: '256 characters. helpUrl is not an absolute' },
  ],
  [
    'reader',
    (client) => client.page({ filter: 'displayName eq' }),
    { status: 400, code: 'BadRequest', message: 'is incomplete at position 15' },
  ],
  [
    'reader',
    (client) => client.page({ orderby: { property: 'colour', descending: false } }),
    { status: 400, code: 'BadRequest', message: "'colour' in '$orderby'" },
  ],
];

async function fails(service: Booted, connect: Connect): Promise<void> {
  const tokens = {
    writer: await service.token(),
    reader: await service.token({ permissions: [READ_PERMISSION] }),
    stranger: 'no-token-of-ours',
  };
  for (const [who, act, told] of FAILURES) {
    const client = connect(service.url, tokens[who]);
    const { status, code, message } = await failureIn(client, act(client));
    expect({ status, code, message }).toEqual({ ...told, message: expect.stringContaining(told.message) });
  }
  expect(await settingsClient(service).changes()).toEqual([]);
}

/** The error that the client reports for an action that must fail. */
export async function failureIn(client: GraphClient, action: Promise<unknown>): Promise<Failure> {
  const error: unknown = await action.then(
    (answer) => {
      throw new Error(`It was answered: ${JSON.stringify(answer)}`);
    },
    (reason: unknown) => reason,
  );
  return client.failureOf(error);
}
