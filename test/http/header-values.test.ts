/** Proves that all values of a repeated header are read. */
import { expect, test } from 'vitest';
import { headerValues } from '../../src/http/header-values.js';

const RAW = ['Host', 'one', 'X-Host', 'host', 'AUTHORIZATION', 'Bearer a', 'host', 'two', 'authorization', ''];

test.each([
  ['host', ['one', 'two']],
  ['authorization', ['Bearer a', '']],
  ['x-host', ['host']],
  ['cookie', []],
  ['one', []],
])('the values of %s are found in any letter case', (name, values) => {
  expect(headerValues({ rawHeaders: RAW }, name)).toEqual(values);
});
