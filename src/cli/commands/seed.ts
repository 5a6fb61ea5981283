/** `seed`: puts demo data into a tenant, through the service. Never changes what somebody has changed since. */
import { Command } from 'commander';
import { readConfig } from '../../config.js';
import type { Fault } from '../../domain/errors.js';
import { DataError } from '../../domain/errors.js';
import { DEMO_SETTINGS, type Demo } from '../demo-settings.js';
import { type Offline, offline, type Result, tally, tenantOf } from '../offline.js';
import { examples } from '../terminal/invocation.js';
import { tenantId } from '../terminal/options.js';
import { print } from '../terminal/print.js';

export function seedCommand(): Command {
  return new Command('seed')
    .description('Put demo data into a tenant: settings of every issuer, with some history. Safe to repeat.')
    .option('--tenant <uuid>', 'the tenant that gets them (default in local mode: the development tenant)', tenantId)
    .addHelpText(
      'after',
      examples(
        ['seed', 'Demo data in the development tenant, also while the service runs.'],
        ['seed --tenant 11111111-2222-4333-8444-555555555555', 'The same in a tenant of its own.'],
      ),
    )
    .action(async ({ tenant }: { readonly tenant?: string }) => {
      const config = readConfig();
      await offline(config, tenantOf(config, tenant), seed);
    });
}

async function seed(service: Offline): Promise<void> {
  const results: Result[] = [];
  for (const demo of DEMO_SETTINGS) {
    service.throwIfStopped();
    const [result, detail] = await plant(service, demo);
    await print(`${result}: ${demo.create.displayName} (${detail})\n`);
    results.push(result);
  }
  await print(`${tally(results)}\n`);
  if (results.includes('refused')) throw new DataError('Some demo data was refused. Try a tenant that is empty.');
}

async function plant({ settings, call }: Offline, { create, updates = [] }: Demo): Promise<[Result, string]> {
  const outcome = await settings.create(call(), create);
  if (!outcome.ok) return left(outcome.faults);
  let changes = 0;
  for (const [index, update] of updates.entries()) {
    // Each belongs to one version, so one that was made before, or has been overtaken by others, is not made again.
    const updated = await settings.update(call(), { ...update, id: create.id, expectedVersion: index + 1 });
    if (updated.ok && updated.change !== null) changes += 1;
  }
  const result = outcome.change === null ? 'already there' : 'created';
  return [result, changes === 0 ? create.id : `${create.id}, changed ${changes === 1 ? 'once' : `${changes} times`}`];
}

/** What becomes of demo data that a tenant does not take. */
function left(faults: readonly Fault[]): [Result, string] {
  const codes = faults.map(({ code }) => code);
  const message = faults.map((fault) => fault.message).join(' ');
  if (codes.includes('ALREADY_EXISTS')) return ['already there', message];
  return [codes.includes('ISSUER_CONFLICT') ? 'skipped' : 'refused', message];
}
