/** Tests that a list of settings has exactly the objects of its filter, in exactly the requested order. */
import { expect, test } from 'vitest';
import {
  EXAMPLE,
  type Input,
  type Settings,
  settingsClient,
  settingsOf,
} from '../../support/graphql/settings-client.js';
import { pagesBackward, pagesForward, SETTINGS_LIST, settingsLists } from '../../support/graphql/settings-lists.js';
import { boot } from '../../support/service/boot.js';

const UNKNOWN = '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f';
// Chosen so that orders by code point, by UTF-16 unit and by language all differ.
const NAMES = ['Zebra', 'apple', 'Äpfel', '\uff21', '\u{1f511}', 'Zeb', 'a_b', 'a%b', "O'Neill"] as const;
const ISSUERS = ['INTERCEDE', 'ENTRUST_DATACARD', 'PUREBRED', 'X_TEC'];
const NOTIFICATIONS = ['NONE', 'COMPANY_PORTAL', 'EMAIL', 'COMPANY_PORTAL_AND_EMAIL'];

type Holds = (settings: Settings) => boolean;
const text = (value: string | null) => value ?? '';
const named =
  (...names: readonly string[]): Holds =>
  ({ displayName }) =>
    names.includes(displayName);
const threshold =
  (holds: (value: number) => boolean): Holds =>
  (s) =>
    holds(s.renewalThresholdPercentage);

/** Conditions in GraphQL beside what they mean. */
const FILTERS: readonly (readonly [filter: Input, holds: Holds])[] = [
  [{}, () => true],
  [{ displayName: { eq: 'Zeb' } }, named('Zeb')],
  [{ displayName: { eq: 'zeb' } }, named()],
  [{ displayName: { in: ['Zeb', 'apple', 'none'] } }, named('Zeb', 'apple')],
  [{ displayName: { in: [] } }, named()],
  [{ displayName: { contains: 'e' } }, (s) => s.displayName.includes('e')],
  [{ displayName: { contains: '' } }, () => true],
  [{ displayName: { contains: '%' } }, named('a%b')],
  [{ displayName: { contains: '_' } }, named('a_b')],
  [{ displayName: { contains: "'" } }, named("O'Neill")],
  [{ displayName: { startsWith: 'Zeb' } }, named('Zeb', 'Zebra')],
  [{ displayName: { startsWith: 'a%' } }, named('a%b')],
  [{ displayName: { startsWith: '' } }, () => true],
  [{ displayName: { startsWith: '\u{1f511}' } }, named('\u{1f511}')],
  [{ displayName: { startsWith: 'Zeb', contains: 'ra' } }, named('Zebra')],
  [{ displayName: {} }, () => true],
  [{ helpUrl: { eq: null } }, (s) => s.helpUrl === null],
  [{ helpUrl: { eq: 'https://example.com/3' } }, (s) => s.helpUrl === 'https://example.com/3'],
  [{ helpUrl: { eq: '' } }, named()],
  [{ helpUrl: { startsWith: 'https' } }, (s) => text(s.helpUrl).startsWith('https')],
  [{ helpUrl: { contains: '' } }, (s) => s.helpUrl !== null],
  [{ helpUrl: { in: ['https://example.com/3', 'http://x/'] } }, (s) => s.helpUrl === 'https://example.com/3'],
  [{ issuer: { eq: 'PUREBRED' } }, (s) => s.issuer === 'PUREBRED'],
  [{ issuer: { in: ['PUREBRED', 'X_TEC'] } }, (s) => ['PUREBRED', 'X_TEC'].includes(s.issuer)],
  [{ notificationType: { eq: 'NONE' } }, (s) => s.notificationType === 'NONE'],
  [{ notificationType: { in: ['EMAIL'] } }, (s) => s.notificationType === 'EMAIL'],
  [{ renewalThresholdPercentage: { eq: 30 } }, threshold((value) => value === 30)],
  [{ renewalThresholdPercentage: { lt: 30 } }, threshold((value) => value < 30)],
  [{ renewalThresholdPercentage: { lte: 30 } }, threshold((value) => value <= 30)],
  [{ renewalThresholdPercentage: { gt: 30 } }, threshold((value) => value > 30)],
  [{ renewalThresholdPercentage: { gte: 30 } }, threshold((value) => value >= 30)],
  [{ renewalThresholdPercentage: { gt: 10, lte: 30 } }, threshold((value) => value > 10 && value <= 30)],
  [{ createdAt: { gte: '2020-01-01T00:00:00Z' } }, () => true],
  [{ updatedAt: { lt: '2020-01-01T00:00:00.000Z' } }, named()],
  [{ and: [] }, () => true],
  [{ or: [] }, named()],
  [
    { and: [{ displayName: { startsWith: 'a' } }, { not: { issuer: { eq: 'PUREBRED' } } }] },
    (s) => s.displayName.startsWith('a') && s.issuer !== 'PUREBRED',
  ],
  [
    { or: [{ displayName: { eq: 'Zeb' } }, { renewalThresholdPercentage: { gte: 30 } }] },
    (s) => s.displayName === 'Zeb' || s.renewalThresholdPercentage >= 30,
  ],
  [{ not: { helpUrl: { eq: 'https://example.com/3' } } }, (s) => s.helpUrl !== 'https://example.com/3'],
  [{ not: { not: { issuer: { eq: 'X_TEC' } } } }, (s) => s.issuer === 'X_TEC'],
  [
    { issuer: { eq: 'X_TEC' }, or: [{ notificationType: { eq: 'NONE' } }, { displayName: { contains: 'a' } }] },
    (s) => s.issuer === 'X_TEC' && (s.notificationType === 'NONE' || s.displayName.includes('a')),
  ],
];

