/** A text is read as JSON only if it means one thing, judged beside a reader of tokens that is written otherwise. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../src/domain/errors.js';
import { parseJson } from '../../src/domain/strict-json.js';
import { spelling } from '../support/domain/json-spelling.js';

const space = fc.constantFrom('', '', ' ', '\n\t\r ');
const name = fc.constantFrom(
  'a',
  'b',
  '',
  '"',
  '\\',
  '\\":',
  ':',
  '{',
  '\u2028',
  '😀',
  '__proto__',
  'constructor',
  'prototype',
);
const spelled = fc.tuple(spelling, name).map(([spell, each]) => spell(each));
const spaced = (text: fc.Arbitrary<string>) => fc.tuple(space, text, space).map((parts) => parts.join(''));
/** JSON as people and their tools write it and as nobody should, most of it clear and some of it none. */
const { text } = fc.letrec<{ text: string; member: string }>((tie) => ({
  text: fc.oneof(
    { depthSize: 'small' },
    spaced(fc.oneof(spelled, fc.constantFrom('1', '-2.5e3', 'null', '{"prototype":{}}', '{'))),
    spaced(fc.array(tie('text'), { maxLength: 3 }).map((texts) => `[${texts.join(',')}]`)),
    spaced(fc.array(tie('member'), { maxLength: 3 }).map((members) => `{${members.join(',')}}`)),
    fc.tuple(fc.nat(40), tie('text')).map(([depth, inner]) => '['.repeat(depth) + inner + ']'.repeat(depth)),
  ),
  member: fc.tuple(spaced(spelled), tie('text')).map((parts) => parts.join(':')),
}));

test('a text is judged as by a walk over its tokens with the keys of each open object at hand', () => {
  const seen = new Set<unknown>();
  const outcomeOf = (text: string) => {
    try {
      return { read: parseJson(text, 'The text') };
    } catch (error) {
      return { refused: error instanceof Refusal ? error.code : error };
    }
  };
  fc.assert(
    fc.property(text, (text) => {
      const faults = faultsOf(text);
      const { read, refused } = outcomeOf(text);
      seen.add(refused);
      if (faults.length > 0) expect(faults).toContain(refused);
      else expect({ read, refused }).toEqual({ read: JSON.parse(text), refused: undefined });
    }),
    { numRuns: 3000 },
  );
  expect([...seen].sort()).toEqual(['BAD_REQUEST', 'LIMIT_EXCEEDED', undefined]);
});

const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^\s[\]{}:,"]+/gs;

/** The codes of all for which a text is to be refused. */
function faultsOf(text: string): string[] {
  try {
    JSON.parse(text);
  } catch {
    return ['BAD_REQUEST'];
  }
  const faults: string[] = [];
  const tokens = text.match(TOKEN) ?? [];
  const keyBefore = (index: number) => (tokens[index - 1] === ':' ? JSON.parse(tokens[index - 2] ?? '') : null);
  const open: { readonly name: string | null; readonly keys: Set<string> }[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token === '[' || token === '{') open.push({ name: keyBefore(index), keys: new Set() });
    if (token === ']' || token === '}') open.pop();
    if (open.length > 64) faults.push('LIMIT_EXCEEDED');
    if (token !== ':') continue;
    const { name, keys } = open.at(-1) ?? { name: null, keys: new Set() };
    const key = keyBefore(index + 1);
    const isPrototype = key === '__proto__' || (key === 'prototype' && name === 'constructor');
    if (isPrototype || keys.has(key)) faults.push('BAD_REQUEST');
    keys.add(key);
  }
  return faults;
}
