/** Makes many changes, in batches of the maximum size. */
import { MAX_BATCH } from '../../../src/domain/settings-service.js';
import { uuid } from '../domain/changes.js';
import type { Booted } from '../service/boot.js';
import { EXAMPLE, type Input } from './settings-client.js';

const APPLY = `mutation Apply($input: ApplyDerivedCredentialSettingsChangesInput!) {
  applyDerivedCredentialSettingsChanges(input: $input) { userErrors { code field message } }
}`;

/** Makes the changes in as few transactions as possible. Throws if one is refused. */
export async function applyAll(
  service: Pick<Booted, 'graphql'>,
  changes: readonly Input[],
  token?: string,
): Promise<void> {
  for (let from = 0; from < changes.length; from += MAX_BATCH) {
    const input = { changes: changes.slice(from, from + MAX_BATCH) };
    type Answer = Readonly<Record<string, { readonly userErrors: readonly unknown[] }>>;
    const { data, errors } = await service.graphql<Answer>(APPLY, { input }, token);
    const refused = errors ?? data?.['applyDerivedCredentialSettingsChanges']?.userErrors ?? [];
    if (refused.length > 0) throw new Error(`Changes were refused: ${JSON.stringify(refused)}`);
  }
}

/** Creations of `Object 0000` with the id `uuid(0)`, and so on. */
export function creations(count: number, content: Input = {}): Input[] {
  return Array.from({ length: count }, (_, number) => ({ create: { ...manyObject(number), ...content } }));
}

export function manyObject(number: number) {
  const displayName = `Object ${String(number).padStart(4, '0')}`;
  return { ...EXAMPLE, id: uuid(number), displayName, renewalThresholdPercentage: 20 };
}

export function updates(numbers: readonly number[], content: Input): Input[] {
  return numbers.map((number) => ({ update: { id: uuid(number), ...content } }));
}