test('A list holds exactly what its filter says, and counts it', async () => {
  const { lists, settings } = await tenantWithNames();
  const names = (of: readonly Settings[]) => of.map(({ displayName }) => displayName).toSorted();
  const outcomes: unknown[] = [];
  for (const [filter] of FILTERS) {
    const { nodes, totalCount } = await lists.settings({ filter, first: 100 });
    outcomes.push({ filter, names: names(nodes), totalCount });
  }
  const meant = FILTERS.map(([filter, holds]) => {
    const holding = settings.filter(holds);
    return { filter, names: names(holding), totalCount: holding.length };
  });
  expect(outcomes).toEqual(meant);
});

test('A list is filtered by id in any case, and by times to the millisecond', async () => {
  const { lists, settings } = await tenantWithNames();
  const ids = async (filter: Input) =>
    (await lists.settings({ filter, orderBy: { field: 'ID' } })).nodes.map(({ id }) => id);
  const [one, two] = settings.map(({ id }) => id).toSorted();
  expect(await ids({ id: { eq: one?.toUpperCase() } })).toEqual([one]);
  expect(await ids({ id: { in: [one, two?.toUpperCase(), UNKNOWN, 'x'] } })).toEqual([one, two]);
  expect(await ids({ id: { eq: 'not-a-uuid' } })).toEqual([]);
  for (const field of ['createdAt', 'updatedAt'] as const) {
    const middle = settings[4]?.[field] ?? '';
    for (const [operator, holds] of Object.entries(COMPARED)) {
      const meant = settings.filter((s) => holds(Date.parse(s[field]), Date.parse(middle))).map(({ id }) => id);
      expect(await ids({ [field]: { [operator]: middle } }), `${field} ${operator}`).toEqual(meant.toSorted());
    }
  }
  // The same moment in another time zone.
  const moment = settings[4]?.createdAt ?? '';
  const elsewhere = new Date(Date.parse(moment) + 3_600_000).toISOString().replace('Z', '+01:00');
  expect(await ids({ createdAt: { eq: elsewhere } })).toEqual(await ids({ createdAt: { eq: moment } }));
});

test('A list comes in every order, both ways, with the id to decide between equals', async () => {
  const { lists, settings } = await tenantWithNames();
  for (const [field, key] of Object.entries(ORDERS)) {
    const ascending = settings.toSorted((one, other) => compare(key(one), key(other)) || compare(one.id, other.id));
    const asked = async (orderBy: Input) => (await lists.settings({ orderBy })).nodes.map(({ id }) => id);
    const meant = ascending.map(({ id }) => id);
    expect(await asked({ field }), field).toEqual(meant);
    expect(await asked({ field, direction: 'ASC' }), field).toEqual(meant);
    expect(await asked({ field, direction: 'DESC' }), field).toEqual(meant.toReversed());
  }
  expect((await lists.settings({})).nodes).toEqual((await lists.settings({ orderBy: { field: 'CREATED_AT' } })).nodes);
});

