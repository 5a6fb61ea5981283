/** `graph hold` keeps a restored database from writing in Intune until a person has confirmed the connection again. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CONNECTED_TENANT, connectedService } from '../../../support/connector/connected-service.js';
import { scratchFolder } from '../../../support/files/scratch.js';
import { EXAMPLE, settingsClient } from '../../../support/graphql/settings-client.js';
import { start } from '../../../support/service/built-program.js';
import { openStore, SQLITE, TEST_DATABASE } from '../../../support/store/open-store.js';

const hold = async (folder: string, { urlIn } = TEST_DATABASE) =>
  start(['graph', 'hold'], { DATABASE_URL: await urlIn(folder) }).ended;

test('a held connection sends nothing until it is adopted again', { timeout: 30_000 }, async () => {
  const folder = scratchFolder();
  const first = await connectedService({}, { folder });
  await first.adopt();
  await first.service.stop();
  const said = expect.stringMatching(
    /^One connection only reads Intune from now on\. .* graph drift.* graph adopt"\.\n$/,
  );
  expect(await hold(folder)).toMatchObject({ code: 0, stderr: '', stdout: said });
  expect(await hold(folder)).toMatchObject({ code: 0, stdout: said });

  const { service, graph, adopt } = await connectedService({}, { folder });
  await settingsClient(service).create({ ...EXAMPLE, displayName: 'After the restore' });
  const query = '{ graphConnection { adopted lastWholeReadAt } }';
  const connection = async () =>
    (await service.graphql<{ readonly graphConnection: { readonly adopted: boolean } }>(query)).data?.graphConnection;
  expect(await connection()).toMatchObject({ adopted: false });
  // Several reads of Graph, each of which would be followed by the change.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  expect(await graph.objects(CONNECTED_TENANT)).toEqual([]);
  await adopt();
  await expect.poll(() => graph.objects(CONNECTED_TENANT), { timeout: 10_000 }).toHaveLength(1);
});

test('a database without a connection is told so', async () => {
  const folder = scratchFolder();
  await openStore(await TEST_DATABASE.urlIn(folder));
  expect(await hold(folder)).toMatchObject({
    code: 0,
    stdout: 'This database has no connection to Intune, so there is nothing to hold.\n',
  });
});

test('a file that does not exist is not made, because the path may be wrong', async () => {
  const folder = scratchFolder();
  const ended = await hold(folder, SQLITE);
  expect(ended).toMatchObject({ code: 78, stdout: '', stderr: expect.stringContaining('DATABASE_URL') });
  expect(readdirSync(folder)).toEqual([]);
});
