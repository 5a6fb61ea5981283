/** A create that is repeated while somebody else writes to its object, between the reads of the repeated one. */
import { describe, expect, test } from 'vitest';
import type { ChangeRequest } from '../../src/domain/draft.js';
import { SettingsService } from '../../src/domain/settings-service.js';
import type { Store } from '../../src/domain/store.js';
import { Feed } from '../../src/feed/feed.js';
import { CONTENT, uuid } from '../support/domain/changes.js';
import { CALL } from '../support/domain/open-service.js';
import { scratchFolder } from '../support/files/scratch.js';
import { DATABASES, openStore } from '../support/store/open-store.js';

const ID = uuid(1);
const INPUT = { id: ID, ...CONTENT };
const MEANWHILE: readonly (readonly [what: string, request: ChangeRequest, answer: object])[] = [
  ['deletes', { delete: { id: ID } }, { ok: false, faults: [{ code: 'ALREADY_EXISTS', field: 'id' }] }],
  [
    'changes',
    { update: { id: ID, displayName: 'Other' } },
    { ok: true, settings: { displayName: 'Other', version: 2 } },
  ],
];

describe.each(DATABASES)('$name', ({ urlIn }) => {
  test.each(MEANWHILE)(
    'is answered as if it had come later if somebody %s the object meanwhile',
    async (_, request, answer) => {
      const store = await openStore(await urlIn(scratchFolder()));
      const other = serviceOver(store);
      expect(await other.create(CALL, INPUT)).toMatchObject({ ok: true });
      let isFirst = true;
      const find: Store['find'] = async (...given) => {
        if (isFirst) {
          isFirst = false;
          await other.apply(CALL, [request]);
        }
        return store.find(...given);
      };
      expect(await serviceOver(store, find).create(CALL, INPUT)).toMatchObject(answer);
      expect(isFirst).toBe(false);
    },
  );
});

/** A service whose reads of an object may be replaced. */
function serviceOver(store: Store, find: Store['find'] = (...given) => store.find(...given)): SettingsService {
  const { follow } = new Feed(store);
  const replaced = new Proxy(store, {
    get: (target, name) => {
      const member: unknown = name === 'find' ? find : Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  return new SettingsService({ store: replaced, follow, clock: Date.now, newId: () => uuid(999), singleIssuer: false });
}
