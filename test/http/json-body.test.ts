/** Proves that ambiguous bodies (duplicate keys, deep nesting) are refused and all others are parsed unchanged. */

import fc from 'fast-check';
import fastify from 'fastify';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Refusal } from '../../src/domain/errors.js';
import { acceptJsonOnly } from '../../src/http/json-body.js';
import { spelling } from '../support/domain/json-spelling.js';
import { send } from '../support/graphql/send.js';
import { COLLECTION, EXAMPLE_BODY, type GraphError, restClient } from '../support/rest/rest-client.js';
import { boot } from '../support/service/boot.js';

/** A server that only parses bodies: responds with the parsed value as JSON, or with the code of its refusal. */
function echo() {
  const server = fastify();
  acceptJsonOnly(server);
  server.setErrorHandler((error: Refusal, _request, reply) => reply.code(400).send({ code: error.code }));
  server.post('/', async (request, reply) =>
    reply.type('application/json').send(JSON.stringify({ read: request.body })),
  );
  onTestFinished(() => server.close());
  return async (payload: string | Buffer) => {
    const headers = { 'content-type': 'application/json' };
    const { statusCode, body } = await server.inject({ method: 'POST', url: '/', headers, payload });
    return { status: statusCode, body };
  };
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const objects = (depth: number) => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;

const TAKEN: readonly (readonly [title: string, text: string])[] = [
  ['the same key in different objects', '[{"a":1},{"a":2}]'],
  ['the same key one level down', '{"a":{"a":{"a":1}}}'],
  ['keys in letter cases of their own', '{"a":1,"A":2}'],
  ['keys that only look alike', '{"\u00e9":1,"e\u0301":2}'],
  ['text that looks like keys', '{"a":"{\\"a\\":1,\\"a\\":2}"}'],
  ['text with a colon', '{"a":": \\"b\\":","b":"\\\\"}'],
  ['text that ends in a backslash', '{"a":"\\\\","b":"c:\\\\"}'],
  ['a key with a quotation mark and a colon', '{"a\\":":1,"a":2}'],
  ['an empty key', '{"":1," ":2}'],
  ['keys with spaces before the colon', '{"a" \n\t :1,"b" : 2}'],
  ['keys that are numbers', '{"1":1,"01":2,"1.0":3}'],
  ['keys of every object', '{"toString":1,"hasOwnProperty":2,"length":3}'],
  ['a text alone', '"a"'],
  ['null alone', 'null'],
  ['64 lists in each other', nested(64)],
  ['64 objects in each other', objects(64)],
  ['a long text of backslashes', `"${'\\\\'.repeat(100_000)}"`],
  ['a long text of quotation marks', `{"a":"${'\\":'.repeat(80_000)}"}`],
];

const REFUSED: readonly (readonly [title: string, text: string, code?: string])[] = [
  ['a key twice', '{"a":1,"a":2}'],
  ['a key twice with the same value', '{"a":1,"a":1}'],
  ['a key thrice', '{"a":1,"b":2,"a":3,"a":4}'],
  ['a key twice, deep down', '{"x":[0,{"y":{"a":1,"b":[],"a":2}}]}'],
  ['a key twice in a list', '[{"a":1},{"b":1,"b":2}]'],
  ['a key twice, one of them escaped', '{"a":1,"\\u0061":2}'],
  ['a key twice, both escaped', '{"\\u0061b":1,"a\\u0062":2}'],
  ['a key twice, escaped in its own way', '{"/":1,"\\/":2}'],
  ['a key twice with spaces', '{"a":1,\n"a"\t \r\n:2}'],
  ['an empty key twice', '{"":1,"":2}'],
  ['a key twice with a quotation mark', '{"a\\"":1,"a\\"":2}'],
  ['a key twice beside text like keys', '{"t":"\\"x\\":1","a":1,"a":2}'],
  ['__proto__', '{"__proto__":{"x":1}}'],
  ['__proto__, escaped', '{"\\u005f_proto__":{"x":1}}'],
  ['__proto__, deep down', '[{"a":{"__proto__":1}}]'],
  ['constructor.prototype', '{"constructor":{"prototype":{"x":1}}}'],
  ['65 lists in each other', nested(65), 'LIMIT_EXCEEDED'],
  ['65 objects in each other', objects(65), 'LIMIT_EXCEEDED'],
  ['a hundred thousand lists in each other', nested(100_000), 'LIMIT_EXCEEDED'],
  ['half an object', '{"a":1'],
  ['a comment', '{"a":1}//'],
];

test('what is unambiguous is read as it is', async () => {
  const read = echo();
  const answers = await Promise.all(TAKEN.map(async ([title, text]) => [title, await read(text)]));
  expect(answers).toEqual(
    TAKEN.map(([title, text]) => [title, { status: 200, body: JSON.stringify({ read: JSON.parse(text) }) }]),
  );
});

test('what JavaScript would silently repair is refused', async () => {
  const read = echo();
  const answers = await Promise.all(REFUSED.map(async ([title, text]) => [title, await read(text)]));
  expect(answers).toEqual(
    REFUSED.map(([title, , code = 'BAD_REQUEST']) => [title, { status: 400, body: JSON.stringify({ code }) }]),
  );
});

test('bytes that are no UTF-8 are refused', async () => {
  const read = echo();
  const broken = [[0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xc0, 0xaf]];
  for (const bytes of broken) {
    const payload = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')]);
    expect(await read(payload)).toEqual({ status: 400, body: '{"code":"BAD_REQUEST"}' });
  }
});

// Without keys that are refused for another reason.
const isForbidden = (key: string) => key === '__proto__' || key === 'constructor';
const key = fc
  .oneof(fc.string({ unit: 'binary', maxLength: 4 }), fc.constantFrom('a', '"', '\\', ':', '":', '\\"'))
  .filter((each) => !isForbidden(each));
const json = fc
  .jsonValue({ depthSize: 'medium', stringUnit: 'binary' })
  .filter((value) => !/__proto__|constructor/.test(JSON.stringify(value)));

describe('whatever is sent', () => {
  test('passes unchanged where no key is doubled', async () => {
    const read = echo();
    await fc.assert(
      fc.asyncProperty(json, fc.constantFrom(undefined, 1, '\t'), async (value, space) => {
        const { status, body } = await read(JSON.stringify(value, null, space));
        expect(status).toBe(200);
        expect(JSON.parse(body).read).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('is refused where one key of one object is doubled', async () => {
    const read = echo();
    const member = fc.tuple(key, json);
    await fc.assert(
      fc.asyncProperty(
        fc.array(member, { maxLength: 4 }),
        member,
        json,
        spelling,
        json,
        async (others, [name, one], two, spell, around) => {
          const texts = [...others.map(([each, value]) => `${JSON.stringify(each)}:${JSON.stringify(value)}`)];
          const doubled = [
            `${JSON.stringify(name)}:${JSON.stringify(one)}`,
            ...texts,
            `${spell(name)} :${JSON.stringify(two)}`,
          ];
          const { status } = await read(`[${JSON.stringify(around)},{"outer":{${doubled.join(',')}}}]`);
          expect(status).toBe(400);
        },
      ),
    );
  });
});

const DOUBLED = '"displayName":"Display Name value","displayName":"Another"';

test('over GraphQL a doubled key is refused in the body and in the address', async () => {
  const service = await boot();
  const query = 'query($id: ID!) { derivedCredentialSettings(id: $id) { id } }';
  const body = `{"query":${JSON.stringify(query)},"variables":{"id":"a","id":"b"}}`;
  const search = `?${new URLSearchParams({ query, variables: '{"id":"a","\\u0069d":"b"}' })}`;
  for (const sent of [{ body }, { method: 'GET', search } as const]) {
    const { status, codes, messages } = await send(service, sent);
    expect({ status, codes, messages }).toEqual({
      status: 400,
      codes: ['BAD_USER_INPUT'],
      messages: ['The JSON names the same key twice in one object.'],
    });
  }
});

test('over REST a doubled key is refused, in a batch as well, and nothing is written', async () => {
  const client = restClient(await boot());
  const entity = JSON.stringify(EXAMPLE_BODY).replace('"displayName":"Display Name value"', DOUBLED);
  const step = `{"id":"1","method":"POST","url":"/deviceManagement/derivedCredentials","headers":{"Content-Type":"application/json"},"body":${entity}}`;
  for (const [address, body] of [
    [COLLECTION, entity],
    ['/$batch', `{"requests":[${step}]}`],
  ] as const) {
    const answer = await client.send<GraphError>('POST', address, { body });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'BadRequest' } } });
    expect(answer.body.error.message).toContain('names the same key twice');
  }
  expect((await client.list()).value).toEqual([]);
});
