import { expect, test } from '@jest/globals';
import { MemoryEventLog } from '../../../adapters/memory/memory-event-log.ts';
import { ListProspectParts } from '../../../src/use-cases/prospects/list-prospect-parts.ts';
import { ListProspects } from '../../../src/use-cases/prospects/list-prospects.ts';
import { ListScheduledEvents } from '../../../src/use-cases/prospects/list-scheduled-events.ts';
import { aBooking } from '../../support/a-booking.ts';
import { aMemoryWorld } from '../../support/a-memory-world.ts';
import { aReceiver } from '../../support/a-receiver.ts';
import { anIncoming } from '../../support/an-incoming.ts';

const page = { limit: 10, cursor: null };
const anyProspect = { ...page, search: null, filter: null };
const anyMeeting = { ...page, from: null, to: null, status: null };

/** An organization, its pages, and the bookings that it is told of while the end of its log is read. */
function aListing() {
  const world = aMemoryWorld('e7');
  const acme = world.organization();
  const { receive } = aReceiver(world);
  const book = (of: string) => receive.execute([anIncoming(acme, aBooking({ of }))]);
  const meanwhile: string[] = [];
  const eventLog = new MemoryEventLog(world.database, 'e7');
  const heads = eventLog.heads.bind(eventLog);
  eventLog.heads = async (ids) => {
    const read = await heads(ids);
    for (const of of meanwhile.splice(0)) await book(of);
    return read;
  };
  const parts = { ...world, eventLog };
  return {
    acme,
    book,
    meanwhile,
    parts: new ListProspectParts(parts),
    prospects: new ListProspects(parts),
    meetings: new ListScheduledEvents(parts),
  };
}

test('a page says from which place in the log it is kept up to date', async () => {
  const { acme, book, prospects, meetings } = aListing();
  await book('ada');

  const pages = [
    await prospects.execute(acme, anyProspect),
    await meetings.execute(acme, anyMeeting),
  ];

  expect(pages).toMatchObject([
    { seq: 3, epoch: 'e7', items: [{ email: 'ada@example.com' }], nextCursor: null },
    { seq: 3, epoch: 'e7', items: [{ contact: { name: 'Ada' } }], nextCursor: null },
  ]);
});

test('a prospect’s meetings and notes each come page by page, with their place', async () => {
  const { acme, book, parts, prospects } = aListing();
  await book('ada');
  const { id = '' } = (await prospects.execute(acme, anyProspect)).items[0] ?? {};

  const pages = [
    await parts.scheduledEvents(acme, id, page),
    await parts.notes(acme, id, page),
    await parts.scheduledEvents(acme, 'nobody', page),
    await parts.notes(acme, 'nobody', page),
  ];

  expect(pages.slice(0, 2)).toMatchObject([
    { seq: 3, epoch: 'e7', items: [{ prospectId: id, contact: { name: 'Ada' } }] },
    { seq: 3, epoch: 'e7', items: [{ prospectId: id, kind: 'booked' }] },
  ]);
  expect(pages.slice(2)).toEqual([null, null]);
});

test('what changes while a page is read is on the page or told after its place, never missed', async () => {
  const { acme, meanwhile, prospects, meetings } = aListing();

  meanwhile.push('ada');
  const people = await prospects.execute(acme, anyProspect);
  meanwhile.push('grace');
  const events = await meetings.execute(acme, anyMeeting);

  expect([people.seq, people.items.length]).toEqual([0, 1]);
  expect([events.seq, events.items.length]).toEqual([3, 2]);
});
