/** What clients send is read strictly, what Microsoft Graph answers leniently, and what is written is read back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createInputFromJson,
  settingsFromGraphJson,
  settingsToGraphJson,
  updateInputFromJson,
} from '../../src/graph/entity-json.js';
import { contentArbitrary } from '../support/domain/arbitraries.js';
import { uuid } from '../support/domain/changes.js';
import { ENTITY_TYPE, EXAMPLE_BODY } from '../support/rest/rest-client.js';

const ID = 'cb6eed73-ed73-cb6e-73ed-6ecb73ed6ecb';
/** The answer in the example of Graph's documentation. */
const DOCUMENTED = {
  '@odata.type': ENTITY_TYPE,
  id: ID,
  helpUrl: 'https://example.com/helpUrl/',
  displayName: 'Display Name value',
  issuer: 'entrustDatacard',
  notificationType: 'companyPortal',
  renewalThresholdPercentage: 10,
};
const CONTENT = {
  displayName: 'Display Name value',
  helpUrl: 'https://example.com/helpUrl/',
  issuer: 'ENTRUST_DATACARD',
  notificationType: 'COMPANY_PORTAL',
  renewalThresholdPercentage: 10,
};

function without(name: string): object {
  return Object.fromEntries(Object.entries(DOCUMENTED).filter(([key]) => key !== name));
}

describe('an answer of Graph', () => {
  const readable: readonly (readonly [title: string, json: object, content: object])[] = [
    ['as its documentation shows it', DOCUMENTED, CONTENT],
    ['without a help page', without('helpUrl'), { ...CONTENT, helpUrl: null }],
    ['with null for the help page', { ...DOCUMENTED, helpUrl: null }, { ...CONTENT, helpUrl: null }],
    ['with properties that nobody knows yet', { ...DOCUMENTED, roleScopeTagIds: ['0'], version: 3 }, CONTENT],
    ['with annotations', { '@odata.context': 'x', 'issuer@odata.type': '#x', ...DOCUMENTED }, CONTENT],
    ['without its type', without('@odata.type'), CONTENT],
    [
      'with flags in another order and letter case',
      { ...DOCUMENTED, notificationType: 'Email, companyPortal' },
      { ...CONTENT, notificationType: 'COMPANY_PORTAL_AND_EMAIL' },
    ],
    [
      'that breaks the rules of the entity',
      { ...DOCUMENTED, displayName: ' ', helpUrl: '', renewalThresholdPercentage: 0 },
      { ...CONTENT, displayName: ' ', helpUrl: '', renewalThresholdPercentage: 0 },
    ],
  ];
  test.each(readable)('%s is read', (_, json, content) => {
    expect(settingsFromGraphJson(json)).toEqual({ ok: true, id: ID, content });
  });

  const unreadable: readonly (readonly [title: string, json: object, faults: readonly string[]])[] = [
    ['an unknown issuer', { ...DOCUMENTED, issuer: 'thales' }, ['issuer UNKNOWN_MEMBER']],
    ['an issuer of the future', { ...DOCUMENTED, issuer: 'unknownFutureValue' }, ['issuer UNKNOWN_MEMBER']],
    ['an unknown flag', { ...DOCUMENTED, notificationType: 'sms' }, ['notificationType UNKNOWN_MEMBER']],
    [
      'an unknown flag beside a known one',
      { ...DOCUMENTED, notificationType: 'email,sms' },
      ['notificationType UNKNOWN_MEMBER'],
    ],
    ['an enum as a number', { ...DOCUMENTED, issuer: 1 }, ['issuer WRONG_TYPE']],
    ['a help page that is not text', { ...DOCUMENTED, helpUrl: false }, ['helpUrl WRONG_TYPE']],
    [
      'a threshold in quotes',
      { ...DOCUMENTED, renewalThresholdPercentage: '10' },
      ['renewalThresholdPercentage WRONG_TYPE'],
    ],
    ['no threshold', without('renewalThresholdPercentage'), ['renewalThresholdPercentage MISSING']],
    ['null for the name', { ...DOCUMENTED, displayName: null }, ['displayName MISSING']],
    [
      'several faults',
      { ...without('issuer'), notificationType: 'sms', helpUrl: 5 },
      ['issuer MISSING', 'helpUrl WRONG_TYPE', 'notificationType UNKNOWN_MEMBER'],
    ],
  ];
  test.each(unreadable)('with %s is reported with its id and each fault', (_, json, faults) => {
    const read = settingsFromGraphJson(json);
    if (read.ok) throw new Error('The answer was read.');
    expect(read.id).toBe(ID);
    expect(read.faults.map(({ property, kind }) => `${property} ${kind}`)).toEqual(faults);
    for (const { message } of read.faults) expect(message).toMatch(/^.+\.$/);
  });

  test('with an unknown issuer quotes it', () => {
    const message = "Requested value 'thales' was not found.";
    expect(settingsFromGraphJson({ ...DOCUMENTED, issuer: 'thales' })).toMatchObject({ faults: [{ message }] });
  });

  test.each([
    ['without an id', without('id'), 'id MISSING'],
    ['with an id that is a number', { ...DOCUMENTED, id: 5 }, 'id WRONG_TYPE'],
  ])('%s is reported without one', (_, json, fault) => {
    const read = settingsFromGraphJson(json);
    expect(read).toMatchObject({ ok: false, id: null });
    expect(read.ok ? [] : read.faults.map(({ property, kind }) => `${property} ${kind}`)).toEqual([fault]);
  });

  test('that is empty is reported with every missing property', () => {
    const missing = ['id', 'displayName', 'issuer', 'notificationType', 'renewalThresholdPercentage'];
    const read = settingsFromGraphJson({});
    expect(read.ok ? [] : read.faults.map(({ property }) => property)).toEqual(missing);
  });
});

