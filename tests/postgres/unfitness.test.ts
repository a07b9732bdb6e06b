import { describe, expect, test } from '@jest/globals';
import type { ServerFacts } from '../../adapters/postgres/fitness/server-facts.ts';
import { type ServerNeeds, unfitness } from '../../adapters/postgres/fitness/unfitness.ts';

const fit: ServerFacts = {
  version: 18,
  database: 'crm',
  role: 'app',
  encoding: 'UTF8',
  isStandby: false,
  isReadOnly: false,
  fsync: 'on',
  synchronousCommit: 'on',
  replicationRole: 'origin',
  schema: 'public',
  searchPath: 'public',
  mayCreate: true,
  trigrams: 'installed',
  serverConnections: 97,
  roleConnections: 1_000_000,
  databaseConnections: 1_000_000,
  closedFunctions: [],
  tables: ['installation'],
  closedTables: [],
  foreignTables: [],
};
const needs: ServerNeeds = {
  mustBeDurable: true,
  connections: 13,
  migrations: ['First', 'Second'],
  migrated: ['First'],
};

describe('a server', () => {
  test.each([15, 16, 17, 18])('of version %i fits', (version) => {
    expect(unfitness({ ...fit, version }, needs)).toEqual([]);
  });

  test.each<[string, Partial<ServerFacts>, RegExp]>([
    ['too old', { version: 14 }, /PostgreSQL 14\. Use PostgreSQL 15 to 18/],
    ['too new', { version: 19 }, /PostgreSQL 19\. Use PostgreSQL 15 to 18/],
    ['of no version', { version: Number.NaN }, /Use PostgreSQL 15 to 18/],
    ['a standby', { isStandby: true, isReadOnly: true }, /standby.*Name the primary/],
    ['read-only', { isReadOnly: true }, /RESET default_transaction_read_only/],
    ['a replica by its role', { replicationRole: 'replica' }, /ALTER ROLE app RESET/],
    ['without fsync', { fsync: 'off' }, /Set fsync = on/],
    ['that does not wait', { synchronousCommit: 'off' }, /Set synchronous_commit = on/],
    ['of one-byte letters', { encoding: 'LATIN1' }, /createdb --encoding=UTF8/],
    ['of any bytes', { encoding: 'SQL_ASCII' }, /createdb --encoding=UTF8/],
    ['without trigrams', { trigrams: 'missing' }, /postgresql-contrib/],
    ['that keeps trigrams', { trigrams: 'forbidden' }, /CREATE EXTENSION pg_trgm/],
    ['without a schema', { schema: null, mayCreate: false }, /CREATE SCHEMA IF NOT EXISTS public/],
    ['with a closed schema', { mayCreate: false }, /GRANT USAGE, CREATE ON SCHEMA public TO app/],
    ['with closed tables', { closedTables: ['notes'] }, /tables notes\. GRANT SELECT/],
    ['with tables of others', { foreignTables: ['notes'] }, /notes belong to another role/],
    ['with tables that are gone', { tables: [] }, /tables are not in the schema public/],
    ['without locks', { closedFunctions: ['pg_notify(text, text)'] }, /may not call pg_notify/],
    ['with few places', { serverConnections: 12 }, /Raise max_connections/],
    ['for few of the role', { roleConnections: 12 }, /ALTER ROLE app CONNECTION LIMIT -1/],
    ['for few of the database', { databaseConnections: 0 }, /ALTER DATABASE crm CONNECTION/],
  ])('%s is refused with what to do', (_, facts, words) => {
    const problems = unfitness({ ...fit, ...facts }, needs);

    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(words);
  });

  test('is refused with everything that is wrong at once', () => {
    const facts = { encoding: 'LATIN1', mayCreate: false, roleConnections: 1 };

    expect(unfitness({ ...fit, ...facts }, needs)).toHaveLength(3);
  });

  test('whose tables are up to date need not let the role make any', () => {
    const facts = { mayCreate: false, foreignTables: ['notes'] };

    expect(unfitness({ ...fit, ...facts }, { ...needs, migrated: ['First', 'Second'] })).toEqual(
      [],
    );
  });

  test('that a newer version has used is refused', () => {
    const [problem] = unfitness(fit, { ...needs, migrated: ['First', 'Second', 'Third'] });

    expect(problem).toMatch(/newer version of this program \(Third\)/);
  });

  test('may be fast and forgetful where nothing must last', () => {
    const facts = { fsync: 'off', synchronousCommit: 'off' };

    expect(unfitness({ ...fit, ...facts }, { ...needs, mustBeDurable: false })).toEqual([]);
  });

  test('gets names as SQL takes them', () => {
    const [problem] = unfitness({ ...fit, role: 'My "App"', roleConnections: 1 }, needs);

    expect(problem).toContain('ALTER ROLE "My ""App"""');
  });
});
