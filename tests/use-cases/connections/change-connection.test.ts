import { describe, expect, test } from '@jest/globals';
import type { Connection } from '../../../src/domain/connection.ts';
import { StreamBusy } from '../../../src/domain/errors.ts';
import { aConnectedLine, type ConnectingLine } from '../../support/a-connecting-line.ts';

describe('a change of a connection', () => {
  test('is announced with the names of the changed fields, and without their values', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();

    const [after, entries] = await withEntries(line, () =>
      line.here.change.execute(connection, {
        state: 'reconnect_required',
        scope: connection.scope,
        problems: ['provider_error'],
      }),
    );

    expect(after).toMatchObject({ state: 'reconnect_required', problems: ['provider_error'] });
    expect(await line.connection()).toEqual(after);
    expect(entries).toEqual([
      expect.objectContaining({
        type: 'connection.changed',
        subjectId: connection.id,
        changed: ['state', 'problems'],
        occurredAt: line.clock.now(),
      }),
    ]);
  });

  test('that changes nothing is not announced', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();
    const { problems, state, tokenExpiresAt } = connection;

    const [, entries] = await withEntries(line, () =>
      line.here.change.execute(connection, {
        problems: [...problems],
        state: state === 'disconnected' ? 'connected' : state,
        tokenExpiresAt,
      }),
    );

    expect(entries).toEqual([]);
  });

  test('that is only a look is kept, and not announced', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();
    const checkedAt = new Date(line.clock.now().getTime() + 60_000);
    const subscription = connection.subscription && { ...connection.subscription, checkedAt };

    const [, entries] = await withEntries(line, () =>
      line.here.change.execute(connection, { subscription }),
    );

    expect(entries).toEqual([]);
    expect((await line.connection()).subscription?.checkedAt).toEqual(checkedAt);
  });

  test('comes too late for one that was disconnected', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();
    await line.connections.disconnect(line.acme, connection.id);

    const [after, entries] = await withEntries(line, () =>
      line.here.change.execute(connection, { state: 'reconnect_required' }),
    );

    expect([after, entries]).toEqual([null, []]);
    expect((await line.connection()).state).toBe('disconnected');
  });

  test('stands though telling it fails at the last moment, and the log says why', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();
    const load = line.world.ingest.load.bind(line.world.ingest);
    line.world.ingest.load = async (touched) =>
      Object.assign(await load(touched), {
        commit: async () => {
          throw new StreamBusy('held by others');
        },
      });

    await line.here.change.execute(connection, { state: 'reconnect_required' });

    expect(await line.connection()).toMatchObject({ state: 'reconnect_required' });
    expect(line.logger.lines).toContainEqual({
      level: 'warn',
      message: 'A change of a connection was not announced',
      fields: { organizationId: line.acme, reason: 'held by others' },
    });
  });

  test('stays though it cannot be announced', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();
    line.world.ingest.load = async () => {
      throw new StreamBusy('Held by another writer.');
    };

    const after = await line.another().change.execute(connection, { problems: ['provider_error'] });

    expect(after?.problems).toEqual(['provider_error']);
    expect(await line.connection()).toEqual(after);
    expect(line.logger.messages('warn')).toEqual(['A change of a connection was not announced']);
  });
});

/** Returns the answer of the work, and the entries that it announced. */
async function withEntries(line: ConnectingLine, work: () => Promise<Connection | null>) {
  const before = (await line.world.log.read(line.acme, 0, 100)).entries.length;
  const answer = await work();
  return [answer, (await line.world.log.read(line.acme, before, 100)).entries] as const;
}
