/**
 * An `apply` of a hundred changes during which the service or the command is killed has made all of them or none.
 * `CRASH_ROUNDS=20 npx vitest run test/system/durability/apply-crash.test.ts` is the longer run.
 */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as after } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { RemoteService } from '../../../src/cli/remote/remote-service.js';
import { Refusal } from '../../../src/domain/errors.js';
import { scratchFolder } from '../../support/files/scratch.js';
import { start } from '../../support/service/built-program.js';
import { type StartedService, startService } from '../../support/service/started-service.js';
import { CHANGES_BETWEEN, planned, stateOf, windowAt } from '../../support/system/moving-window.js';

const ROUNDS = Number(process.env['CRASH_ROUNDS'] || 3);
const PATIENCE_MS = 600_000;

const serviceOf = ({ url, token }: StartedService) => new RemoteService(url, token, () => {});

/** Files for `apply`, one for each state of the tenant. */
function windows() {
  const folder = scratchFolder();
  const fileAt = (state: number) => {
    const file = join(folder, `${state}.json`);
    writeFileSync(file, JSON.stringify(windowAt(state)));
    return file;
  };
  return { folder, fileAt };
}

/** The duration of `work` in milliseconds. */
async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Waits for a random part of a duration. */
const sometimeIn = (milliseconds: number) => after((milliseconds * randomInt(1000)) / 1000);

test(
  `of ${ROUNDS} services that are killed while an apply runs, each has made it whole or not at all`,
  async () => {
    const { folder, fileAt } = windows();
    let running = await startService({}, folder);
    await (await planned(serviceOf(running), fileAt(0))).applyPlan();
    const usual = await timeOf((await planned(serviceOf(running), fileAt(1))).applyPlan);
    let state = 1;
    for (let round = 0; round < ROUNDS; round += 1) {
      const { changes, applyPlan } = await planned(serviceOf(running), fileAt(state + 1));
      expect(changes).toBe(CHANGES_BETWEEN);
      const applied = applyPlan().then(
        () => 'made',
        (error: unknown) => error,
      );
      await sometimeIn(usual);
      running.child.kill('SIGKILL');
      await running.ended;
      const outcome = await applied;
      running = await startService({}, folder);
      const found = await stateOf(serviceOf(running), state);
      if (outcome === 'made') expect(found).toBe(state + 1);
      else {
        // Without a response, the error must not claim that the changes failed.
        expect(outcome).toBeInstanceOf(Refusal);
        expect((outcome as Refusal).message).toMatch(/all of them or none\. Apply again|Nothing was changed\.$/);
        if ((outcome as Refusal).message.endsWith('Nothing was changed.')) expect(found).toBe(state);
      }
      state = found;
    }
    await (await planned(serviceOf(running), fileAt(state + 1))).applyPlan();
    expect(await stateOf(serviceOf(running), state)).toBe(state + 1);
  },
  PATIENCE_MS,
);

test(
  `of ${ROUNDS} commands that are killed while they apply, each has made all or nothing`,
  async () => {
    const { folder, fileAt } = windows();
    const running = await startService({}, folder);
    const environment = { SERVICE_URL: running.url, SERVICE_TOKEN: running.token };
    const apply = (state: number) => {
      const command = start(['apply', fileAt(state), '--prune'], environment);
      // `apply` prints the plan right before it sends it.
      const shown = Promise.race([once(command.child.stdout ?? command.child, 'data'), command.ended]);
      return { ...command, shown };
    };
    await apply(0).ended;
    const first = apply(1);
    const usual = { untilShown: await timeOf(() => first.shown), afterwards: await timeOf(() => first.ended) };
    let state = 1;
    for (let round = 0; round < ROUNDS; round += 1) {
      const { child, ended, shown } = apply(state + 1);
      if (round % 2 === 0) await sometimeIn(usual.untilShown);
      else await shown.then(() => sometimeIn(usual.afterwards));
      child.kill('SIGKILL');
      const { code } = await ended;
      const found = await stateOf(serviceOf(running), state);
      if (code === 0) expect(found).toBe(state + 1);
      state = found;
    }
    expect(await apply(state + 1).ended).toMatchObject({ code: 0 });
    expect(await stateOf(serviceOf(running), state)).toBe(state + 1);
  },
  PATIENCE_MS,
);
