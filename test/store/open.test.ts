/** The store is chosen by the scheme of its address, and an address that no store knows is refused without a word of its secrets. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkStore, openStore } from '../../src/store/open.js';
import { scratchFolder } from '../support/files/scratch.js';

test.each([
  ['mysql://user:secret@localhost/db', '"mysql:"'],
  ['constructor:x', '"constructor:"'],
  ['data/test.sqlite', '"data/test.sqlite"'],
  ['', '""'],
])('%j is refused with what to write instead', async (address, scheme) => {
  const told = `DATABASE_URL begins with ${scheme}. Begin it with file: or postgres: or postgresql:.`;
  await expect(openStore(address, () => {})).rejects.toThrow(told);
  await expect(checkStore(address)).rejects.toThrow(told);
});

test('a file that is not there yet is made by opening it, and not by looking', async () => {
  const address = `file:${join(scratchFolder(), 'test.sqlite')}`;
  expect(await checkStore(address)).toMatchObject({ sentences: [['note', expect.stringContaining('not there yet')]] });
  await (await openStore(address, () => {})).close();
  expect(await checkStore(address)).toMatchObject({ sentences: [['ok', expect.stringContaining('are sound')]] });
});
