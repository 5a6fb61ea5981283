/** Random requests to change the objects of few ids: many succeed, some change nothing, and some are refused. */
import fc from 'fast-check';
import type { Call } from '../../../src/domain/caller.js';
import type { RecordedChange } from '../../../src/domain/change.js';
import type { ChangeRequest } from '../../../src/domain/draft.js';
import type { Outcome, SettingsService } from '../../../src/domain/settings-service.js';
import { ARBITRARY_IDS, contentArbitrary } from './arbitraries.js';

/** The ids that they are about. */
export const HISTORY_IDS = ARBITRARY_IDS.slice(0, 3);

const id = fc.constantFrom(...HISTORY_IDS);
const version = fc.integer({ min: 1, max: 6 });
const expectedVersion = fc.oneof({ arbitrary: fc.constant(null), weight: 6 }, { arbitrary: version, weight: 1 });
const creation = fc.record({ create: fc.tuple(id, contentArbitrary).map(([of, some]) => ({ ...some, id: of })) });
const update = fc.record({
  update: fc.tuple(id, contentArbitrary, expectedVersion).map(([of, { issuer: _fixed, ...some }, expected]) => {
    return { ...some, id: of, expectedVersion: expected };
  }),
});
const deletion = fc.record({ delete: fc.record({ id, expectedVersion }) });
const reversion = fc.record({ revert: fc.record({ id, toVersion: version, expectedVersion }) });

export const changeRequestArbitrary: fc.Arbitrary<ChangeRequest> = fc.oneof(
  { arbitrary: creation, weight: 3 },
  { arbitrary: update, weight: 4 },
  { arbitrary: deletion, weight: 2 },
  { arbitrary: reversion, weight: 2 },
);

/** Makes one change by its own method. */
export function make(service: SettingsService, call: Call, request: ChangeRequest): Promise<Outcome> {
  if ('create' in request) return service.create(call, request.create);
  if ('update' in request) return service.update(call, request.update);
  if ('delete' in request) return service.delete(call, request.delete);
  return service.revert(call, request.revert);
}

/** The whole log of the caller's tenant. */
export async function readLog(service: SettingsService, call: Call): Promise<RecordedChange[]> {
  const log: RecordedChange[] = [];
  for (;;) {
    const page = { size: 100, from: 'start', after: log.at(-1)?.position ?? null, before: null } as const;
    const { items, hasNext } = await service.listChanges(call, { filter: {}, page });
    log.push(...items);
    if (!hasNext) return log;
  }
}