describe('what a client sends', () => {
  test('is read as the example of the documentation', () => {
    const input = { ...CONTENT, id: undefined, notificationType: 'EMAIL', renewalThresholdPercentage: 20 };
    expect(createInputFromJson(EXAMPLE_BODY)).toEqual({ ok: true, input });
  });

  const refused: readonly (readonly [title: string, json: object, faults: readonly unknown[]])[] = [
    ['an unknown property', { ...EXAMPLE_BODY, colour: 1 }, [expect.stringContaining("'colour' does not exist")]],
    ['another type', { ...EXAMPLE_BODY, '@odata.type': '#x' }, [`The type '#x' is not '${ENTITY_TYPE}'.`]],
    ['an unknown issuer', { ...EXAMPLE_BODY, issuer: 'thales' }, ["Requested value 'thales' was not found."]],
  ];
  test.each(refused)('is refused with %s, to create and to update', (_, json, faults) => {
    expect(createInputFromJson(json)).toEqual({ ok: false, faults });
    expect(updateInputFromJson(ID, json)).toEqual({ ok: false, faults });
  });

  test('to update may leave out everything, and give its own id in any letter case', () => {
    expect(updateInputFromJson(ID, { id: ID.toUpperCase() })).toEqual({ ok: true, input: { id: ID } });
  });

  test.each([[uuid(1)], [null]])('to update may not change the id to %s', (id) => {
    expect(updateInputFromJson(ID, { id })).toEqual({ ok: false, faults: ["The property 'id' cannot be changed."] });
  });
});

test('every object reads back as it was written, by each of the readers', () => {
  fc.assert(
    fc.property(contentArbitrary, (content) => {
      const json = settingsToGraphJson({ ...content, id: ID, version: 1, createdAt: 1, updatedAt: 1 });
      expect(settingsFromGraphJson(json)).toEqual({ ok: true, id: ID, content });
      expect(createInputFromJson(json)).toEqual({ ok: true, input: { id: ID, ...content } });
      expect(updateInputFromJson(ID, json)).toEqual({ ok: true, input: { id: ID, ...content } });
    }),
  );
});
