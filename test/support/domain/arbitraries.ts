/** Random content, filters and orders. Their values are few and close together, so that filters often hit and values often tie. */
import fc from 'fast-check';
import { ISSUERS, NOTIFICATION_TYPES, type SettingsContent } from '../../../src/domain/derived-credential-settings.js';
import {
  type Comparison,
  type Computed,
  type Expression,
  FIELDS,
  type Field,
  type Filter,
  type Order,
  type TextField,
} from '../../../src/domain/query.js';

/** The ids from which random objects and filters choose. */
export const ARBITRARY_IDS: readonly string[] = Array.from(
  { length: 8 },
  (_, index) => `${index.toString(16).repeat(8)}-0000-4000-8000-000000000000`,
);

const FEW = { maxLength: 3 };
// Neighbours of the borders where UTF-16 and code points disagree, the last character, and what LIKE and SQL treat as special.
const CHARACTERS = ['a', 'b', 'B', 'é', '%', '_', "'", '\ud7ff', '\ue000', '\uff5e', '\u{1f600}', '\u{10fffd}'];
const URL_CHARACTERS = ['a', 'b', 'B', '%25', '_', '-', '/'];

const textArbitrary = fc.string({ unit: fc.constantFrom(...CHARACTERS), minLength: 1, maxLength: 4 });
const urlArbitrary = fc
  .string({ unit: fc.constantFrom(...URL_CHARACTERS), maxLength: 3 })
  .map((path) => `https://example.com/${path}`);
const idArbitrary = fc.constantFrom(...ARBITRARY_IDS);
const issuerArbitrary = fc.constantFrom(...ISSUERS);
const notificationTypeArbitrary = fc.constantFrom(...NOTIFICATION_TYPES);
const thresholdArbitrary = fc.oneof(fc.integer({ min: 1, max: 99 }), fc.constantFrom(1, 20, 99));

/** Times of changes, in milliseconds since the epoch. */
export const timeArbitrary = fc.integer({ min: 1000, max: 1012 });

/** Content that keeps every rule of the entity, in the form in which it is stored. */
export const contentArbitrary: fc.Arbitrary<SettingsContent> = fc.record({
  displayName: textArbitrary,
  helpUrl: fc.option(urlArbitrary),
  issuer: issuerArbitrary,
  notificationType: notificationTypeArbitrary,
  renewalThresholdPercentage: thresholdArbitrary,
});

const sortKeyArbitrary = fc.record({ field: fc.constantFrom(...FIELDS), direction: fc.constantFrom('ASC', 'DESC') });

/** Orders by none, one or several fields, each in its own direction. */
export const orderArbitrary: fc.Arbitrary<Order> = fc.uniqueArray(sortKeyArbitrary, {
  selector: ({ field }) => field,
  maxLength: 4,
});

/** Filters of every shape and operator. */
export const filterArbitrary: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 3, arbitrary: comparisonArbitrary() },
    { weight: 1, arbitrary: computedArbitrary() },
    { weight: 2, arbitrary: fc.record({ op: fc.constantFrom('and', 'or'), filters: fc.array(tie('filter'), FEW) }) },
    { weight: 1, arbitrary: fc.record({ op: fc.constant('not'), filter: tie('filter') }) },
  ),
})).filter;

function comparisonArbitrary(): fc.Arbitrary<Comparison> {
  const urlText = fc.oneof(urlArbitrary, fc.constantFrom('', 'https://', 'https://example.com/a', '/', '%'));
  return fc.oneof(
    textComparison('id', beginnings(idArbitrary)),
    textComparison('displayName', beginnings(textArbitrary)),
    textComparison('helpUrl', urlText),
    fc.constant<Comparison>({ op: 'eq', field: 'helpUrl', value: null }),
    compared('issuer', issuerArbitrary),
    compared('notificationType', notificationTypeArbitrary),
    compared('renewalThresholdPercentage', thresholdArbitrary),
    compared('createdAt', timeArbitrary),
    compared('updatedAt', timeArbitrary),
  ) as fc.Arbitrary<Comparison>;
}

/** A condition on what is computed: of a property always, since nothing else needs to be computed. */
function computedArbitrary(): fc.Arbitrary<Computed> {
  const constant = beginnings(textArbitrary).map((text) => ({ constant: text }));
  const call = (fn: CallName, ...of: fc.Arbitrary<Expression>[]) =>
    fc.record({ fn: fc.constant(fn), of: fc.tuple(...of) });
  const count = fc.nat(4).map((number) => ({ constant: number }));
  const { text } = fc.letrec<{ text: Expression }>((tie) => {
    const inner = tie('text');
    return {
      text: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom<Expression>({ field: 'displayName' }, { field: 'helpUrl' }, { field: 'id' }),
        fc.oneof(call('trim', inner), call('concat', inner, constant), call('concat', constant, inner)),
        fc.oneof(call('concat', inner, inner), call('substring', inner, count), call('substring', inner, count, count)),
        fc.constantFrom('lower', 'upper').chain((fold) => call(fold, call('trim', inner))),
      ),
    };
  });
  const number = fc.oneof(call('length', text), call('indexOf', text, constant), call('indexOf', text, text));
  const is = fc.constantFrom('eq', 'lt', 'lte', 'gt', 'gte');
  const textIs = fc.oneof(is, fc.constantFrom('contains', 'startsWith', 'endsWith'));
  const op = fc.constant('computed');
  const computedText = fc.oneof(call('trim', text), call('concat', text, constant), call('substring', text, count));
  return fc.oneof(
    fc.record({ op, is, left: number, right: fc.integer({ min: -2, max: 30 }).map((value) => ({ constant: value })) }),
    fc.record({ op, is: textIs, left: computedText, right: fc.oneof(constant, text) }),
  ) as fc.Arbitrary<Computed>;
}

type CallName = Extract<Expression, { fn: unknown }>['fn'];

function textComparison(field: TextField, value: fc.Arbitrary<string>) {
  const op = fc.constantFrom('contains', 'startsWith', 'endsWith');
  const comparison = fc.oneof(compared(field, value), fc.record({ op, field: fc.constant(field), value }));
  const fold = fc.constantFrom({}, {}, { fold: 'lower' }, { fold: 'upper' });
  return fc.tuple(comparison, fold).map(([plain, folding]) => ({ ...plain, ...folding }));
}

/** A comparison with one value by any operator, or with a list. */
function compared<Name extends Field, Value>(field: Name, value: fc.Arbitrary<Value>) {
  return fc.oneof(
    fc.record({ op: fc.constantFrom('eq', 'lt', 'lte', 'gt', 'gte'), field: fc.constant(field), value }),
    fc.record({ op: fc.constant('in'), field: fc.constant(field), values: fc.array(value, FEW) }),
  );
}

/** Whole texts and their beginnings, down to the empty one. */
function beginnings(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const cut = (whole: string, length: number) => [...whole].slice(0, length).join('');
  return fc.oneof(
    text,
    fc.tuple(text, fc.nat(3)).map(([whole, length]) => cut(whole, length)),
  );
}
