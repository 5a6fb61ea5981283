/** What an error means decides what a client is told: nothing that may have been written is called not written. */
import { expect, test } from 'vitest';
import { Refusal } from '../../../src/domain/errors.js';
import {
  commitRefusal,
  isConflict,
  isLost,
  isPassing,
} from '../../../src/store/postgres/connections/postgres-errors.js';

const withCode = (code: string) => Object.assign(new Error('some text of the server'), { code });

test.each(['EPIPE', 'ECONNRESET', 'ETIMEDOUT', 'ERR_SSL_BAD_RECORD', '57P01', '57P02', '25P03', '08006', '40003'])(
  'after %s the outcome of a commit is not known',
  (code) => {
    expect([isLost(withCode(code)), isPassing(withCode(code)), isConflict(withCode(code))]).toEqual([
      true,
      false,
      false,
    ]);
    expect(commitRefusal(withCode(code), true)).toMatchObject({ message: expect.stringContaining('is not known') });
  },
);

test.each(['40001', '40P01', '55P03', '57014', '53300', '57P03', '25006'])('after %s nothing was written', (code) => {
  expect([isLost(withCode(code)), isPassing(withCode(code)), isConflict(withCode(code))]).toEqual([false, true, false]);
  expect(commitRefusal(withCode(code), false)).toMatchObject({
    message: expect.stringContaining('Nothing was written'),
  });
});

test('no text of the server gets into a refusal', () => {
  for (const code of ['EPIPE', '53100', 'XX000', '57014']) {
    const refusal = commitRefusal(withCode(code), false);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(String(refusal)).not.toContain('some text');
  }
});
