/** How long a server takes from the start of its process, on an empty database, to its first answer. */

import { readFileSync } from 'node:fs';
import { request } from 'undici';
import type { Callers } from '../load/load-plan.js';
import { questionOf } from '../load/operations.js';
import type { Startable } from '../servers/server.js';
import type { Dataset, Stage } from '../servers/test-bed.js';

/** Milliseconds. */
export async function timeStartUp(stage: Stage, what: Startable, { callersFile }: Dataset): Promise<number> {
  const { callers }: Callers = JSON.parse(readFileSync(callersFile, 'utf8'));
  const begin = performance.now();
  const { url, language, stop } = await stage.start(what, null);
  const { method, path, body } = questionOf('list', { tenant: 0, object: 0 }).asked[language];
  const headers = { authorization: `Bearer ${callers[0]?.token}`, 'content-type': 'application/json' };
  const answer = await request(`${url}${path}`, { method, headers, body });
  const text = await answer.body.text();
  const milliseconds = performance.now() - begin;
  if (!text.includes('"hasNextPage":false'))
    throw new Error(`${JSON.stringify(what)} began with ${answer.statusCode} ${text}`);
  await stop();
  return milliseconds;
}
