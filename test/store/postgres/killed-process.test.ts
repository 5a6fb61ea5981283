/** Two processes of the service over one database: one is killed under writes, and the other has all that was acknowledged. */
import { expect, test } from 'vitest';
import { uuid } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { type KillableService, startKillableService } from '../../support/service/killable-service.js';
import { environmentIn, POSTGRESQL } from '../../support/store/open-store.js';

const CREATE = `mutation ($id: ID!, $name: String!) {
  createDerivedCredentialSettings(input: { id: $id, displayName: $name, helpUrl: null, issuer: PUREBRED, notificationType: EMAIL }) {
    derivedCredentialSettings { id version } userErrors { code }
  }
}`;
const COUNT = '{ derivedCredentials { totalCount } }';
const FIND = 'query ($id: ID!) { derivedCredentialSettings(id: $id) { id displayName } }';

test('nothing that was acknowledged is lost with the process', async () => {
  const environment = await environmentIn(scratchFolder(), POSTGRESQL);
  const killed = await startKillableService(environment);
  const other = await startKillableService(environment, killed.token);
  const acknowledged: string[] = [];
  const writers = Array.from({ length: 16 }, (_, writer) => write(killed, writer, acknowledged));
  await expect.poll(() => acknowledged.length).toBeGreaterThan(200);
  await killed.kill();
  await Promise.all(writers);
  for (const id of acknowledged) {
    const { data } = await other.graphql<{ derivedCredentialSettings: { displayName: string } | null }>(FIND, { id });
    expect(data?.derivedCredentialSettings?.displayName).toBe(`Name ${id}`);
  }
  const { data } = await other.graphql<{ derivedCredentials: { totalCount: number } }>(COUNT);
  // At most the commit that each writer waited for was written without an answer.
  const unanswered = (data?.derivedCredentials.totalCount ?? 0) - acknowledged.length;
  expect(unanswered).toBeGreaterThanOrEqual(0);
  expect(unanswered).toBeLessThanOrEqual(writers.length);
});

/** Creates objects until the service is gone. */
async function write(service: KillableService, writer: number, acknowledged: string[]): Promise<void> {
  for (let number = 0; ; number += 1) {
    const id = uuid(writer * 1e6 + number);
    try {
      const { status, data } = await service.graphql<unknown>(CREATE, { id, name: `Name ${id}` });
      expect({ status, data }).toMatchObject({
        status: 200,
        data: { createDerivedCredentialSettings: { userErrors: [] } },
      });
    } catch (error) {
      if (error instanceof TypeError) return;
      throw error;
    }
    acknowledged.push(id);
  }
}
