import { expect, test } from '@jest/globals';
import { CalendlyNotFound } from '../../../src/domain/errors.ts';
import type { InviteeFact, Location } from '../../../src/domain/invitee-fact.ts';
import { unknownScheduledEvent } from '../../../src/domain/scheduled-event.ts';
import type { GrownListener } from '../../../src/ports/event-log.ts';
import { FetchConferenceLinks } from '../../../src/use-cases/history/fetch-conference-links.ts';
import { aCancellation } from '../../support/a-cancellation.ts';
import { aFact, keyOf } from '../../support/a-fact.ts';
import { aLineToCalendly, aListedMeeting } from '../../support/a-line-to-calendly.ts';

const notReady: Location = { type: 'zoom', text: null, joinUrl: null };
const ready: Location = { ...notReady, joinUrl: 'https://zoom.example/j/1' };

test('a link that was not ready is fetched 30 s later', async () => {
  const { book, look, line, location } = await aBookingWith(notReady);
  await book();
  line.calendly.meetings.push(aMeetingAt(line.user.uri, ready));

  await look(29);
  const before = [line.calendly.count('meeting'), await location()];
  await look(1);
  const after = [line.calendly.count('meeting'), await location()];
  await look(3600);

  expect(before).toEqual([0, notReady]);
  expect(after).toEqual([1, ready]);
  expect(line.calendly.count('meeting')).toBe(1);
});

test('a link that is still not ready is looked for three times, and left then', async () => {
  const { book, look, line, location } = await aBookingWith(notReady);
  await book();
  line.calendly.meetings.push({ ...aMeetingAt(line.user.uri, notReady), locationReady: false });

  const looks: number[] = [];
  for (const seconds of [30, 90, 480, 3600]) {
    await look(seconds);
    looks.push(line.calendly.count('meeting'));
  }

  expect(looks).toEqual([1, 2, 3, 3]);
  expect(await location()).toEqual(notReady);
});

test.each([
  ['that is there', ready],
  ['that such a place never has', { type: 'physical', text: 'Lyon', joinUrl: null }],
])('a link %s is not looked for', async (_, location) => {
  const { book, look, line } = await aBookingWith(location);
  await book();

  await look(3600);

  expect(line.calendly.count('meeting')).toBe(0);
});

test('a link that is told of again is looked for when it would have been', async () => {
  const { book, look, line, location, reportAgain } = await aBookingWith(notReady);
  await book();
  line.calendly.meetings.push(aMeetingAt(line.user.uri, ready));
  await look(20);
  await reportAgain();

  await look(10);

  expect(await location()).toEqual(ready);
});

test('a log that grows elsewhere, and tells nothing of how, is no trouble', async () => {
  const { look, line, world } = await aBookingWith(notReady);

  world.database.grew(line.acme, null);
  await look(30);

  expect(line.calendly.count('meeting')).toBe(0);
});

test('the links of two bookings are both fetched', async () => {
  const { book, look, line, locations } = await aBookingWith(notReady);
  await book();
  await book('grace');
  line.calendly.meetings.push(aMeetingAt(line.user.uri, ready));
  line.calendly.meetings.push(aMeetingAt(line.user.uri, ready, 'grace'));

  await look(30);

  expect(await locations()).toEqual([ready, ready]);
});

test('of more than ten thousand links that are awaited, the oldest are left to the daily check', async () => {
  const { links, line } = await aBookingWith(notReady);
  const asked: string[] = [];
  const eventLog = {
    ...line.world.log,
    onGrown: (listener: GrownListener) => {
      for (let i = 0; i <= 10_000; i += 1) {
        const event = unknownScheduledEvent(`${i}`, keyOf(`guest${i}`), 'p', line.world.now);
        const scheduledEvents = [{ ...event, location: notReady }];
        listener(line.acme, { entries: [], prospects: [], notes: [], scheduledEvents });
      }
    },
  };
  const calendlyApi = {
    meeting: async (_token: string, uri: string) => {
      asked.push(uri);
      return { ...aMeetingAt(line.user.uri, notReady), locationReady: false, inviteesTotal: 1 };
    },
  };
  const waiting = links({ eventLog, calendlyApi });
  waiting.listen();

  line.clock.advance(30);
  await waiting.execute();

  expect(asked).toHaveLength(10_000);
  expect(asked[0]).toBe('https://api.calendly.com/scheduled_events/EV-guest1');
});

test('a link is asked of each account until one has it; a refusal is in the log', async () => {
  const { book, look, line, location } = await aBookingWith(notReady);
  const { organizationUri } = line.user;
  await line.addAccount('alan', { organizationUri });
  await book();
  line.calendly.meetings.push(aMeetingAt(line.user.uri, ready));
  line.calendly.refuse('meeting', new CalendlyNotFound('There is no such meeting.'));

  await look(30);

  expect(await location()).toEqual(ready);
  expect(line.calendly.count('meeting')).toBe(2);
  expect(line.parts.logger.lines).toEqual([
    {
      level: 'warn',
      message: 'A conference link could not be fetched',
      fields: { reason: 'calendly_not_found' },
    },
  ]);
});

test('what is no failure of Calendly or of the store is not passed over', async () => {
  const { book, links, line } = await aBookingWith(notReady);
  const waiting = links({
    calendlyApi: {
      meeting: async () => {
        throw new TypeError('A slip.');
      },
    },
  });
  waiting.listen();
  await book();
  line.clock.advance(30);

  await expect(waiting.execute()).rejects.toBeInstanceOf(TypeError);
});

test('a link of a booking that was canceled meanwhile is not looked for', async () => {
  const { book, cancel, look, line } = await aBookingWith(notReady);
  await book();
  await cancel();

  await look(30);

  expect(line.calendly.count('meeting')).toBe(0);
});

test('nothing is asked of an account that is not connected any more', async () => {
  const { book, look, line } = await aBookingWith(notReady);
  await book();
  await line.parts.connections.disconnect(line.acme, line.connection.id);

  await look(30);

  expect(line.calendly.count('meeting')).toBe(0);
});

async function aBookingWith(location: Location) {
  const line = await aLineToCalendly();
  const links = (others: object = {}) =>
    new FetchConferenceLinks({ ...line.parts, eventLog: line.world.log, ...others });
  const usual = links();
  usual.listen();
  const query = { from: null, to: null, status: null, limit: 10, cursor: null };
  const report = (fact: InviteeFact) =>
    line.parts.applyFacts.execute(line.acme, [{ fact, digest: '0'.repeat(64) }]);
  const locations = async () =>
    (await line.world.scheduledEvents.list(line.acme, query)).items.map(({ location }) => location);
  return {
    line,
    world: line.world,
    links,
    reportAgain: () => report(aFact('booked', { of: 'ada', location, at: '2026-01-02T09:00:04Z' })),
    book: (of = 'ada') => report(aFact('booked', { of, location })),
    cancel: () => report(aCancellation({ of: 'ada', location })),
    look: (seconds: number) => {
      line.clock.advance(seconds);
      return usual.execute();
    },
    locations,
    location: async () => (await locations())[0],
  };
}

function aMeetingAt(userUri: string, location: Location, of = 'ada') {
  const facts = [aFact('booked', { of, at: '2026-01-02T09:00:08Z', location })];
  return aListedMeeting(userUri, of, 1, facts);
}
