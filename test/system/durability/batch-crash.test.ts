/** A service that is killed during batches has made each completely or not at all, and every acknowledged one. */
import { randomInt } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { uuid } from '../../support/domain/changes.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { EXAMPLE, type SettingsClient, settingsClient } from '../../support/graphql/settings-client.js';
import { startKillableService } from '../../support/service/killable-service.js';
import { environmentIn } from '../../support/store/open-store.js';
import { readStored } from '../../support/system/created-objects.js';

const BATCHES = 20;
const SIZE = 100;
const MAX_DELAY_MS = 10;
const ROUNDS = Number(process.env['CRASH_ROUNDS'] || 2);
const numbers = Array.from({ length: BATCHES }, (_, batch) => batch);

const idsOf = (batch: number) => Array.from({ length: SIZE }, (_, index) => uuid(batch * SIZE + index));
const apply = (client: SettingsClient, batch: number) =>
  client.apply(idsOf(batch).map((id) => ({ create: { ...EXAMPLE, id, displayName: `Batch ${batch}` } })));

test.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
  'after kill -9 in the middle of 20 batches of 100 each is all or none (round %i)',
  async () => {
    const environment = await environmentIn(scratchFolder());
    const program = await startKillableService(environment);
    const client = settingsClient(program);
    const acknowledged = new Set<number>();
    let remaining = randomInt(1, BATCHES);
    let killed: Promise<unknown> | undefined;
    const kill = async () => {
      await after(randomInt(MAX_DELAY_MS));
      await program.kill();
    };
    const batches = numbers.map(async (batch) => {
      const answer = await apply(client, batch).catch((error) => {
        if (killed === undefined) throw error;
      });
      if (!answer) return;
      expect(answer.userErrors).toEqual([]);
      acknowledged.add(batch);
      remaining -= 1;
      if (remaining === 0) killed = kill();
    });
    await Promise.all(batches);
    await killed;

    const restarted = await startKillableService(environment, program.token);
    const { objects, changes } = await readStored(restarted);
    const held = new Set(objects.map(({ id }) => id));
    const counts = numbers.map((batch) => idsOf(batch).filter((id) => held.has(id)).length);
    for (const [batch, count] of counts.entries())
      expect(count).toBeOneOf(acknowledged.has(batch) ? [SIZE] : [0, SIZE]);
    // In the log, the changes of a batch are consecutive and in the order of the request.
    const pieces = Array.from({ length: changes.length / SIZE }, (_, piece) => {
      const ids = changes.slice(piece * SIZE, (piece + 1) * SIZE).map(({ settingsId }) => settingsId);
      expect(ids).toEqual(idsOf(numbers.find((batch) => idsOf(batch)[0] === ids[0]) ?? -1));
      return ids[0];
    });
    expect(pieces).toHaveLength(counts.filter((count) => count === SIZE).length);
    expect(objects).toHaveLength(changes.length);

    // A retry of every batch creates nothing twice.
    for (const batch of numbers) expect((await apply(settingsClient(restarted), batch)).userErrors).toEqual([]);
    const again = await readStored(restarted);
    expect([again.objects.length, again.changes.length]).toEqual([BATCHES * SIZE, BATCHES * SIZE]);
    expect(again.changes.slice(0, changes.length)).toEqual(changes);
    await restarted.kill();
  },
);
