/**
 * Proves that a name is found however it was sent: names are stored in NFC and trimmed, and what they are compared with is brought
 * into that form.
 */
import { expect, test } from 'vitest';
import { EXAMPLE, settingsClient } from '../../support/graphql/settings-client.js';
import { settingsLists } from '../../support/graphql/settings-lists.js';
import { boot } from '../../support/service/boot.js';

// Texts that differ in NFC, two of them in an order that NFC changes, one that is not composed again in upper case.
const NAMES = ['Área Zürich', 'Việt Nam', 'ΐ', 'Ḍ̇', '각', 'plain'];
const FORMS = ['NFC', 'NFD'] as const;

async function tenantWithNames() {
  const service = await boot();
  const tenant = settingsClient(service);
  // Decomposed, as macOS hands file names out.
  for (const name of NAMES) await tenant.create({ ...EXAMPLE, displayName: name.normalize('NFD') });
  return { service, lists: settingsLists(service) };
}

test('A name that was sent decomposed is found by every operator in GraphQL, decomposed or composed', async () => {
  const { lists } = await tenantWithNames();
  const found = async (displayName: object) =>
    (await lists.settings({ filter: { displayName } })).nodes.map((settings) => settings.displayName);
  for (const name of NAMES) {
    const stored = name.normalize('NFC');
    for (const form of FORMS) {
      const sent = name.normalize(form);
      for (const operator of ['eq', 'startsWith', 'contains', 'equalsIgnoreCase', 'containsIgnoreCase']) {
        expect(await found({ [operator]: sent }), `${operator} ${form}`).toEqual([stored]);
      }
      expect(await found({ in: ['none', sent] })).toEqual([stored]);
      expect(await found({ equalsIgnoreCase: sent.toUpperCase() })).toContain(stored);
    }
  }
});

test('It is found by every comparison of the REST API as well, in any letter case, and by $search', async () => {
  const { service } = await tenantWithNames();
  const authorization = `Bearer ${await service.token()}`;
  const found = async (options: Readonly<Record<string, string>>) => {
    const address = `${service.url}/beta/deviceManagement/derivedCredentials?${new URLSearchParams(options)}`;
    const { value } = (await (await fetch(address, { headers: { authorization } })).json()) as {
      readonly value: readonly { readonly displayName: string }[];
    };
    return value.map(({ displayName }) => displayName);
  };
  for (const name of NAMES) {
    const stored = name.normalize('NFC');
    for (const form of FORMS) {
      const text = `'${name.normalize(form)}'`;
      const filters = [
        ...[`displayName eq ${text}`, `displayName in (${text})`, `startswith(displayName,${text})`],
        ...[`endswith(displayName,${text})`, `contains(displayName,${text})`],
        ...[`tolower(displayName) eq tolower(${text})`, `toupper(displayName) eq toupper(${text})`],
        `contains(toupper(displayName),toupper(${text}))`,
      ];
      for (const $filter of filters) expect(await found({ $filter }), $filter).toEqual([stored]);
      expect(await found({ $search: `"${name.normalize(form)}"` })).toEqual([stored]);
    }
  }
});

test('A name is found with the spaces at its ends with which it was sent, in both APIs, so no second object is made of it', async () => {
  const service = await boot();
  const sent = ' Field staff\u00a0';
  await settingsClient(service).create({ ...EXAMPLE, displayName: sent });
  const { settings } = settingsLists(service);
  for (const displayName of [{ eq: sent }, { in: [sent] }, { equalsIgnoreCase: sent.toUpperCase() }]) {
    expect((await settings({ filter: { displayName } })).nodes).toHaveLength(1);
  }
  // Spaces belong to what may stand in the middle of a name.
  expect((await settings({ filter: { displayName: { contains: sent } } })).nodes).toEqual([]);
  expect((await settings({ filter: { displayName: { contains: 'Field ' } } })).nodes).toHaveLength(1);
  const headers = { authorization: `Bearer ${await service.token()}` };
  for (const $filter of [`displayName eq '${sent}'`, `displayName in ('${sent}')`]) {
    const search = new URLSearchParams({ $filter });
    const answer = await fetch(`${service.url}/beta/deviceManagement/derivedCredentials?${search}`, { headers });
    expect(await answer.json()).toMatchObject({ value: [{ displayName: 'Field staff' }] });
  }
});
