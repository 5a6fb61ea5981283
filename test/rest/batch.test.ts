/** Proves that a batch runs its steps in dependency order, each with its own response, and which batches are refused. */
import { expect, test } from 'vitest';
import { READ_PERMISSION } from '../../src/domain/caller.js';
import { settingsClient } from '../support/graphql/settings-client.js';
import {
  EXAMPLE_BODY,
  expectStatus,
  type GraphError,
  type RestClient,
  restClient,
} from '../support/rest/rest-client.js';
import { boot } from '../support/service/boot.js';

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const URL_OF_LIST = '/deviceManagement/derivedCredentials';
const URL_OF_ONE = `${URL_OF_LIST}/${ID}`;
const JSON_HEADER = { 'Content-Type': 'application/json' };

interface Step {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly dependsOn?: readonly string[];
}

interface StepAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

const creating = (id: string, content: object = {}, more: Partial<Step> = {}): Step => {
  return { id, method: 'POST', url: URL_OF_LIST, headers: JSON_HEADER, body: { ...EXAMPLE_BODY, ...content }, ...more };
};
const reading = (id: string, more: Partial<Step> = {}): Step => ({ id, method: 'GET', url: URL_OF_ONE, ...more });

async function run(
  client: RestClient,
  requests: readonly Step[],
  address = '/beta/$batch',
): Promise<readonly StepAnswer[]> {
  const answer = await client.send<{ responses: readonly StepAnswer[] }>('POST', address, { body: { requests } });
  return expectStatus(200, answer).responses;
}

const statuses = (answers: readonly StepAnswer[]) => answers.map(({ id, status }) => `${id} ${status}`);
const errorCode = ({ body }: StepAnswer) => (body as unknown as GraphError | undefined)?.error?.code;

test.each(['/beta/$batch', '/$batch'])(
  'every operation is a step of %s, with the status, headers and body that it has alone',
  async (address) => {
    const service = await boot();
    const root = `${service.url}${address.replace('/$batch', '')}`;
    const answers = await run(
      restClient(service),
      [
        creating('create', { id: ID }),
        { ...reading('read'), url: `/beta${URL_OF_ONE}` },
        { id: 'list', method: 'get', url: `${URL_OF_LIST.slice(1)}?$select=id&$top=1` },
        { id: 'count', method: 'GET', url: `${URL_OF_LIST}/$count?$filter=true` },
        {
          id: 'update',
          method: 'PATCH',
          url: URL_OF_ONE,
          headers: { 'content-type': 'application/json; charset=utf-8' },
          body: { displayName: 'New' },
        },
        { id: 'delta', method: 'GET', url: `${URL_OF_LIST}/delta` },
        { id: 'delete', method: 'DELETE', url: URL_OF_ONE },
        reading('gone'),
      ],
      address,
    );
    expect(statuses(answers)).toEqual([
      'create 201',
      'read 200',
      'list 200',
      'count 200',
      'update 200',
      'delta 200',
      'delete 204',
      'gone 404',
    ]);
    const [create, read, list, count, update, , deletion, gone] = answers;
    expect(create).toMatchObject({
      headers: { 'Content-Type': 'application/json', etag: 'W/"1"', location: `${root}${URL_OF_ONE}` },
      body: { id: ID, '@odata.context': `${root}/$metadata#deviceManagement/derivedCredentials/$entity` },
    });
    expect(read?.body).toEqual(create?.body);
    expect(list?.body?.['value']).toEqual([
      { '@odata.type': EXAMPLE_BODY['@odata.type'], '@odata.etag': 'W/"1"', id: ID },
    ]);
    expect(count).toMatchObject({ headers: { 'Content-Type': 'text/plain' }, body: '1' });
    expect(update?.body).toMatchObject({ displayName: 'New', '@odata.etag': 'W/"2"' });
    expect(deletion).toEqual({ id: 'delete', status: 204, headers: { 'x-tenant-position': '3' } });
    expect(gone && errorCode(gone)).toBe('ResourceNotFound');
    expect(await settingsClient(service).changes()).toMatchObject([
      { origin: 'REST' },
      { origin: 'REST' },
      { origin: 'REST' },
    ]);
  },
);

test('a step waits for those that it depends on, and the others keep their order', async () => {
  const client = restClient(await boot());
  const answers = await run(client, [
    { id: 'last', method: 'DELETE', url: URL_OF_ONE, dependsOn: ['middle', 'first'] },
    reading('middle', { dependsOn: ['first'] }),
    creating('first', { id: ID }),
    reading('after'),
  ]);
  expect(statuses(answers)).toEqual(['first 201', 'middle 200', 'last 204', 'after 404']);
});

test('whatever depends on a failed step fails with 424, and nothing else does', async () => {
  const service = await boot();
  const answers = await run(restClient(service), [
    creating('bad', { displayName: '' }),
    creating('child', {}, { dependsOn: ['bad'] }),
    creating('grandchild', {}, { dependsOn: ['child'] }),
    creating('half', {}, { dependsOn: ['good', 'bad'] }),
    creating('good'),
  ]);
  expect(statuses(answers)).toEqual(['bad 400', 'child 424', 'grandchild 424', 'good 201', 'half 424']);
  expect(answers.map(errorCode)).toEqual([
    'ModelValidationFailure',
    'FailedDependency',
    'FailedDependency',
    undefined,
    'FailedDependency',
  ]);
  expect(await settingsClient(service).changes()).toHaveLength(1);
});