test('A list is ordered by several fields, each in its own direction, and paged through from either end', async () => {
  const { lists, settings } = await tenantWithNames();
  const orders = [
    ['ISSUER', 'NOTIFICATION_TYPE'],
    ['NOTIFICATION_TYPE', 'RENEWAL_THRESHOLD_PERCENTAGE', 'DISPLAY_NAME'],
    ['HELP_URL', 'ID'],
    ['ISSUER', 'ID', 'DISPLAY_NAME'],
  ] as const;
  const directions = ['ASC', 'DESC'] as const;
  for (const fields of orders) {
    for (const turned of [0, 1, 2]) {
      const orderBy = fields.map((field, index) => ({ field, direction: directions[(index + turned) % 2] ?? 'ASC' }));
      const last = orderBy.at(-1)?.direction;
      const keys = [...orderBy, { field: 'ID', direction: last } as const];
      const meant = settings.toSorted((one, other) => {
        const decided = keys.map(({ field, direction }) => {
          const key = ORDERS[field] ?? (() => 0);
          const difference = compare(key(one), key(other));
          return direction === 'DESC' ? -difference : difference;
        });
        return decided.find((difference) => difference !== 0) ?? 0;
      });
      const pages = [
        await pagesForward(lists.settings, 4, { orderBy }),
        await pagesBackward(lists.settings, 4, { orderBy }),
      ];
      const names = meant.map(({ displayName }) => displayName);
      for (const read of pages) {
        expect(read.flatMap(({ nodes }) => nodes.map(({ displayName }) => displayName))).toEqual(names);
      }
    }
  }
});

