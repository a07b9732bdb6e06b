import { expect, test } from '@jest/globals';
import type { ConnectionStatus } from '../../../src/domain/connection-status.ts';
import type { LogEntryType } from '../../../src/domain/log-entry.ts';
import { ReadSubjects } from '../../../src/use-cases/realtime/read-subjects.ts';
import { keep } from '../../support/a-change.ts';
import { aMemoryWorld } from '../../support/a-memory-world.ts';
import {
  aNote,
  anEntry,
  aProspect,
  aScheduledEventAt,
  booking,
} from '../../support/a-store-row.ts';

const mebibyte = 1024 * 1024;

/** An organization with a prospect, a meeting, a note and a connection, and what reads them for its log. */
async function aStore() {
  const world = aMemoryWorld();
  const acme = world.organization();
  const ada = aProspect();
  const [meeting, note] = [aScheduledEventAt(ada.id, null), aNote(ada.id, booking('1'))];
  await keep(world.ingest, acme, { prospects: [ada], scheduledEvents: [meeting], notes: [note] });
  const connection = { id: 'connection', state: 'connected' } as ConnectionStatus;
  const readStatus = {
    ofConnections: async (_of: unknown, ids: readonly string[]) =>
      ids.includes(connection.id) ? [connection] : [],
  };
  const read = (...about: [LogEntryType, string][]) =>
    new ReadSubjects({ prospects: world.prospects, readStatus }).execute(
      acme,
      about.map(([type, id], at) => ({ ...anEntry(id, { type }), seq: at + 1 })),
      mebibyte,
    );
  return { ada, meeting, note, connection, read };
}

test('each entry’s subject is read from where its kind is kept, once', async () => {
  const { ada, meeting, note, connection, read } = await aStore();

  const { found, unread } = await read(
    ['prospect.created', ada.id],
    ['prospect.updated', ada.id],
    ['scheduled_event.created', meeting.id],
    ['note.added', note.id],
    ['connection.changed', connection.id],
  );

  expect([...found]).toStrictEqual([
    [ada.id, { kind: 'prospect', prospect: { ...ada, nextScheduledEventAt: null } }],
    [meeting.id, { kind: 'scheduled_event', scheduledEvent: meeting }],
    [note.id, { kind: 'note', note }],
    [connection.id, { kind: 'connection', connection }],
  ]);
  expect(unread).toEqual(new Set());
});

test('an id is looked for among its own kind only', async () => {
  const { ada, meeting, note, connection, read } = await aStore();

  const { found } = await read(
    ['note.added', ada.id],
    ['prospect.updated', meeting.id],
    ['connection.changed', note.id],
    ['scheduled_event.updated', connection.id],
  );

  expect([...found]).toEqual([]);
});
