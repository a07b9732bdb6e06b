import { describe, expect, test } from '@jest/globals';
import {
  CalendlyForbidden,
  CalendlyRateLimited,
  ProviderError,
  StoreUnavailable,
} from '../../src/domain/errors.ts';
import { SyncHistory } from '../../src/use-cases/sync-history.ts';
import { aFact } from '../support/a-fact.ts';
import { aLineToCalendly, aListedMeeting } from '../support/a-line-to-calendly.ts';

type Line = Awaited<ReturnType<typeof aLineToCalendly>>;

describe('a back-fill', () => {
  test('brings in all meetings of the last 90 days and of the future, and says how far it is', async () => {
    const line = await aLineToCalendly();
    list(line, 45);
    line.calendly.meetings.push(aListedMeeting(line.user.uri, 'ancient', -91));
    line.calendly.pageSize = 20;

    const started = await line.sync.start(line.acme);
    await line.sync.work();

    const done = await line.parts.syncs.get(line.acme, started.id);
    expect(started).toMatchObject({ state: 'running', percent: 0, to: null });
    expect(done).toMatchObject({
      state: 'done',
      eventsSeen: 45,
      inviteesSeen: 45,
      created: 45,
      updated: 0,
      percent: 100,
      finishedAt: line.clock.now(),
      error: null,
    });
    expect(await held(line)).toBe(45);
    expect(new Set(line.words.map(({ subjectId }) => subjectId))).toEqual(new Set([started.id]));
  });

  test('changes nothing when it runs again', async () => {
    const line = await aLineToCalendly();
    list(line, 5);
    await line.sync.start(line.acme);
    await line.sync.work();
    const before = (await line.world.log.read(line.acme, 0, 100)).entries.length;

    const again = await line.sync.start(line.acme);
    await line.sync.work();

    expect(await line.parts.syncs.get(line.acme, again.id)).toMatchObject({
      state: 'done',
      eventsSeen: 5,
      created: 0,
      updated: 0,
    });
    expect((await line.world.log.read(line.acme, 0, 100)).entries).toHaveLength(before);
  });

  test('goes on where it was cut, and repeats few calls', async () => {
    const line = await aLineToCalendly();
    list(line, 60);
    const { id } = await line.sync.start(line.acme);
    const { apply } = line.parts;
    let applied = 0;
    const dying = new SyncHistory({
      ...line.parts,
      apply: {
        execute: (...given: Parameters<typeof apply.execute>) => {
          applied += 1;
          // The process dies: nothing of it is heard again.
          if (applied === 3) throw new StoreUnavailable('dead');
          return apply.execute(...given);
        },
      } as typeof apply,
    });
    await expect(dying.work()).rejects.toThrow('dead');
    await line.sync.work();
    const soon = await line.parts.syncs.get(line.acme, id);

    line.clock.advance(60);
    await line.sync.work();

    expect(soon).toMatchObject({ state: 'running', eventsSeen: 40 });
    expect(await line.parts.syncs.get(line.acme, id)).toMatchObject({
      state: 'done',
      eventsSeen: 60,
    });
    expect(line.calendly.count('invitees')).toBe(80);
    expect(await held(line)).toBe(60);
  });

  test('waits where Calendly takes no more calls, and goes on then', async () => {
    const line = await aLineToCalendly();
    list(line, 3);
    const { id } = await line.sync.start(line.acme);
    line.calendly.refuse('invitees', new CalendlyRateLimited(42));
    await line.sync.work();
    const waiting = await line.parts.syncs.get(line.acme, id);

    line.clock.advance(42);
    await line.sync.work();

    const resumesAt = new Date(line.world.now.getTime() + 42_000);
    expect(waiting).toMatchObject({ state: 'waiting', resumesAt, error: null });
    expect(await line.parts.syncs.get(line.acme, id)).toMatchObject({
      state: 'done',
      created: 3,
      resumesAt: null,
    });
  });

  test('tries again what Calendly did not answer, and gives up with words', async () => {
    const line = await aLineToCalendly();
    list(line, 1);
    const { id } = await line.sync.start(line.acme);
    line.calendly.refuse('meetings', new ProviderError('Calendly did not answer in time.'), 99);

    for (let i = 0; i < 8; i += 1) {
      await line.sync.work();
      line.clock.advance(120);
    }

    expect(await line.parts.syncs.get(line.acme, id)).toMatchObject({
      state: 'failed',
      error: 'Calendly did not answer in time.',
    });
    expect(line.calendly.count('meetings')).toBe(6);
  });

  test('fails at once, with words, where waiting cannot help', async () => {
    const line = await aLineToCalendly();
    const { id } = await line.sync.start(line.acme);
    line.calendly.refuse('meetings', new CalendlyForbidden('scope', 'A scope is missing.'));

    await line.sync.work();

    expect(await line.parts.syncs.get(line.acme, id)).toMatchObject({
      state: 'failed',
      error: 'A scope is missing.',
    });
  });

  test('says that nobody is connected', async () => {
    const line = await aLineToCalendly();
    await line.parts.connections.disconnect(line.acme, line.connection.id);
    const { id } = await line.sync.start(line.acme);

    await line.sync.work();

    expect(await line.parts.syncs.get(line.acme, id)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('Connect one') as unknown,
    });
  });

  test('of an organization is one at a time', async () => {
    const line = await aLineToCalendly();

    const [first, second] = [
      await line.sync.start(line.acme),
      await line.sync.start(line.acme, { from: new Date(0), to: null }),
    ];

    expect(second).toEqual(first);
  });

  test('keeps what webhooks told meanwhile', async () => {
    const line = await aLineToCalendly();
    const booked = aListedMeeting(line.user.uri, 'ada', 1);
    line.calendly.meetings.push(booked);
    const canceled = aFact('canceled', {
      of: 'ada',
      at: '2026-01-03T09:00:00Z',
      cancellation: { by: 'Ada', byType: 'invitee', reason: null, at: null },
    });
    await line.parts.apply.execute(line.acme, [{ fact: canceled, digest: 'f'.repeat(64) }]);

    await line.sync.start(line.acme);
    await line.sync.work();

    const page = await line.world.scheduledEvents.list(line.acme, everything);
    expect(page.items).toMatchObject([{ cancellation: { by: 'Ada' } }]);
  });
});

const everything = { from: null, to: null, status: null, limit: 100, cursor: null };

function list(line: Line, meetings: number): void {
  for (let i = 0; i < meetings; i += 1) {
    line.calendly.meetings.push(aListedMeeting(line.user.uri, `guest${i}`, i - 10));
  }
}

async function held(line: Line): Promise<number> {
  return (await line.world.scheduledEvents.list(line.acme, everything)).items.length;
}
