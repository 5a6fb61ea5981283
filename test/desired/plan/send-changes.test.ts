/** At which place of a file it is reported that a deleted object cannot be restored. */
import { expect, test } from 'vitest';
import { faultsFromRejections, type Rejection } from '../../../src/desired/plan/send-changes.js';
import { CONTENT, uuid } from '../../support/domain/changes.js';

const [id, path] = [uuid(1), ['derivedCredentials', 0]];
const deleted = { id, version: 2, at: '2026-11-22T09:30:00.000Z', content: CONTENT };
const refused = (code: Rejection['code'], message: string): Rejection => ({
  step: { kind: 'restore', path, id, deleted, content: CONTENT },
  change: { revert: { id, toVersion: 1, expectedVersion: 2 } },
  code,
  field: 'toVersion',
  message,
});

test('content that is no longer allowed is reported at the id of the entry', () => {
  const message = 'helpUrl is longer than 2048 characters.';
  const told = `The deleted object cannot be restored. ${message} For a new object, give another id.`;
  expect(faultsFromRejections([refused('TOO_LONG', message)])).toEqual([{ path: [...path, 'id'], message: told }]);
});

test('a conflict with the issuer of the tenant is reported at the issuer', () => {
  const message = 'The tenant may have only one issuer and already uses X_TEC.';
  expect(faultsFromRejections([refused('ISSUER_CONFLICT', message)])).toEqual([{ path: [...path, 'issuer'], message }]);
});