test('A list in an empty order is in the usual one, and an order that names a field twice is refused', async () => {
  const { service, lists } = await tenantWithNames();
  expect(await lists.settings({ orderBy: [] })).toEqual(await lists.settings({}));
  expect(await lists.settings({ orderBy: [{ field: 'ISSUER' }] })).toEqual(
    await lists.settings({ orderBy: { field: 'ISSUER' } }),
  );
  const twice = [{ field: 'ISSUER' }, { field: 'ISSUER', direction: 'DESC' }];
  const { errors } = await service.graphql(SETTINGS_LIST, { orderBy: twice });
  expect(errors).toMatchObject([
    {
      message: 'The order names issuer more than once. Name each field once.',
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
});

test('A list is filtered by some numbers and some times', async () => {
  const { lists, settings } = await tenantWithNames();
  const names = async (filter: Input) =>
    (await lists.settings({ filter, first: 100 })).nodes.map(({ displayName }) => displayName).toSorted();
  const wanted = (holds: Holds) =>
    settings
      .filter(holds)
      .map(({ displayName }) => displayName)
      .toSorted();
  for (const numbers of [[], [30], [30, 10, 77, 30]]) {
    const filter = { renewalThresholdPercentage: { in: numbers } };
    expect(await names(filter)).toEqual(wanted((each) => numbers.includes(each.renewalThresholdPercentage)));
  }
  const times = settings.slice(2, 5).map(({ createdAt }) => createdAt);
  expect(await names({ createdAt: { in: times } })).toEqual(wanted(({ createdAt }) => times.includes(createdAt)));
  expect(await names({ updatedAt: { in: ['2020-01-01T00:00:00Z'] } })).toEqual([]);
});

const FOLDED: readonly (readonly [filter: Input, holds: Holds])[] = [
  [{ displayName: { equalsIgnoreCase: 'ZEB' } }, named('Zeb')],
  [{ displayName: { equalsIgnoreCase: 'äPFEL' } }, named('Äpfel')],
  [{ displayName: { equalsIgnoreCase: 'Apfel' } }, named()],
  [{ displayName: { containsIgnoreCase: 'ZEB' } }, named('Zeb', 'Zebra')],
  [{ displayName: { containsIgnoreCase: "o'N" } }, named("O'Neill")],
  [{ displayName: { containsIgnoreCase: '' } }, () => true],
  [{ displayName: { containsIgnoreCase: 'E', startsWith: 'a' } }, named('apple')],
  [{ not: { displayName: { containsIgnoreCase: 'E' } } }, (s) => !s.displayName.toLowerCase().includes('e')],
  [{ helpUrl: { containsIgnoreCase: 'HTTPS://EXAMPLE' } }, (s) => text(s.helpUrl).includes('https://example')],
  [{ helpUrl: { equalsIgnoreCase: 'https://EXAMPLE.com/3' } }, (s) => s.helpUrl === 'https://example.com/3'],
  [{ helpUrl: { equalsIgnoreCase: '' } }, named()],
];

test('A text is found in any letter case, as the REST API finds it by tolower', async () => {
  const { lists, settings } = await tenantWithNames();
  for (const [filter, holds] of FOLDED) {
    const { nodes, totalCount } = await lists.settings({ filter, first: 100 });
    const meant = settings
      .filter(holds)
      .map(({ displayName }) => displayName)
      .toSorted();
    expect(nodes.map(({ displayName }) => displayName).toSorted(), JSON.stringify(filter)).toEqual(meant);
    expect(totalCount).toBe(meant.length);
  }
});

test('A filter refuses null where a condition belongs, because it would match more than was meant', async () => {
  const service = await boot();
  const filters = [
    ...FIELDS_WITH_OPERATORS.map(([field]) => ({ [field]: null })),
    ...FIELDS_WITH_OPERATORS.flatMap(([field, operators]) =>
      operators.map((operator) => ({ [field]: { [operator]: null } })),
    ),
    { and: null },
    { or: null },
    { not: null },
    { and: [{ not: { issuer: { eq: null } } }] },
  ];
  for (const filter of filters) {
    const { data, errors } = await service.graphql(SETTINGS_LIST, { filter });
    expect({ filter, data, codes: errors?.map(({ extensions }) => extensions?.['code']) }).toEqual({
      filter,
      data: null,
      codes: ['BAD_USER_INPUT'],
    });
    expect(errors?.[0]?.message).toMatch(/^filter\.\S+ is null\. /);
  }
  expect((await service.graphql(SETTINGS_LIST, { filter: null, orderBy: null })).errors).toBeUndefined();
});

test('A filter by time takes RFC 3339 only, in a variable as in the operation', async () => {
  const service = await boot();
  const inVariable = (at: unknown) => service.graphql(SETTINGS_LIST, { filter: { createdAt: { gte: at } } });
  const inOperation = (at: string) =>
    service.graphql(`{ derivedCredentials(filter: { createdAt: { gte: ${JSON.stringify(at)} } }) { totalCount } }`);
  for (const at of ['2026-02-28T23:59:59.999Z', '2026-02-28T23:59:59+14:00', '2026-02-28t00:00:00.1234567z']) {
    for (const answer of [await inVariable(at), await inOperation(at)]) expect(answer.errors, at).toBeUndefined();
  }
  const noTimes = ['', 'now', '1', '2026-02-29T00:00:00Z', '2026-02-28', '2026-02-28T00:00:00', '2026-02-28T24:00:00Z'];
  for (const at of [...noTimes, '2026-02-28T00:00:00|01:00', '+012026-02-28T00:00:00Z']) {
    for (const answer of [await inVariable(at), await inOperation(at)]) {
      expect(
        answer.errors?.map(({ extensions }) => extensions?.['code']),
        at,
      ).toEqual([expect.stringMatching(/^(?:BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED)$/)]);
    }
  }
  for (const at of [0, 1764000000000, true, {}, []]) {
    expect((await inVariable(at)).errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  }
});

test('A list refuses a filter that is too large to run', async () => {
  const service = await boot();
  const conditions = (count: number) => Array.from({ length: count }, () => ({ issuer: { eq: 'X_TEC' } }));
  const text = (length: number) => ({ displayName: { contains: 'a'.repeat(length) } });
  const listed = (count: number) => ({ displayName: { in: Array.from({ length: count }, (_, index) => `${index}`) } });
  // A list of conditions counts as one itself.
  const bounds = [
    [{ or: conditions(99) }, { or: conditions(100) }],
    [text(2048), text(2049)],
    [listed(100), listed(101)],
  ];
  for (const [within, beyond] of bounds) {
    expect((await service.graphql(SETTINGS_LIST, { filter: within })).errors).toBeUndefined();
    const { errors } = await service.graphql(SETTINGS_LIST, { filter: beyond });
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['LIMIT_EXCEEDED']);
  }
});

const COMPARED = {
  eq: (one: number, other: number) => one === other,
  lt: (one: number, other: number) => one < other,
  lte: (one: number, other: number) => one <= other,
  gt: (one: number, other: number) => one > other,
  gte: (one: number, other: number) => one >= other,
};

const NUMERIC = ['eq', 'lt', 'lte', 'gt', 'gte'];
const FIELDS_WITH_OPERATORS: readonly (readonly [string, readonly string[]])[] = [
  ['id', ['eq', 'in']],
  ['displayName', ['eq', 'in', 'contains', 'startsWith', 'equalsIgnoreCase', 'containsIgnoreCase']],
  // `{eq: null}` on helpUrl is a condition: none is set.
  ['helpUrl', ['in', 'contains', 'startsWith', 'equalsIgnoreCase', 'containsIgnoreCase']],
  ['issuer', ['eq', 'in']],
  ['notificationType', ['eq', 'in']],
  ['renewalThresholdPercentage', [...NUMERIC, 'in']],
  ['createdAt', [...NUMERIC, 'in']],
  ['updatedAt', [...NUMERIC, 'in']],
];

const ORDERS: Readonly<Record<string, (settings: Settings) => string | number>> = {
  ID: ({ id }) => id,
  DISPLAY_NAME: ({ displayName }) => displayName,
  HELP_URL: ({ helpUrl }) => helpUrl ?? '',
  ISSUER: ({ issuer }) => issuer,
  NOTIFICATION_TYPE: ({ notificationType }) => notificationType,
  RENEWAL_THRESHOLD_PERCENTAGE: ({ renewalThresholdPercentage }) => renewalThresholdPercentage,
  CREATED_AT: ({ createdAt }) => Date.parse(createdAt),
  UPDATED_AT: ({ updatedAt }) => Date.parse(updatedAt),
};

/** Numbers by value, texts by code point, which is the order of their UTF-8 bytes. */
function compare(one: string | number, other: string | number): number {
  if (typeof one === 'number' || typeof other === 'number') return Number(one) - Number(other);
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

/** A tenant with an object of each name, whose other fields differ enough to filter and order by. */
async function tenantWithNames() {
  const service = await boot();
  const tenant = settingsClient(service);
  const created: Settings[] = [];
  for (const [index, displayName] of NAMES.entries()) {
    const { id } = settingsOf(
      await tenant.create({
        displayName,
        helpUrl: `${index % 2 === 0 ? 'http' : 'https'}://example.com/${index}`,
        issuer: ISSUERS[index % 4],
        notificationType: NOTIFICATIONS[(index + 1) % 4],
        renewalThresholdPercentage: 10 + 10 * (index % 5),
      }),
    );
    const change = index % 3 === 2 ? { helpUrl: null } : {};
    created.push(settingsOf(await tenant.update({ id, ...change })));
  }
  return { service, settings: created, lists: settingsLists(service) };
}

test('A name is found in whichever normal form it is written', async () => {
  const service = await boot();
  const [name, stored] = ['Cafe\u0301', 'Caf\u00e9'];
  await settingsClient(service).create({ ...EXAMPLE, displayName: name });
  const lists = settingsLists(service);
  for (const written of [name, stored]) {
    for (const condition of [
      { eq: written },
      { in: [written, 'none'] },
      { contains: written.slice(2) },
      { startsWith: written },
    ]) {
      const { nodes, totalCount } = await lists.settings({ filter: { not: { not: { displayName: condition } } } });
      expect([condition, nodes.map(({ displayName }) => displayName), totalCount]).toEqual([condition, [stored], 1]);
    }
  }
});
