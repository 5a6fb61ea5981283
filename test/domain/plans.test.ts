/** The rules of the entity hold for every input, and plans decide what the log may record. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { record, settingsAfter } from '../../src/domain/change.js';
import {
  canonicalId,
  contentOf,
  type DerivedCredentialSettings,
  ISSUERS,
  NOTIFICATION_TYPES,
} from '../../src/domain/derived-credential-settings.js';
import {
  type CreateInput,
  type IdHistory,
  type Plan,
  planCreate,
  planDelete,
  planUpdate,
} from '../../src/domain/plans.js';

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
const FRESH = { id: ID, history: null, usedIssuer: null };
const INPUT: CreateInput = {
  displayName: 'Display Name value',
  helpUrl: 'https://example.com/helpUrl/',
  issuer: 'INTERCEDE',
  notificationType: 'EMAIL',
  renewalThresholdPercentage: 20,
};
const SETTINGS: DerivedCredentialSettings = { ...INPUT, id: ID, version: 3, createdAt: 10, updatedAt: 20 };

// What may be hidden in a name: a joiner between two letters or two emoji, and the letters of a flag.
const ALLOWED_HIDDEN = new RegExp(
  [
    String.raw`(?<=[\p{L}\p{M}])[\u200C\u200D](?=[\p{L}\p{M}])`,
    String.raw`(?<=\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)\u200D(?=\p{Extended_Pictographic})`,
    String.raw`\p{RGI_Emoji_Tag_Sequence}`,
  ].join('|'),
  'gv',
);
// Between two letters of these scripts, which never join, a joiner is refused.
const NEVER_JOINED = String.raw`[[\p{L}\p{M}]&&[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]]`;
const REFUSED_JOINER = new RegExp(String.raw`${NEVER_JOINED}[\u200C\u200D]${NEVER_JOINED}`, 'v');

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
);
const anyInput: fc.Arbitrary<CreateInput> = fc.record({
  displayName: anyText,
  helpUrl: fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), anyText),
  issuer: fc.constantFrom(...ISSUERS),
  notificationType: fc.constantFrom(...NOTIFICATION_TYPES),
  renewalThresholdPercentage: fc.oneof(fc.integer({ min: -5, max: 105 }), fc.double()),
});

function faultsOf(plan: Plan): string[] {
  return plan.outcome === 'refused' ? plan.faults.map(({ code, field }) => `${field} ${code}`) : [];
}

function changeOf(plan: Plan) {
  if (plan.outcome !== 'change') throw new Error(`The plan is ${plan.outcome}.`);
  return plan.change;
}

function pastOf(deleted: boolean): IdHistory {
  const signed = { tenantId: ID, at: 1, actor: { subject: 's', clientId: null, kind: 'USER' as const } };
  const rest = { ...signed, origin: 'GRAPHQL' as const, requestId: 'r' };
  const created = record({ ...changeOf(planCreate(INPUT, FRESH)), ...rest }, { position: 0, at: 0 });
  const current = settingsAfter(created);
  if (!deleted || current === null) return { created, latest: created };
  return { created, latest: record({ ...changeOf(planDelete({ id: ID }, current)), ...rest }, { position: 1, at: 1 }) };
}

describe('any input at all', () => {
  test('is refused, or stored in a form that keeps every rule', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plan = planCreate(input, FRESH);
        expect(plan.outcome === 'refused' ? faultsOf(plan) : ['none']).not.toEqual([]);
        if (plan.outcome === 'refused') return;
        const { displayName, helpUrl, renewalThresholdPercentage } = changeOf(plan).after ?? INPUT;
        expect(displayName).toBe(displayName.normalize('NFC').trim());
        expect([...displayName].length).toBeLessThanOrEqual(256);
        expect(displayName.replace(ALLOWED_HIDDEN, 'x')).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u);
        expect(displayName).not.toMatch(REFUSED_JOINER);
        expect(helpUrl).toMatch(/^https?:\/\/[^@]+$|^https?:\/\/[^/?#]*\/.*$/);
        expect(new URL(helpUrl ?? '').href).toBe(helpUrl);
        expect(helpUrl?.length).toBeLessThanOrEqual(2048);
        expect(renewalThresholdPercentage).toSatisfy(
          (value: number) => Number.isInteger(value) && value > 0 && value < 100,
        );
      }),
      { numRuns: 2000 },
    );
  });

  test('that was accepted once is accepted again as it was stored, and is then unchanged', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plan = planCreate(input, FRESH);
        fc.pre(plan.outcome === 'change');
        const stored = { ...SETTINGS, ...changeOf(plan).after };
        expect(planUpdate({ ...contentOf(stored), id: ID }, stored)).toEqual({ outcome: 'unchanged' });
      }),
    );
  });
});

describe('a creation', () => {
  test('reports every fault of its input at once', () => {
    const input = { ...INPUT, id: 'none', displayName: ' ', helpUrl: 'example.com', renewalThresholdPercentage: 100 };
    const faults = [
      'id MALFORMED',
      'displayName BLANK',
      'helpUrl MALFORMED',
      'renewalThresholdPercentage OUT_OF_RANGE',
    ];
    expect(faultsOf(planCreate(input, { ...FRESH, id: canonicalId(input.id) }))).toEqual(faults);
  });

  test('of the same content under the same id is a retry, whatever has happened to the object since', () => {
    expect(
      planCreate({ ...INPUT, displayName: '  Display Name value ' }, { ...FRESH, history: pastOf(false) }),
    ).toEqual({
      outcome: 'unchanged',
    });
  });

  test.each([
    ['other content', { ...INPUT, issuer: 'X_TEC' as const }, false],
    ['the content of an object that has been deleted', INPUT, true],
    ['other content than that of a deleted object', { ...INPUT, displayName: 'Other' }, true],
  ])('under a known id is refused with %s', (_name, input, deleted) => {
    expect(faultsOf(planCreate(input, { ...FRESH, history: pastOf(deleted) }))).toEqual(['id ALREADY_EXISTS']);
  });
});

describe('a creation where the tenant is kept to one issuer', () => {
  test('is refused with another issuer, beside every other fault', () => {
    const plan = planCreate({ ...INPUT, displayName: '' }, { ...FRESH, usedIssuer: 'PUREBRED' });
    expect(faultsOf(plan)).toEqual(['displayName BLANK', 'issuer ISSUER_CONFLICT']);
  });

  test('may still be a retry of what had been created before', () => {
    expect(planCreate(INPUT, { id: ID, history: pastOf(false), usedIssuer: 'PUREBRED' })).toEqual({
      outcome: 'unchanged',
    });
  });
});

describe('an update', () => {
  test.each([
    ['leaves out what stays', { displayName: 'New' }, { ...contentOf(SETTINGS), displayName: 'New' }],
    ['clears the help page with null', { helpUrl: null }, { ...contentOf(SETTINGS), helpUrl: null }],
    [
      'takes the object’s own issuer',
      { issuer: SETTINGS.issuer, displayName: 'New' },
      { ...contentOf(SETTINGS), displayName: 'New' },
    ],
  ])('%s', (_name, input, after) => {
    const change = changeOf(planUpdate({ id: ID, ...input }, SETTINGS));
    expect(change).toEqual({
      kind: 'UPDATED',
      settingsId: ID,
      version: 4,
      createdAt: 10,
      before: contentOf(SETTINGS),
      after,
    });
  });

  test.each([
    ['an object that is not there', { id: ID }, null, ['id NOT_FOUND']],
    ['an id that is none', { id: 'none' }, null, ['id MALFORMED']],
    ['another issuer', { id: ID, issuer: 'PUREBRED' as const }, SETTINGS, ['issuer NOT_ALLOWED']],
    ['a version that has passed', { id: ID, expectedVersion: 2 }, SETTINGS, ['expectedVersion VERSION_CONFLICT']],
    [
      'null where there must be a value',
      { id: ID, displayName: null, notificationType: null, renewalThresholdPercentage: null },
      SETTINGS,
      ['displayName NOT_ALLOWED', 'notificationType NOT_ALLOWED', 'renewalThresholdPercentage NOT_ALLOWED'],
    ],
    [
      'several faults at once',
      { id: ID, expectedVersion: 1, helpUrl: '' },
      SETTINGS,
      ['helpUrl BLANK', 'expectedVersion VERSION_CONFLICT'],
    ],
  ])('is refused with %s', (_name, input, current, faults) => {
    expect(faultsOf(planUpdate(input, current))).toEqual(faults);
  });
});

describe('a deletion', () => {
  test('takes the next version and keeps the content that was', () => {
    const change = changeOf(planDelete({ id: ID, expectedVersion: 3 }, SETTINGS));
    expect(change).toMatchObject({ kind: 'DELETED', version: 4, before: contentOf(SETTINGS), after: null });
  });

  test.each([
    ['an object that is not there', { id: ID }, null, ['id NOT_FOUND']],
    ['a version that has passed', { id: ID, expectedVersion: 4 }, SETTINGS, ['expectedVersion VERSION_CONFLICT']],
  ])('is refused with %s', (_name, input, current, faults) => {
    expect(faultsOf(planDelete(input, current))).toEqual(faults);
  });
});