test('steps have headers of their own', async () => {
  const client = restClient(await boot());
  await client.create({ id: ID });
  const patching = (id: string, headers: Step['headers']): Step => {
    return { id, method: 'PATCH', url: URL_OF_ONE, headers: { ...JSON_HEADER, ...headers }, body: { displayName: id } };
  };
  const answers = await run(client, [
    patching('stale', { 'If-Match': 'W/"7"' }),
    patching('fresh', { 'IF-MATCH': 'W/"1"', Prefer: 'return=minimal' }),
    reading('unmodified', { headers: { 'If-None-Match': 'W/"2"' } }),
    creating('minimal', {}, { headers: { ...JSON_HEADER, prefer: 'return=minimal' } }),
  ]);
  expect(statuses(answers)).toEqual(['stale 412', 'fresh 204', 'unmodified 304', 'minimal 204']);
  expect(answers[1]?.headers).toMatchObject({ 'preference-applied': 'return=minimal', etag: 'W/"2"' });
  for (const answer of answers.slice(1)) expect(answer.body).toBeUndefined();
});

const WRONG_STEPS: readonly (readonly [step: Omit<Step, 'id'>, status: number, code: string, message: RegExp])[] = [
  [
    { method: 'POST', url: '/$batch', headers: JSON_HEADER, body: { requests: [] } },
    400,
    'BadRequest',
    /cannot hold another batch/,
  ],
  [{ method: 'POST', url: '/beta/$BATCH' }, 400, 'BadRequest', /cannot hold another batch/],
  [
    { method: 'POST', url: URL_OF_LIST, body: EXAMPLE_BODY },
    400,
    'BadRequest',
    /needs Content-Type: application\/json/,
  ],
  [
    { method: 'POST', url: URL_OF_LIST, headers: { 'content-type': 'text/plain' }, body: 'x' },
    400,
    'BadRequest',
    /needs Content-Type/,
  ],
  [{ method: 'POST', url: URL_OF_LIST, headers: JSON_HEADER }, 400, 'BadRequest', /^Empty Payload/],
  [
    { method: 'POST', url: URL_OF_LIST, headers: JSON_HEADER, body: 'dGV4dA==' },
    400,
    'BadRequest',
    /must be one JSON object/,
  ],
  [{ method: 'PUT', url: URL_OF_LIST }, 405, 'MethodNotAllowed', /Use GET, HEAD, POST/],
  [
    { method: 'GET', url: 'https://graph.microsoft.com/beta/deviceManagement/derivedCredentials' },
    400,
    'BadRequest',
    /segment 'https'|segment 'https:'/,
  ],
  [
    { method: 'GET', url: '//evil.example/deviceManagement/derivedCredentials' },
    400,
    'BadRequest',
    /segment 'evil\.example'/,
  ],
  [{ method: 'GET', url: '../livez' }, 400, 'BadRequest', /segment '\.\.'/],
  [{ method: 'GET', url: '/livez' }, 400, 'BadRequest', /segment 'livez'/],
  [{ method: 'GET', url: '/' }, 400, 'BadRequest', /segment ''/],
  [{ method: 'GET', url: `/v1.0${URL_OF_LIST}` }, 400, 'BadRequest', /segment 'v1\.0'\. The API is at \/beta\//],
  [{ method: 'GET', url: `${URL_OF_LIST}/%zz` }, 400, 'BadRequest', /not percent-encoded correctly/],
  [{ method: 'GET', url: `${URL_OF_LIST}#x` }, 400, 'BadRequest', /segment 'derivedCredentialsx'/],
  [{ method: 'GET', url: `${URL_OF_LIST}?$top=0` }, 400, 'BadRequest', /'\$top'/],
  [{ method: 'GET', url: `${URL_OF_LIST}/${'x'.repeat(5000)}` }, 404, 'ResourceNotFound', /no settings object/],
];

test('what is wrong with a step is its own answer, and the other steps are carried out', async () => {
  const service = await boot();
  const client = restClient(service);
  for (const [step, status, code, message] of WRONG_STEPS) {
    const [wrong, right] = await run(client, [
      { id: 'wrong', ...step },
      { id: 'right', method: 'GET', url: URL_OF_LIST },
    ]);
    expect({ step, status: wrong?.status, body: wrong?.body }).toMatchObject({
      step,
      status,
      body: { error: { code, message: expect.stringMatching(message) } },
    });
    expect(right?.status).toBe(200);
  }
  expect(await settingsClient(service).changes()).toEqual([]);
});

test('the permission of the token is that of every step', async () => {
  const service = await boot();
  const reader = restClient(service, service.token({ permissions: [READ_PERMISSION] }));
  const answers = await run(reader, [creating('write'), { id: 'read', method: 'GET', url: URL_OF_LIST }]);
  expect(statuses(answers)).toEqual(['write 403', 'read 200']);
  const [write] = answers;
  expect(write && errorCode(write)).toBe('Forbidden');
});

const many = (count: number) => Array.from({ length: count }, (_, index) => reading(String(index)));
const WRONG_BATCHES: readonly (readonly [what: string, body: unknown, message: RegExp])[] = [
  ['21 steps', { requests: many(21) }, /more than 20/],
  ['the same id twice', { requests: [reading('a'), reading('a')] }, /ids of a batch must be unique/],
  ['the same id in other letters', { requests: [reading('Ab'), reading('aB')] }, /ids of a batch must be unique/],
  ['a step that depends on itself', { requests: [reading('a', { dependsOn: ['a'] })] }, /form a cycle/],
  [
    'two that depend on each other',
    { requests: [reading('a', { dependsOn: ['b'] }), reading('b', { dependsOn: ['a'] })] },
    /form a cycle/,
  ],
  [
    'a long cycle',
    { requests: many(20).map((step, index) => ({ ...step, dependsOn: [String((index + 1) % 20)] })) },
    /form a cycle/,
  ],
  [
    'an id that is not there',
    { requests: [reading('a', { dependsOn: ['b'] })] },
    /names an id that is not in the batch/,
  ],
  ['no id', { requests: [{ method: 'GET', url: URL_OF_LIST }] }, /needs an 'id'/],
  ['an empty id', { requests: [reading('')] }, /needs an 'id'/],
  ['a number for an id', { requests: [{ ...reading(''), id: 1 }] }, /must be a string\. Send "1" instead of 1\./],
  ['a long id', { requests: [reading('x'.repeat(65))] }, /needs an 'id'/],
  ['no method', { requests: [{ id: 'a', url: URL_OF_LIST }] }, /needs a 'method'/],
  ['an odd method', { requests: [reading('a', { method: 'CONNECT' })] }, /needs a 'method'/],
  ['no url', { requests: [{ id: 'a', method: 'GET' }] }, /needs a relative 'url'/],
  ['a url that is no text', { requests: [{ id: 'a', method: 'GET', url: {} }] }, /needs a relative 'url'/],
  [
    'headers that are no texts',
    { requests: [{ ...reading('a'), headers: { a: 1 } }] },
    /request "a" has invalid 'headers'/,
  ],
  [
    'a null among the headers',
    { requests: [{ ...reading('a'), headers: { a: null } }] },
    /request "a" has invalid 'headers'/,
  ],
  ['a header twice', { requests: [{ ...reading('a'), headers: { A: 'x', a: 'x' } }] }, /the same header twice/],
  ['a list of headers', { requests: [{ ...reading('a'), headers: ['a'] }] }, /request "a" has invalid 'headers'/],
  ['a name of a header with a space', { requests: [{ ...reading('a'), headers: { 'A ': 'x' } }] }, /header named 'A '/],
  ['an empty name of a header', { requests: [{ ...reading('a'), headers: { '': 'x' } }] }, /header named ''/],
  ['dependsOn with a number', { requests: [{ ...reading('a'), dependsOn: [1] }] }, /request "a" .* which are strings/],
  ['dependsOn that is no list', { requests: [{ ...reading('a'), dependsOn: 'b' }] }, /invalid 'dependsOn'/],
  ['a step that is no object', { requests: [null] }, /needs an 'id'/],
  ['no list', { requests: {} }, /'requests' must be a list/],
  ['nothing of it', {}, /'requests' must be a list/],
  ['a list', [], /'requests' must be a list/],
  ['an empty body', '', /'requests' must be a list/],
];

test('a batch that is wrong as a whole is refused as a whole, and no step of it is carried out', async () => {
  const service = await boot();
  const client = restClient(service);
  for (const [what, body, message] of WRONG_BATCHES) {
    const answer = await client.send<GraphError>('POST', '/beta/$batch', { body });
    expect({ what, status: answer.status, error: answer.body.error }).toMatchObject({
      what,
      status: 400,
      error: { code: 'BadRequest', message: expect.stringMatching(message) },
    });
  }
  const poisoned = [creating('a'), creating('b'), reading('B')];
  expect((await client.send('POST', '/beta/$batch', { body: { requests: poisoned } })).status).toBe(400);
  expect(await settingsClient(service).changes()).toEqual([]);
});

test('nulls stand for what is left out of a step', async () => {
  const client = restClient(await boot());
  await client.create({ id: ID });
  const nothing = { headers: null, body: null, dependsOn: null };
  const answer = await client.send('POST', '/$batch', { body: { requests: [{ ...reading('a'), ...nothing }] } });
  expect(answer).toMatchObject({ status: 200, body: { responses: [{ id: 'a', status: 200 }] } });
});

test('as many steps as are allowed are carried out', async () => {
  const client = restClient(await boot());
  expect(await run(client, many(20))).toHaveLength(20);
  expect(await run(client, [])).toEqual([]);
});
