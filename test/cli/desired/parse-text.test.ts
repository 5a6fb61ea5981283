/** Proves which texts are read as data, where their values stand, and that hostile ones end in words and not in harm. */
import { expect, test } from 'vitest';
import { parseText } from '../../../src/cli/desired/parse-text.js';

/** The value of a text, or what is said of it with the place. */
function read(text: string): unknown {
  const parsed = parseText(text);
  if (parsed.ok) return parsed.value;
  return parsed.faults.map(({ position: { line, col }, message }) => `${line}:${col} ${message}`);
}

const READ: readonly (readonly [text: string, value: unknown])[] = [
  ['a: 1\nb: [x, "y"]\n', { a: 1, b: ['x', 'y'] }],
  ['{"a": "\\ud83d\\ude00",\n\t"b":\tnull}', { a: '\u{1f600}', b: null }],
  ['{"a": 1, }', { a: 1 }],
  ['\ufeffa: 1', { a: 1 }],
  ['a: yes\nb: no\nc: 2026-01-01\nd: 0x10', { a: 'yes', b: 'no', c: '2026-01-01', d: 16 }],
  ['%YAML 1.1\n---\na: yes\n', { a: 'yes' }],
  ['a: &x {b: 1}\nc: *x\n', { a: { b: 1 }, c: { b: 1 } }],
  ['1: one', { 1: 'one' }],
  ['{"__proto__": {"a": 1}}', JSON.parse('{"__proto__": {"a": 1}}')],
  ['"<<": 1', { '<<': 1 }],
  ['', null],
  ['# nothing\n', null],
];

test.each(READ)('%j is read as plain data', (text, value) => {
  expect(read(text)).toEqual(value);
});

const NESTED_ALIASES = ['a: &a [1, 1]', ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map(aliasesOfTheLast)].join('\n');
function aliasesOfTheLast(name: string): string {
  const last = String.fromCharCode(name.charCodeAt(0) - 1);
  return `${name}: &${name} [${Array(9).fill(`*${last}`).join(', ')}]`;
}

const REFUSED: readonly (readonly [what: string, text: string, told: readonly unknown[]])[] = [
  ['a key given twice', 'a: 1\na: 2\n', ['2:1 Map keys must be unique']],
  ['a key given twice in JSON', '{"a": 1,\n "a": 2}', ['2:2 Map keys must be unique']],
  ['a tag', 'a: !thing 1\n', ['1:4 Unresolved tag: !thing']],
  ['a tag that makes objects', 'a: !!js/function "x"\n', ['1:4 Unresolved tag: tag:yaml.org,2002:js/function']],
  ['binary data', 'a: !!binary aGk=\n', ['1:4 Unresolved tag: tag:yaml.org,2002:binary']],
  ['several documents', 'a: 1\n---\nb: 2\n', [expect.stringMatching(/^\d:\d The file holds several documents\./)]],
  ['an unknown directive', '%FOO bar\n---\na: 1\n', ['1:1 Unknown directive %FOO']],
  ['several faults', 'a: !x 1\nb: !y 2\n', ['1:4 Unresolved tag: !x', '2:4 Unresolved tag: !y']],
  ['an alias of nothing', 'a: *b\n', [expect.stringMatching(/^1:1 Unresolved alias/)]],
  ['aliases of aliases of aliases', NESTED_ALIASES, [expect.stringMatching(/^1:1 Excessive alias count/)]],
  ['deep lists', '['.repeat(20_000), ['1:1 The file nests deeper than 64 levels.']],
  ['deep blocks', `${'- '.repeat(5000)}a`, ['1:1 The file nests deeper than 64 levels.']],
  ['deep keys', `${'? '.repeat(5000)}a`, ['1:1 The file nests deeper than 64 levels.']],
  ['deep JSON', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, ['1:1 The file nests deeper than 64 levels.']],
];

test.each(REFUSED)('%s is refused, with its place', (_what, text, told) => {
  expect(read(text)).toEqual(told);
});

test('a list that is not closed is refused', () => {
  expect(read('a: [1')).toEqual([expect.stringMatching(/^1:6 Flow sequence/)]);
});

const PLACES: readonly (readonly [text: string, path: readonly (string | number)[], place: string])[] = [
  ['list:\n  - a: 1\n    b: 2\n', ['list', 0, 'b'], '3:8'],
  ['list:\n  - a: 1\n    b: 2\n', ['list', 0, 'missing'], '2:5'],
  ['list:\n  - a: 1\n    b: 2\n', [], '1:1'],
  ['{"list": [\n  {"a": 1},\n  {"b": 2}\n]}', ['list', 1, 'b'], '3:9'],
  ['list: [&x {a: 1}, *x]', ['list', 1, 'a'], '1:19'],
];

test.each(PLACES)('in %j the value at %j stands at %s', (text, path, place) => {
  const parsed = parseText(text);
  if (!parsed.ok) throw new Error('It was refused.');
  const { line, col } = parsed.positionOf(path);
  expect(`${line}:${col}`).toBe(place);
});
