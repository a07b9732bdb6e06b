import { expect, test } from '@jest/globals';
import { IngestStatements } from '../../adapters/postgres/ingest/ingest-statements.ts';
import { LoadedState } from '../../adapters/postgres/ingest/loaded-state.ts';
import { PostgresUnitOfWork } from '../../adapters/postgres/ingest/postgres-unit-of-work.ts';
import { jsonRows } from '../../adapters/postgres/rows/json-rows.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import { changing } from '../support/a-change.ts';
import { anEntry } from '../support/a-store-row.ts';

const acme = organizationId('acme');

/** A unit whose commit ends when a test wants, and what was announced meanwhile. */
function aUnit() {
  const durable = Promise.withResolvers<void>();
  const announced: [string, number[]][] = [];
  const transaction = { finish: () => durable.promise, abandon: async () => undefined };
  const unit = new PostgresUnitOfWork(
    transaction,
    new Map([[acme, 7]]),
    new LoadedState(undefined),
    new IngestStatements(jsonRows),
    (grown) => {
      for (const [id, { entries }] of grown) announced.push([id, entries.map(({ seq }) => seq)]);
    },
  );
  const commit = () => unit.commit(changing([[acme, { entries: [anEntry('a'), anEntry('b')] }]]));
  return { durable, announced, commit };
}

test('what a commit appends is announced once the database says that it is durable', async () => {
  const { durable, announced, commit } = aUnit();

  const committed = commit();
  await new Promise(setImmediate);
  const before = [...announced];
  durable.resolve();
  await committed;

  expect(before).toEqual([]);
  expect(announced).toEqual([['acme', [8, 9]]]);
});

test('what a commit that fails would have appended is not announced', async () => {
  const { durable, announced, commit } = aUnit();

  durable.reject(new Error('refused'));

  await expect(commit()).rejects.toThrow('refused');
  expect(announced).toEqual([]);
});
