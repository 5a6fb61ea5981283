/** Proves that a cursor of the change log decodes to its position, for its own tenant only. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeChangeCursor, encodeChangeCursor } from '../../src/feed/change-cursor.js';

const position = fc.integer({ min: 0, max: 2 ** 40 });

test('a cursor leads back to its position', () => {
  fc.assert(
    fc.property(fc.uuid(), position, (tenant, at) => {
      expect(decodeChangeCursor(tenant, encodeChangeCursor(tenant, at))).toBe(at);
    }),
  );
});

test('a cursor of another tenant leads nowhere', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), position, (tenant, other, at) => {
      fc.pre(tenant !== other);
      expect(decodeChangeCursor(other, encodeChangeCursor(tenant, at))).toBeNull();
    }),
  );
});

test('any other text leads nowhere', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.string(), (tenant, text) => {
      expect(decodeChangeCursor(tenant, text)).toBeNull();
    }),
  );
});
