/** `seed`: adds demo data to a tenant, through the service. Never overwrites later changes of others. */
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
    .description('Add demo data to a tenant: settings of every issuer, with some history. Safe to repeat.')
    .option('--tenant <uuid>', 'the tenant that gets them (default in local mode: the development tenant)', tenantId)
    .addHelpText(
      'after',
      examples(
        ['seed', 'Demo data in the development tenant, also while the session runs.'],
        ['seed --tenant 11111111-2222-4333-8444-555555555555', 'Demo data in another tenant.'],
      ),
    )
    .action(async ({ tenant }: { readonly tenant?: string }) => {
      const config = readConfig();
      await offline(config, tenantOf(config, tenant), seed);
    });
}

async function seed(session: Offline): Promise<void> {
  const results: Result[] = [];
  for (const demo of DEMO_SETTINGS) {
    session.throwIfStopped();
    const [result, detail] = await plant(session, demo);
    await print(`${result}: ${demo.create.displayName} (${detail})\n`);
    results.push(result);
  }
  await print(`${tally(results)}\n`);
  if (results.includes('refused')) throw new DataError('Some demo data was refused. Try a tenant that is empty.');
}

async function plant({ service, call }: Offline, { create, updates = [] }: Demo): Promise<[Result, string]> {
  const outcome = await service.create(call(), create);
  if (!outcome.ok) return left(outcome.faults);
  let changes = 0;
  for (const [index, update] of updates.entries()) {
    // Each update expects one version, so it is not made twice and overwrites no change of others.
    const updated = await service.update(call(), { ...update, id: create.id, expectedVersion: index + 1 });
    if (updated.ok && updated.change !== null) changes += 1;
  }
  const result = outcome.change === null ? 'already there' : 'created';
  return [result, changes === 0 ? create.id : `${create.id}, changed ${changes === 1 ? 'once' : `${changes} times`}`];
}

/** The result for demo data that was refused. */
function left(faults: readonly Fault[]): [Result, string] {
  const codes = faults.map(({ code }) => code);
  const message = faults.map((fault) => fault.message).join(' ');
  if (codes.includes('ALREADY_EXISTS')) return ['already there', message];
  return [codes.includes('ISSUER_CONFLICT') ? 'skipped' : 'refused', message];
}
