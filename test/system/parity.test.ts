/** Both APIs do the same: the same cases end alike, and leave the same objects and history. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { READ_PERMISSION, WRITE_PERMISSION } from '../../src/domain/caller.js';
import { type Booted, boot } from '../support/service/boot.js';
import { CHAPTERS, type ParityStep, type Role } from '../support/system/parity-cases.js';
import {
  graphqlParityClient,
  type ParityClient,
  restParityClient,
  storedIn,
  type WriteResult,
} from '../support/system/parity-clients.js';

describe.each(CHAPTERS)('%s', (_title, cases, environment) => {
  test('ends alike through GraphQL and REST, and leaves the same', async () => {
    const service = await boot(environment);
    for (const [name, steps] of Object.entries(cases)) {
      const graphql = await play(service, graphqlParityClient, steps);
      const rest = await play(service, restParityClient, steps);
      const outcomes = rest.answers.map(({ outcome }) => outcome);
      expect(outcomes, name).toEqual(steps.map(([outcome]) => outcome));
      expect(comparable(rest.answers, graphql.answers), name).toEqual(comparable(graphql.answers, rest.answers));
      expect(rest.stored, name).toEqual(graphql.stored);
      const changed = rest.stored.changes.length > 0;
      expect([...graphql.origins, ...rest.origins], name).toEqual(changed ? ['GRAPHQL', 'REST'] : []);
      expect([...graphql.unlikeInRest, ...rest.unlikeInRest], name).toEqual([]);
    }
  });
});

/** Runs the steps in new tenants. Returns the result of each step and what is stored afterwards. */
async function play(
  service: Booted,
  clientOf: (service: Booted, token: string) => ParityClient,
  steps: readonly ParityStep[],
) {
  const [tenantId, otherTenant] = [randomUUID(), randomUUID()];
  const tokens: Readonly<Record<Role, string>> = {
    writer: await service.token({ tenantId, permissions: [WRITE_PERMISSION] }),
    reader: await service.token({ tenantId, permissions: [READ_PERMISSION] }),
    'other tenant': await service.token({ tenantId: otherTenant }),
    stranger: 'no.token.ofours',
  };
  const answers: WriteResult[] = [];
  for (const [, act, who = 'writer'] of steps) answers.push(await act(clientOf(service, tokens[who])));
  return { answers, ...(await storedIn(service, tokens.writer)) };
}

/** The results, keeping the message only if the other API also passed on the service's message. */
function comparable(answers: readonly WriteResult[], others: readonly WriteResult[]): WriteResult[] {
  return answers.map((answer, index) => (others[index]?.message === null ? { ...answer, message: null } : answer));
}
