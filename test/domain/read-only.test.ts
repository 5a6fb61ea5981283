/** A tenant whose settings Intune decides about accepts no changes but those that are recorded from there. */
import { expect, test } from 'vitest';
import { CONTENT, OTHER_TENANT, TENANT, uuid } from '../support/domain/changes.js';
import { CALL, callOf, openService } from '../support/domain/open-service.js';
import { scratchFolder } from '../support/files/scratch.js';

const ID = uuid(1);

async function readOnly() {
  const isReadOnly = (tenantId: string) => tenantId === TENANT;
  return openService(scratchFolder(), { isReadOnly });
}

test('every change and every dry run is refused, before it is looked at', async () => {
  const service = await readOnly();
  for (const dryRun of [false, true]) {
    const writes = [
      () => service.create(CALL, { ...CONTENT, dryRun }),
      () => service.update(CALL, { id: ID, dryRun }),
      () => service.delete(CALL, { id: ID, dryRun }),
      () => service.revert(CALL, { id: ID, toVersion: 1, dryRun }),
      () => service.apply(CALL, [{ create: CONTENT }], { dryRun }),
    ];
    for (const write of writes) {
      await expect(write()).rejects.toMatchObject({ name: 'Refusal', code: 'READ_ONLY' });
    }
  }
  expect(await service.position(CALL)).toBe(0);
});

test('what Intune has is recorded, and everybody may read it', async () => {
  const service = await readOnly();
  expect(await service.create({ ...CALL, origin: 'REPLICATION' }, { id: ID, ...CONTENT })).toMatchObject({ ok: true });
  expect(await service.find(CALL, ID)).toMatchObject(CONTENT);
});

test('who may not write learns that and nothing else, and other tenants write as before', async () => {
  const service = await readOnly();
  const caller = { ...CALL.caller, permissions: ['DeviceManagementServiceConfig.Read.All'] };
  const write = async () => service.create({ ...CALL, caller }, CONTENT);
  await expect(write()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await service.create(callOf(OTHER_TENANT), CONTENT)).toMatchObject({ ok: true });
});
