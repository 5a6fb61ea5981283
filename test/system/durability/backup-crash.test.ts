/**
 * `backup` and `restore` that are killed at a random moment: a good backup always remains, and the database is the old or the new
 * one. `FAULT_ROUNDS=20 npx vitest run test/system/durability/backup-crash.test.ts` is the longer run.
 */
import { randomInt } from 'node:crypto';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { scratchFolder } from '../../support/files/scratch.js';
import { start } from '../../support/service/built-program.js';
import { fillLargeDatabase, LARGE_COUNT, LARGE_TENANT } from '../../support/store/large-database.js';
import { openStore } from '../../support/store/open-store.js';

const ROUNDS = Number(process.env['FAULT_ROUNDS'] ?? 1);
const rounds = Array.from({ length: ROUNDS }, (_, index) => index + 1);

const run = (file: string, ...args: readonly string[]) => start(args, { DATABASE_URL: `file:${file}` });

/** How long the command takes if nobody kills it. */
async function timeOf(running: ReturnType<typeof start>): Promise<number> {
  const begun = performance.now();
  expect(await running.ended).toMatchObject({ code: 0 });
  return performance.now() - begun;
}

/** Kills the command at a random moment of the time that it takes, or lets it end. */
async function killed({ child, ended }: ReturnType<typeof start>, takes: number): Promise<void> {
  await after(randomInt(Math.ceil(takes * 1.1)));
  child.kill('SIGKILL');
  await ended;
}

async function positionIn(file: string): Promise<number> {
  const store = await openStore(`file:${file}`);
  const { position } = await store.head(LARGE_TENANT);
  await store.close();
  return position;
}

test.each(rounds)(
  'killed at any moment, both leave a good backup and a whole database (round %i)',
  async () => {
    const folder = scratchFolder();
    const [file, backups] = [join(folder, 'test.sqlite'), join(folder, 'backups')];
    fillLargeDatabase(file);
    const backUp = () => run(file, 'backup', '--to', `${backups}/`, '--keep', '1');
    const takes = await timeOf(backUp());
    await killed(backUp(), takes);
    const names = readdirSync(backups).filter((name) => name.endsWith('.sqlite'));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const copy = join(folder, `of-${name}`);
      expect(await run(file, 'restore', '--from', join(backups, name), '--to', `file:${copy}`).ended).toMatchObject({
        code: 0,
      });
      expect(await positionIn(copy)).toBe(LARGE_COUNT);
    }

    const [backup = ''] = names;
    const small = join(folder, 'small.sqlite');
    await (await openStore(`file:${small}`)).close();
    copyFileSync(small, join(folder, 'other.sqlite'));
    const restore = (to: string) => run(to, 'restore', '--from', join(backups, backup), '--force');
    const restoreTakes = await timeOf(restore(join(folder, 'other.sqlite')));
    await killed(restore(small), restoreTakes);
    expect([0, LARGE_COUNT]).toContain(await positionIn(small));
    expect(await restore(small).ended).toMatchObject({ code: 0 });
    expect(await positionIn(small)).toBe(LARGE_COUNT);
  },
  60_000,
);
