/** Proves which texts are read as data, where their values stand, and that hostile ones end in words and not in harm. */
import { expect, test } from 'vitest';
import { parseText } from '../../../src/desired/settings-file/parse-text.js';

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
  ['a: &a {x: 1, y: 1}\nb:\n  <<: *a\n  y: 2\n', { a: { x: 1, y: 1 }, b: { x: 1, y: 2 } }],
  ['a: &a {x: 1}\nb: &b {y: 1}\nc: {<<: [*a, *b], z: 1}\n', { a: { x: 1 }, b: { y: 1 }, c: { x: 1, y: 1, z: 1 } }],
  ['1: one', { 1: 'one' }],
  ['{"__proto__": {"a": 1}}', JSON.parse('{"__proto__": {"a": 1}}')],
  ['"<<": 1', { '<<': 1 }],
  ['', null],
  ['# nothing\n', null],
];

test.each(READ)('%j is read as plain data', (text, value) => {
  expect(read(text)).toEqual(value);
});

test('thousands of entries may take in the same defaults', () => {
  const entries = Array.from({ length: 3000 }, (_, index) => `- {<<: *d, url: *u, name: n${index}}`);
  const value = read(`d: &d {a: 1, b: &u x}\ne:\n${entries.join('\n')}\n`) as { e: unknown[] };
  expect(value.e).toHaveLength(3000);
  expect(value.e.at(-1)).toEqual({ a: 1, b: 'x', url: 'x', name: 'n2999' });
});

const NESTED_ALIASES = ['a: &a [1, 1]', ...['b', 'c', 'd', 'e', 'f', 'g', 'h'].map(aliasesOfTheLast)].join('\n');
function aliasesOfTheLast(name: string): string {
  const last = String.fromCharCode(name.charCodeAt(0) - 1);
  return `${name}: &${name} [${Array(9).fill(`*${last}`).join(', ')}]`;
}

const NESTED_MERGES = `a: &a {x: 1}\n${[...'bcdefghi'].map((name) => aliasesOfTheLast(name).replace('[', '{<<: [').concat('}')).join('\n')}`;
const TAG = (tag: string) =>
  `"${tag}" is a tag, and tags are not read. Quote a text that begins with !, or remove the tag.`;
const TOO_MANY = 'The aliases expand to more than 1000000 values. Write a smaller file.';
const ITSELF = '*a is inside the value that it refers to. Remove the alias.';

const REFUSED: readonly (readonly [what: string, text: string, told: readonly unknown[]])[] = [
  ['a key given twice', 'a: 1\na: 2\n', ['2:1 "a" is given twice in one object. Remove one of them.']],
  ['a key given twice in JSON', '{"a": 1,\n "a": 2}', ['2:2 "a" is given twice in one object. Remove one of them.']],
  ['a tag', 'a: !thing 1\n', [`1:4 ${TAG('!thing')}`]],
  ['a tag that makes objects', 'a: !!js/function "x"\n', [`1:4 ${TAG('!!js/function')}`]],
  ['binary data', 'a: !!binary aGk=\n', [`1:4 ${TAG('!!binary')}`]],
  ['several documents', 'a: 1\n---\nb: 2\n', [expect.stringMatching(/^\d:\d The file holds several documents\./)]],
  [
    'an unknown directive',
    '%FOO bar\n---\na: 1\n',
    ['1:1 "%FOO bar" is not known. Remove the line, or quote a text that begins with %.'],
  ],
  ['several faults', 'a: !x 1\nb: !y 2\n', [`1:4 ${TAG('!x')}`, `2:4 ${TAG('!y')}`]],
  ['an alias of nothing', 'a: *b\n', ['1:4 There is no &b before *b. Quote a text that begins with *: "*b".']],
  ['a merge of nothing', 'a:\n  <<: *b\n', [expect.stringMatching(/^2:7 There is no &b before \*b\./)]],
  ['aliases of aliases of aliases', NESTED_ALIASES, [`1:1 ${TOO_MANY}`]],
  ['merges of merges of merges', NESTED_MERGES, [`1:1 ${TOO_MANY}`]],
  ['a list that holds itself', '- &a [1, *a]\n', [`1:10 ${ITSELF}`]],
  ['an object that takes in itself', 'a: &a {<<: *a}\n', [`1:12 ${ITSELF}`]],
  ['deep lists', '['.repeat(20_000), ['1:1 The file nests deeper than 64 levels.']],
  ['deep blocks', `${'- '.repeat(5000)}a`, ['1:1 The file nests deeper than 64 levels.']],
  ['deep keys', `${'? '.repeat(5000)}a`, ['1:1 The file nests deeper than 64 levels.']],
  ['deep JSON', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, ['1:1 The file nests deeper than 64 levels.']],
];

test.each(REFUSED)('%s is refused, with its place', (_what, text, told) => {
  expect(read(text)).toEqual(told);
});

const ALIGN = 'The lines of one entry are indented differently. Give all its keys the same number of spaces.';
const UNCLOSED = 'The text ends too early: a }, a ] or a quotation mark is missing. Was the file cut off?';
const ENDED = (rest: string) =>
  `The value has ended, but ${rest} follows. Quote a text as a whole, and check the commas and brackets.`;
const NO_PAIR = (line: string) => `${line} is no key with a value. Write "key: value", with a space after the colon.`;

