import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import { Database } from '../../adapters/postgres/database/database.ts';
import { DatabaseUnfit } from '../../adapters/postgres/fitness/database-unfit.ts';
import { tableNames } from '../../adapters/postgres/fitness/server-facts.ts';
import { bounds } from '../../src/domain/bounds.ts';
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts';

jest.setTimeout(60_000);
let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgresServer();
});
afterAll(() => server.stop());

describe('a database is refused in words', () => {
  test.each([
    ['LATIN1', ["encoding 'LATIN1' template template0"], /encoding LATIN1.*--encoding=UTF8/],
    ['SQL_ASCII', ["encoding 'SQL_ASCII' template template0"], /encoding SQL_ASCII/],
    ['read-only', ['', 'alter database DB set default_transaction_read_only = on'], /read-only/],
    ['without a schema', ['', 'drop schema public'], /CREATE SCHEMA IF NOT EXISTS public/],
  ])('when it is %s', async (_, [options, ...statements], words) => {
    const place = await aPlace({ options: options ?? '', statements });

    await expect(Database.open(place)).rejects.toThrow(words);
  });

  test('when the role has no right on the schema, as is usual since PostgreSQL 15', async () => {
    const place = await aPlace({ role: true });

    const opening = Database.open(place);

    await expect(opening).rejects.toBeInstanceOf(DatabaseUnfit);
    await expect(opening).rejects.toThrow(/GRANT USAGE, CREATE ON SCHEMA public TO role_/);
    await expect(opening).rejects.toThrow(/CREATE EXTENSION pg_trgm/);
  });

  test('when its tables belong to another role', async () => {
    const { url } = await aPlace({});
    await (await Database.open({ url, dataDir: '' })).close();
    const place = await aPlace({ role: true, database: new URL(url).pathname.slice(1) });

    await expect(Database.open(place)).rejects.toThrow(
      /may not read and write the tables audit, audit_reasons, comp/,
    );
  });

  test.each([
    ['the role', 'alter role ROLE connection limit 12'],
    ['the database', 'alter database DB connection limit 12'],
  ])('when %s is limited to fewer connections than a process takes', async (whose, statement) => {
    const place = await aPlace({
      role: true,
      statements: ['alter database DB owner to ROLE', statement],
    });

    await expect(Database.open(place)).rejects.toThrow(`${whose} allows 12 connections`);
  });

  test('when its checks are switched off for the role', async () => {
    const statements = [
      'alter database DB owner to ROLE',
      'alter role ROLE set session_replication_role = replica',
    ];
    const place = await aPlace({ role: true, statements });

    await expect(Database.open(place)).rejects.toThrow(/RESET session_replication_role/);
  });

  test('when a newer version has used it', async () => {
    const place = await aPlace({});
    const newer = await Database.open(place);
    await newer.query(`insert into mikro_orm_migrations (name, executed_at) values ('M9', now())`);
    await newer.close();

    await expect(Database.open(place)).rejects.toThrow(/newer version of this program \(M9\)/);
  });

  test.each([
    ['its name is wrong', (url: URL) => (url.pathname = '/nowhere'), /Create the database/],
    [
      'the user is wrong',
      (url: URL) => (url.username = 'nobody'),
      /Check the user, and that pg_hba/,
    ],
    ['the host is wrong', (url: URL) => (url.hostname = 'nowhere.invalid'), /name of the host/],
    ['the port is wrong', (url: URL) => (url.port = '1'), /the host and the port\./],
  ])('when %s', async (_, spoil, words) => {
    const url = new URL(server.url);
    spoil(url);

    await expect(Database.open({ url: url.href, dataDir: '' })).rejects.toThrow(words);
  });
});

describe('a database is opened', () => {
  test('in whatever session the database and the role give', async () => {
    const statements = [
      "DateStyle = 'German, DMY'",
      "IntervalStyle = 'sql_standard'",
      "TimeZone = 'Asia/Kathmandu'",
      "bytea_output = 'escape'",
      "client_encoding = 'LATIN1'",
      'standard_conforming_strings = off',
      'extra_float_digits = -5',
      'statement_timeout = 1000',
      'transaction_timeout = 2000',
      'idle_session_timeout = 5000',
      "default_transaction_isolation = 'serializable'",
      "search_path = 'nowhere'",
      'row_security = on',
    ].map((setting) => `alter database DB set ${setting}`);
    const database = await Database.open(await aPlace({ statements }));

    try {
      const [row] = await database.query(
        `select '2026-03-29T01:30:00+02:00'::timestamptz::text as instant, '\\xff'::bytea::text as bytes,
           '1 day 2 hours'::interval::text as span, 0.1::float8::text as number, 'é\\' as text,
           current_schema()::text as schema, current_setting('statement_timeout') as statement_timeout,
           current_setting('transaction_isolation') as isolation`,
      );
      expect(row).toEqual({
        instant: '2026-03-28 23:30:00+00',
        bytes: '\\xff',
        span: '1 day 02:00:00',
        number: '0.1',
        text: 'é\\',
        schema: 'public',
        statement_timeout: `${bounds.serverStatement.value}ms`,
        isolation: 'read committed',
      });
    } finally {
      await database.close();
    }
  });

  test('in a schema of the role’s own, and again when its path no longer begins there', async () => {
    const place = await aPlace({
      role: true,
      statements: [
        'grant create on database DB to ROLE',
        'create schema own authorization ROLE',
        'alter role ROLE set search_path = own',
      ],
    });
    await (await Database.open(place)).close();
    await run(
      place.url,
      'create schema other',
      `alter role current_user set search_path = other, own`,
    );
    const database = await Database.open(place);

    try {
      expect(await database.query('select current_schema()::text as schema')).toEqual([
        { schema: 'own' },
      ]);
    } finally {
      await database.close();
    }
  });

  test('where pg_trgm lies in a schema of its own', async () => {
    const statements = ['create schema words', 'create extension pg_trgm schema words'];
    const database = await Database.open(await aPlace({ statements }));

    try {
      expect(await database.query(`select similarity('ada', 'ada')::text as like`)).toEqual([
        { like: '1' },
      ]);
    } finally {
      await database.close();
    }
  });

  test('and its tables are those whose rights are looked at', async () => {
    const database = await Database.open(await aPlace({}));

    try {
      const rows = await database.query<{ name: string }>(
        `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
      );
      expect(rows.map(({ name }) => name)).toEqual([...tableNames]);
    } finally {
      await database.close();
    }
  });
});

interface Wanted {
  /** Of `create database`. */
  options?: string;
  /** Whether a role without any rights is to open it. */
  role?: boolean;
  /** Run in it by a superuser; DB is its name, ROLE that of the role. */
  statements?: string[];
  /** One that there is. */
  database?: string;
}

async function aPlace({ options = '', role = false, statements = [], database }: Wanted) {
  const name = database ?? `db_${randomUUID().replaceAll('-', '')}`;
  const roleName = `role_${randomUUID().replaceAll('-', '')}`;
  if (database === undefined) await run(server.url, `create database ${name} ${options}`);
  if (role) await run(server.url, `create role ${roleName} login`);
  const url = new URL(name, server.url);
  await run(
    url.href,
    ...statements.map((sql) => sql.replaceAll('DB', name).replaceAll('ROLE', roleName)),
  );
  if (role) url.username = roleName;
  return { url: url.href, dataDir: '' };
}

async function run(url: string, ...statements: string[]): Promise<void> {
  const client = new Client(url);
  await client.connect();
  for (const sql of statements) await client.query(sql);
  await client.end();
}
