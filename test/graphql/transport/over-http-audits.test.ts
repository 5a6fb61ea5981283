/** Runs the audits of the GraphQL-over-HTTP specification, from its reference implementation. */
import { serverAudits } from 'graphql-http';
import { expect, test } from 'vitest';
import { boot } from '../../support/service/boot.js';

test('The audits of GraphQL over HTTP find no error, and at least 56 of 61 are ok', async () => {
  const service = await boot();
  const token = await service.token();
  const fetchFn = (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return fetch(url, { ...init, headers });
  };
  const audits = serverAudits({ url: `${service.url}/graphql`, fetchFn });
  const results = await Promise.all(audits.map(({ fn }) => fn()));

  const ok = results.filter(({ status }) => status === 'ok').length;
  const errors = results.flatMap((result) => (result.status === 'error' ? [`${result.name}: ${result.reason}`] : []));
  const shortOf56 = results.flatMap((result) => (result.status === 'ok' ? [] : [`${result.status} ${result.name}`]));
  expect({ audits: results.length, errors }).toEqual({ audits: 61, errors: [] });
  expect(ok, shortOf56.join('\n')).toBeGreaterThanOrEqual(56);
});