const IN_WORDS: readonly (readonly [what: string, text: string, told: readonly string[]])[] = [
  ['a tab', 'l:\n  - a: 1\n\tb: 2\n  - a: x\n    c: y\n', ['3:1 A tab indents this line. Indent with spaces.']],
  [
    'several tabs',
    'l:\n\t- a: 1\n\t  b: 2\n',
    ['2:1 A tab indents this line. Indent with spaces.', '3:1 A tab indents this line. Indent with spaces.'],
  ],
  [
    'values with a colon',
    'l:\n  - a: Field: west\n    b: 1\n  - a: Two:\n    b: 2\n',
    [
      '2:8 The value is Field: west. Quote a value that holds a colon: "Field: west".',
      '4:8 The value is Two:. Quote a value that holds a colon: "Two:".',
    ],
  ],
  ['a key too far to the right', 'l:\n  - a: 1\n     b: 2\n', [`2:8 ${ALIGN}`]],
  ['a key too far to the left', 'l:\n  - a: 1\n  b: 2\n', [`3:1 ${ALIGN}`]],
  ['no space after a colon', 'a:1\nb: 2\n', [`1:1 ${NO_PAIR('"a:1"')}`]],
  ['no space after the last colon', 'a: 1\nb:2\n', [`2:1 ${NO_PAIR('"b:2"')}`]],
  ['no colon', 'a: 1\nhello\nb: 2\n', [`2:1 ${NO_PAIR('"hello"')}`]],
  ['quotes around half of a value', 'a: "Field" staff\n', [`1:12 ${ENDED('"staff"')}`]],
  ['an apostrophe in quotes', "a: 'it's'\n", [`1:8 ${ENDED('"s\'"')}`]],
  ['a backslash in quotes', 'a: "C:\\Users"\n', [expect.stringMatching(/^1:7 .* Write \\\\ for/)]],
  ['a value that begins with *', 'a: * all *\n', ['1:4 The value is * all *. Quote a value that begins with *.']],
  [
    'two names of one value',
    'a: &a &b 1\n',
    ['1:7 A value has one name for aliases at most. Remove "&b" or the other.'],
  ],
  ['a key that is no text', '? {a: 1}\n: 2\n', ['1:3 This key is no text. Write "key: value".']],
  ['a value that begins with @', 'a: @you\n', ['1:4 The value is @you. Quote a value that begins with @.']],
  ['a list that is not closed', 'a: [1', [`1:6 ${UNCLOSED}`]],
  ['JSON that was cut off', '{"a": [1, {"b": "c', [`1:19 ${UNCLOSED}`]],
  ['a comma too few', '{"a": 1 "b": 2}', ['1:7 A comma is missing between this value and the next.']],
  ['a comma too few at the end of a line', '{\n"a": 1\n"b": 2\n}', ['2:6 A comma is missing at the end of this line.']],
  [
    'a value left out of JSON',
    '{"a": , "b": null, c}',
    ['1:2 "a" has no value. Give one, or null.', '1:20 "c" has no value. Give one, or null.'],
  ],
  ['a bracket too many', '{"a": 1}}', [`1:9 ${ENDED('"}"')}`]],
  [
    'one JSON value after the other',
    '{"a": 1}\n{"a": 2}\n',
    ['2:1 Another value follows the first. Put them into one list, with commas between them.'],
  ],
  [
    'two merge keys',
    'a: &a {x: 1}\nb:\n  <<: *a\n  <<: *a\n',
    ['4:3 "<<" is given twice in one object. Give several as a list: <<: [*one, *other].'],
  ],
  [
    'a merge of no object',
    '<<: 1\n',
    ['1:1 What "<<" takes in is no object. Give the alias of one, such as <<: *defaults.'],
  ],
  [
    'a merge of a list that holds no object',
    'a: &a [1]\nb:\n  <<: *a\n',
    ['3:3 What "<<" takes in is no object. Give the alias of one, such as <<: *defaults.'],
  ],
];

test.each(IN_WORDS)('%s is reported once, in a sentence', (_what, text, told) => {
  expect(read(text)).toEqual(told);
});

test('what is referred to elsewhere in the text is known', () => {
  const parsed = parseText('a: &a {x: 1}\nb: {c: &c {y: 1}}\nd: &d {z: 1}\ne: {<<: [*a, *c]}\n');
  if (!parsed.ok) throw new Error('It was refused.');
  expect(['a', 'b', 'd', 'e', 'f'].map((key) => parsed.isAliased([key]))).toEqual([true, true, false, false, false]);
});

const PLACES: readonly (readonly [text: string, path: readonly (string | number)[], place: string])[] = [
  ['list:\n  - a: 1\n    b: 2\n', ['list', 0, 'b'], '3:8'],
  ['list:\n  - a: 1\n    b: 2\n', ['list', 0, 'missing'], '2:5'],
  ['list:\n  - a: 1\n    b: 2\n', [], '1:1'],
  ['{"list": [\n  {"a": 1},\n  {"b": 2}\n]}', ['list', 1, 'b'], '3:9'],
  ['list: [&x {a: 1}, *x]', ['list', 1, 'a'], '1:19'],
];

test.each(PLACES)('in %j the value at %j begins at %s', (text, path, place) => {
  const parsed = parseText(text);
  if (!parsed.ok) throw new Error('It was refused.');
  const { line, col } = parsed.positionOf(path);
  expect(`${line}:${col}`).toBe(place);
});
