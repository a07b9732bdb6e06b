import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { ArrayRows } from '../../adapters/postgres/rows/array-rows.ts';
import { jsonRows } from '../../adapters/postgres/rows/json-rows.ts';
import type { RowTransport } from '../../adapters/postgres/rows/row-transport.ts';
import { type PostgresServer, startPostgresServer } from '../support/postgres-server.ts';

const columns = {
  id: 'uuid',
  text: 'text',
  json: 'json',
  at: 'timestamptz',
  int: 'int',
  bigint: 'bigint',
  boolean: 'boolean',
  list: 'int[]',
};
const id = '01a21b8c-765e-708c-9a19-f4b89a099211';
const whole = {
  id,
  text: 'Élodie "la" \\grande, {太郎} 🎉\n',
  json: { deep: [null, { a: 'É\u0001' }], number: -1.5e-7 },
  at: new Date('2026-01-05T10:00:00.123Z'),
  int: 42,
  bigint: 7,
  boolean: true,
  list: [1, -2, 2_147_483_647],
};
const empty = Object.fromEntries(Object.keys(columns).map((column) => [column, null]));
const arrays = new ArrayRows();
let server: PostgresServer;
let client: Client;

beforeAll(async () => {
  server = await startPostgresServer();
  client = new Client(server.url);
  await client.connect();
  await client.query(`set timezone = 'UTC'`);
}, 60_000);
afterAll(async () => {
  await client.end();
  await server.stop();
});

test.each([
  ['no row', []],
  ['a row', [whole]],
  ['a row of nothing, with columns that are not there', [empty, {}]],
  ['an empty text, list and object', [{ ...whole, text: '', list: [], json: {} }]],
  ['instants from the first year to the last', instants()],
  ['the least and the largest numbers', numbers()],
  ['texts of all lengths, more than a buffer has room for', texts()],
])('%s arrives as the same row in JSON does', async (_, rows) => {
  const arrived = await through(arrays, rows);

  expect(arrived).toEqual(await through(jsonRows, rows));
  expect(arrived).toHaveLength(rows.length);
});

test('lists that travel together keep apart', async () => {
  const [texts, numbers] = [{ text: 'text' }, { int: 'int' }];
  const { values } = arrays.parameters([
    { columns: texts, rows: [{ text: 'a' }, { text: 'b' }] },
    { columns: numbers, rows: [{ int: 1 }] },
  ]);

  const { rows } = await client.query(
    `select (select string_agg(r.text, '+') from ${arrays.source(texts, 1)}) as texts,
       (select sum(r.int)::int from ${arrays.source(numbers, 2)}) as sum`,
    values,
  );

  expect(rows).toEqual([{ texts: 'a+b', sum: 1 }]);
});

test('parameters stay as they are until they were sent, and their memory is used again then', () => {
  const parametersOf = (text: string) => {
    const { values, release } = arrays.parameters([
      { columns: { text: 'text' }, rows: [{ text }] },
    ]);
    return { bytes: values[0] as Buffer, release };
  };
  const first = parametersOf('first');
  const second = parametersOf('second');
  const held = second.bytes.buffer;

  expect(first.bytes.toString()).toContain('first');
  expect(second.bytes.toString()).toContain('second');
  second.release();
  const third = parametersOf('third');
  expect(third.bytes.buffer).toBe(held);
  expect(first.bytes.toString()).toContain('first');
  second.release();
  expect(parametersOf('fourth').bytes.buffer).not.toBe(held);
});

test('memory that grew large is not kept', () => {
  const large = arrays.parameters([], [new Uint8Array(5 * 1024 * 1024)]);
  const [bytes] = large.values as [Buffer];
  large.release();

  const [next] = arrays.parameters([], [new Uint8Array(1)]).values as [Buffer];

  expect(bytes).toHaveLength(5 * 1024 * 1024);
  expect(next.buffer).not.toBe(bytes.buffer);
});

test.each([
  ['int', 2 ** 31, 'out of range'],
  ['uuid', 'no-uuid', 'no-uuid is no UUID.'],
  ['uuid', id.replace('9', 'g'), 'is no UUID.'],
  ['timestamptz', new Date(Number.NaN), 'cannot be converted to a BigInt'],
])(
  'a value that is no %s is refused, and the next rows are not harmed: %s',
  async (type, value, why) => {
    const refused = () => arrays.parameters([{ columns: { value: type }, rows: [{ value }] }]);

    expect(refused).toThrow(why);
    expect(await through(arrays, [whole])).toEqual(await through(jsonRows, [whole]));
  },
);

test('a column of a type that nobody wrote down is refused', () => {
  const unknown = () => arrays.parameters([{ columns: { a: 'point' }, rows: [] }]);

  expect(unknown).toThrow('Rows cannot have a column of type point.');
});

/** The rows as the database has them, as text. */
async function through(transport: RowTransport, rows: readonly object[]): Promise<unknown[]> {
  const read = Object.keys(columns).map((column) => `r."${column}"::text`);
  const result = await client.query({
    text: `select ${read.join(', ')} from ${transport.source(columns, 1)}`,
    values: transport.parameters([{ columns, rows }]).values,
    rowMode: 'array',
  });
  return result.rows;
}

function instants() {
  const told = [
    '0001-01-01T00:00:00.000Z',
    '1714-07-28T00:12:25.259Z',
    '1969-12-31T23:59:59.999Z',
    '1999-12-31T23:59:59.999Z',
  ];
  const more = [
    '2000-01-01T00:00:00.000Z',
    '2285-06-04T23:47:34.740Z',
    '2285-06-04T23:47:34.741Z',
    '9999-12-31T23:59:59.999Z',
  ];
  return [...told, ...more].map((at) => ({ ...whole, at: new Date(at) }));
}

function numbers() {
  const least = { ...whole, int: -(2 ** 31), bigint: Number.MIN_SAFE_INTEGER, boolean: false };
  return [least, { ...whole, int: 2 ** 31 - 1, bigint: Number.MAX_SAFE_INTEGER }];
}

function texts() {
  return Array.from({ length: 300 }, (_, i) => ({ ...whole, text: '太é'.repeat(i * 3) }));
}
