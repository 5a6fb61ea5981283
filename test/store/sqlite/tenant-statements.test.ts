/** No statement on tenants' rows can be written without its tenant, or run for another. */
import Database from 'better-sqlite3';
import { CompiledQuery } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { TenantStatements } from '../../../src/store/sqlite/tenant-statements.js';

describe('a statement that names no tenant', () => {
  test.each([
    ['reads every row', 'SELECT * FROM note'],
    ['reads by the id alone', 'SELECT * FROM note WHERE id = @id'],
    ['compares the tenant with itself', 'SELECT * FROM note WHERE tenant_id = tenant_id'],
    ['excludes the tenant', 'SELECT * FROM note WHERE tenant_id <> @tenant_id'],
    ['has a tenant written into it', "SELECT * FROM note WHERE tenant_id = 'a'"],
    ['deletes every row', 'DELETE FROM note'],
    ['inserts under a fixed tenant', "INSERT INTO note VALUES ('a', @tenant_id)"],
  ])('is refused if it %s', (_, text) => {
    const statements = open();
    expect(() => statements.prepare(text)).toThrow('names no tenant');
    expect(() => statements.all(CompiledQuery.raw(text))).toThrow('names no tenant');
  });
});

describe('a statement that names its tenant', () => {
  test('reads and writes the rows of that tenant alone', () => {
    const statements = open();
    const find = statements.prepare('SELECT text FROM note WHERE tenant_id = @tenant_id');
    expect(find.get('a')).toEqual(['of a']);
    expect(find.get('b')).toEqual(['of b']);
    expect(find.get('c')).toBeUndefined();
    expect(statements.prepare('DELETE FROM note WHERE tenant_id = @tenant_id').run('a')).toBe(1);
    expect([find.get('a'), find.get('b')]).toEqual([undefined, ['of b']]);
    const query = CompiledQuery.raw('SELECT text FROM note WHERE "tenant_id" = ?', ['b']);
    expect(statements.all(query)).toEqual([['of b']]);
  });

  test('takes the tenant from its own argument and not from the values', () => {
    const statements = open();
    const find = statements.prepare('SELECT text FROM note WHERE text >= ? AND tenant_id = @tenant_id');
    expect(find.all('a', 'b')).toEqual([['of a']]);
    expect(() => find.all('a', 'b', 'b')).toThrow('Too many');
    expect(() => find.all('a', 'b', { tenant_id: 'b' } as never)).toThrow('named parameters in two different objects');
    const byPlace = 'SELECT text FROM note WHERE tenant_id = ?';
    expect(() => statements.prepare(byPlace)).toThrow('names no tenant');
    const later = 'SELECT text FROM note WHERE text >= ? AND tenant_id = ?';
    expect(() => statements.all(CompiledQuery.raw(later, ['b', 'a']))).toThrow('names no tenant');
  });
});

function open(): TenantStatements {
  const database = new Database(':memory:');
  onTestFinished(() => void database.close());
  database.exec("CREATE TABLE note (tenant_id TEXT, text TEXT); INSERT INTO note VALUES ('a', 'of a'), ('b', 'of b')");
  return new TenantStatements(database);
}
