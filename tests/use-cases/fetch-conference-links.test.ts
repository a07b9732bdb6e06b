import { expect, test } from '@jest/globals';
import type { Location } from '../../src/domain/invitee-fact.ts';
import { FetchConferenceLinks } from '../../src/use-cases/fetch-conference-links.ts';
import { aFact } from '../support/a-fact.ts';
import { aLineToCalendly, aListedMeeting } from '../support/a-line-to-calendly.ts';

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

async function aBookingWith(location: Location) {
  const line = await aLineToCalendly();
  const links = new FetchConferenceLinks({ ...line.parts, log: line.world.log });
  const fact = aFact('booked', { of: 'ada', location });
  const query = { from: null, to: null, status: null, limit: 1, cursor: null };
  return {
    line,
    book: () => line.parts.apply.execute(line.acme, [{ fact, digest: '0'.repeat(64) }]),
    look: (seconds: number) => {
      line.clock.advance(seconds);
      return links.execute();
    },
    location: async () =>
      (await line.world.scheduledEvents.list(line.acme, query)).items[0]?.location,
  };
}

function aMeetingAt(userUri: string, location: Location) {
  const told = [aFact('booked', { of: 'ada', at: '2026-01-02T09:00:08Z', location })];
  return aListedMeeting(userUri, 'ada', 1, told);
}
