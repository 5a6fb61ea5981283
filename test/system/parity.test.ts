/** Proves that both faces of the service do the same: the same cases end alike, and leave the same objects and history. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { READ_PERMISSION, WRITE_PERMISSION } from '../../src/domain/caller.js';
import { type Booted, boot } from '../support/service/boot.js';
import { type Answer, type Face, graphqlFace, restFace, storedIn } from '../support/system/apis.js';
import { CHAPTERS, type Role, type Step } from '../support/system/parity-cases.js';

describe.each(CHAPTERS)('%s', (_title, cases, environment) => {
  test('ends alike through GraphQL and REST, and leaves the same', async () => {
    const service = await boot(environment);
    for (const [name, steps] of Object.entries(cases)) {
      const graphql = await play(service, graphqlFace, steps);
      const rest = await play(service, restFace, steps);
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

/** Goes through the steps in tenants of their own, and tells how each ended and what is stored afterwards. */
async function play(service: Booted, faceOf: (service: Booted, token: string) => Face, steps: readonly Step[]) {
  const [tenantId, otherTenant] = [randomUUID(), randomUUID()];
  const tokens: Readonly<Record<Role, string>> = {
    writer: await service.token({ tenantId, permissions: [WRITE_PERMISSION] }),
    reader: await service.token({ tenantId, permissions: [READ_PERMISSION] }),
    'other tenant': await service.token({ tenantId: otherTenant }),
    stranger: 'no.token.ofours',
  };
  const answers: Answer[] = [];
  for (const [, act, who = 'writer'] of steps) answers.push(await act(faceOf(service, tokens[who])));
  return { answers, ...(await storedIn(service, tokens.writer)) };
}

/** Answers with the words of those that both faces put into the service's own words. */
function comparable(answers: readonly Answer[], others: readonly Answer[]): Answer[] {
  return answers.map((answer, index) => (others[index]?.words === null ? { ...answer, words: null } : answer));
}
