import { describe, expect, test } from '@jest/globals';
import {
  CalendlyForbidden,
  CalendlyRateLimited,
  ProviderError,
  StoreUnavailable,
} from '../../../src/domain/errors.ts';
import { SyncHistory } from '../../../src/use-cases/history/sync-history.ts';
import { aConnection, sealedFor } from '../../support/a-connection.ts';
import { aFact } from '../../support/a-fact.ts';
import { aLineToCalendly, aListedMeeting } from '../../support/a-line-to-calendly.ts';

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
    expect(new Set(line.messages.map(({ subjectId }) => subjectId))).toEqual(new Set([started.id]));
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
    const { applyFacts } = line.parts;
    let applied = 0;
    const dying = new SyncHistory({
      ...line.parts,
      applyFacts: {
        execute: (...given: Parameters<typeof applyFacts.execute>) => {
          applied += 1;
          // The process dies: it does nothing more.
          if (applied === 3) throw new StoreUnavailable('dead');
          return applyFacts.execute(...given);
        },
      } as typeof applyFacts,
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

  test('reads every account that is connected, each to its end, and counts all of them first', async () => {
    const line = await aLineToCalendly();
    const { user: alan } = await line.addAccount('alan');
    list(line, 30);
    for (let i = 0; i < 30; i += 1) {
      line.calendly.meetings.push(aListedMeeting(alan.uri, `alans${i}`, i - 10));
    }
    line.calendly.pageSize = 10;
    const percents = savedPercents(line);

    const { id } = await line.sync.start(line.acme);
    await line.sync.work();

    expect(await line.parts.syncs.get(line.acme, id)).toMatchObject({ state: 'done', created: 60 });
    expect([...new Set(percents)]).toEqual([0, 16, 33, 50, 66, 83, 99, 100]);
  });

  test('reads no account again that was done before it was cut', async () => {
    const line = await aLineToCalendly();
    await line.addAccount('alan');
    const [first, second] = await line.parts.connections.list(line.acme);
    for (const [i, { user }] of [first, second, second]
      .filter((one) => one !== undefined)
      .entries()) {
      line.calendly.meetings.push(aListedMeeting(user.uri, `guest${i}`, 1));
    }
    const { id } = await line.sync.start(line.acme);
    const { calendlyApi } = line.parts;
    const invitees = calendlyApi.invitees.bind(calendlyApi);
    calendlyApi.invitees = async (token, meeting) => {
      if (!meeting.uri.endsWith('EV-guest0')) throw new CalendlyRateLimited(1);
      return invitees(token, meeting);
    };
    await line.sync.work();
    calendlyApi.invitees = invitees;
    const before = [line.calendly.count('meetings'), line.calendly.count('invitees')];

    line.clock.advance(1);
    await line.sync.work();

    const done = await line.parts.syncs.get(line.acme, id);
    expect(done).toMatchObject({ state: 'done', eventsSeen: 3, created: 3 });
    expect([line.calendly.count('meetings'), line.calendly.count('invitees')]).toEqual([
      (before[0] ?? 0) + 1,
      (before[1] ?? 0) + 2,
    ]);
  });

  test('is at most 99 % until it is done, though more was booked since it was counted', async () => {
    const line = await aLineToCalendly();
    list(line, 20);
    line.calendly.pageSize = 20;
    const percents = savedPercents(line);
    let counted = false;
    const { calendlyApi } = line.parts;
    const meetings = calendlyApi.meetings.bind(calendlyApi);
    calendlyApi.meetings = (token, query) => {
      if (counted && query.pageToken === null) {
        line.calendly.meetings.push(aListedMeeting(line.user.uri, 'late', 30));
      }
      counted = true;
      return meetings(token, query);
    };

    await line.sync.start(line.acme);
    await line.sync.work();

    expect([...new Set(percents)]).toEqual([0, 99, 100]);
  });

  test('begins as nothing, of the last 90 days to the hour, and is told of as it goes on', async () => {
    const line = await aLineToCalendly();
    const inWindow = aListedMeeting(line.user.uri, 'old', -89);
    line.calendly.meetings.push(inWindow, aListedMeeting(line.user.uri, 'older', -90));

    const started = await line.sync.start(line.acme);
    await line.sync.work();

    expect(started).toStrictEqual({
      id: 'id-1',
      organizationId: line.acme,
      state: 'running',
      startedAt: line.clock.now(),
      finishedAt: null,
      from: new Date(line.clock.now().getTime() - 90 * 24 * 3_600_000),
      to: null,
      eventsSeen: 0,
      inviteesSeen: 0,
      created: 0,
      updated: 0,
      percent: 0,
      resumesAt: null,
      error: null,
    });
    const { acme: organizationId } = line;
    for (const message of line.messages) {
      expect(message).toStrictEqual({
        organizationId,
        type: 'sync.progress',
        audience: 'members',
        subjectId: started.id,
      });
    }
    expect(line.messages.length).toBeGreaterThan(2);
    expect(line.parts.logger.lines).toStrictEqual([
      {
        level: 'info',
        message: 'Back-fill is complete',
        fields: { organizationId, eventsSeen: 1, created: 1, updated: 0 },
      },
    ]);
  });

  test('that stumbles says why in the log, in a word', async () => {
    const line = await aLineToCalendly();
    list(line, 1);
    await line.sync.start(line.acme);
    line.calendly.refuse('meetings', new CalendlyRateLimited(1));
    await line.sync.work();
    line.clock.advance(1);
    line.parts.calendlyApi.meetings = () => Promise.reject(new TypeError('A slip.'));
    await line.sync.work();

    expect(line.parts.logger.lines.map(({ message, fields }) => [message, fields])).toEqual([
      ['Back-fill stumbled', { organizationId: line.acme, reason: 'calendly_rate_limited' }],
      ['Back-fill stumbled', { organizationId: line.acme, reason: 'internal_error' }],
    ]);
  });

  test('of which nothing was counted is at 0 % until it is done', async () => {
    const line = await aLineToCalendly();
    const percents = savedPercents(line);
    const { calendlyApi } = line.parts;
    const meetings = calendlyApi.meetings.bind(calendlyApi);
    let counted = false;
    calendlyApi.meetings = (token, query) => {
      if (counted) line.calendly.meetings.push(aListedMeeting(line.user.uri, 'late', 30));
      counted = true;
      return meetings(token, query);
    };

    await line.sync.start(line.acme);
    await line.sync.work();

    expect([...new Set(percents)]).toEqual([0, 100]);
  });

  test('of many organizations are four at once here, each read by one', async () => {
    const line = await aLineToCalendly();
    const { connections, syncs } = line.parts;
    const organizations = Array.from({ length: 6 }, () => line.world.organization());
    for (const id of organizations) {
      await connections.connect(aConnection(id), sealedFor);
      await line.sync.start(id);
    }
    const goOn = line.calendly.hold('meetings');
    const asked: string[] = [];
    const list = connections.list.bind(connections);
    connections.list = (id) => {
      asked.push(id);
      return list(id);
    };

    const lanes = Array.from({ length: 6 }, () => line.sync.work());
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    const meanwhile = [...asked];
    goOn();
    await Promise.all(lanes);

    expect(meanwhile).toHaveLength(4);
    expect(asked.toSorted()).toEqual(organizations.toSorted());
    for (const id of organizations)
      expect(await syncs.latest(id)).toMatchObject({ state: 'failed' });
  });

  test('that stops waits for what it is at, and leaves the rest to anybody at once', async () => {
    const line = await aLineToCalendly();
    list(line, 45);
    const { id } = await line.sync.start(line.acme);
    const release = line.calendly.hold('invitees');
    const seen: string[] = [];
    const working = line.sync.work();
    for (let turn = 0; turn < 100 && line.calendly.count('invitees') === 0; turn += 1) {
      await new Promise(setImmediate);
    }

    const stopped = line.sync.stop().then(() => seen.push('stopped'));
    await new Promise(setImmediate);
    seen.push('let go');
    release();
    await Promise.all([working, stopped]);

    expect(seen).toEqual(['let go', 'stopped']);
    expect(await line.parts.syncs.get(line.acme, id)).toMatchObject({
      state: 'waiting',
      resumesAt: line.clock.now(),
      error: null,
    });
    await new SyncHistory(line.parts).work();
    expect(await line.parts.syncs.get(line.acme, id)).toMatchObject({
      state: 'done',
      eventsSeen: 45,
    });
  });

  test('that stopped takes nothing up any more', async () => {
    const line = await aLineToCalendly();
    await line.sync.stop();
    await line.sync.start(line.acme);

    await line.sync.work();

    expect(line.calendly.count('meetings')).toBe(0);
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

  test('keeps what webhooks reported meanwhile', async () => {
    const line = await aLineToCalendly();
    const booked = aListedMeeting(line.user.uri, 'ada', 1);
    line.calendly.meetings.push(booked);
    const canceled = aFact('canceled', {
      of: 'ada',
      at: '2026-01-03T09:00:00Z',
      cancellation: { by: 'Ada', byType: 'invitee', reason: null, at: null },
    });
    await line.parts.applyFacts.execute(line.acme, [{ fact: canceled, digest: 'f'.repeat(64) }]);

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

/** The percentage at every save, as they come. */
function savedPercents({ parts: { syncs } }: Line): number[] {
  const percents: number[] = [];
  const save = syncs.save.bind(syncs);
  syncs.save = (sync, ...rest) => {
    percents.push(sync.percent);
    return save(sync, ...rest);
  };
  return percents;
}

async function held(line: Line): Promise<number> {
  return (await line.world.scheduledEvents.list(line.acme, everything)).items.length;
}
