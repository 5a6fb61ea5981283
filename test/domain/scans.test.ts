/** How much work a filter is for each row that it looks at. */
import { expect, test } from 'vitest';
import { EVERYTHING, type Filter } from '../../src/domain/query.js';
import { filterWork } from '../../src/domain/scans.js';
import { parseFilter } from '../../src/rest/filter/filter-parser.js';

const many = (count: number, filter: Filter): Filter => ({
  op: 'or',
  filters: Array.from({ length: count }, () => filter),
});

test.each<[filter: Filter, work: number]>([
  [EVERYTHING, 1],
  [{ op: 'or', filters: [] }, 1],
  [many(99, parseFilter("contains(displayName,'a')")), 99],
  [{ op: 'not', filter: many(3, parseFilter("endswith(helpUrl,'a')")) }, 24],
  [parseFilter("contains(displayName,'a') and contains(helpUrl,'b')"), 9],
  [parseFilter("tolower(helpUrl) in ('a','b')"), 8],
  [parseFilter("helpUrl in ('a','b') or helpUrl gt 'c' or startswith(helpUrl,'d')"), 3],
  [parseFilter("trim(displayName) eq 'a'"), 3],
  [parseFilter('length(concat(helpUrl,displayName)) gt 7'), 40],
])('%j', (filter, work) => {
  expect(filterWork(filter)).toBe(work);
});
