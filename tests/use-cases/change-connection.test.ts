import { describe, expect, test } from '@jest/globals';
import type { Connection } from '../../src/domain/connection.ts';
import { StreamBusy } from '../../src/domain/errors.ts';
import { aConnectedLine, type ConnectingLine } from '../support/a-connecting-line.ts';

describe('a change of a connection', () => {
  test('is told with what changed, and with nothing of what it changed to', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();

    const [after, entries] = await told(line, () =>
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

  test('that is none is not told', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();
    const { problems, state, tokenExpiresAt } = connection;

    const [, entries] = await told(line, () =>
      line.here.change.execute(connection, {
        problems: [...problems],
        state: state === 'disconnected' ? 'connected' : state,
        tokenExpiresAt,
      }),
    );

    expect(entries).toEqual([]);
  });

  test('that is only a look is kept, and not told', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();
    const checkedAt = new Date(line.clock.now().getTime() + 60_000);
    const subscription = connection.subscription && { ...connection.subscription, checkedAt };

    const [, entries] = await told(line, () =>
      line.here.change.execute(connection, { subscription }),
    );

    expect(entries).toEqual([]);
    expect((await line.connection()).subscription?.checkedAt).toEqual(checkedAt);
  });

  test('comes too late for one that was disconnected', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();
    await line.connections.disconnect(line.acme, connection.id);

    const [after, entries] = await told(line, () =>
      line.here.change.execute(connection, { state: 'reconnect_required' }),
    );

    expect([after, entries]).toEqual([null, []]);
    expect((await line.connection()).state).toBe('disconnected');
  });

  test('stands though nobody can be told', async () => {
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

/** What came of it, and what the organization's browsers were told of it. */
async function told(line: ConnectingLine, work: () => Promise<Connection | null>) {
  const before = (await line.world.log.read(line.acme, 0, 100)).entries.length;
  const answer = await work();
  return [answer, (await line.world.log.read(line.acme, before, 100)).entries] as const;
}
