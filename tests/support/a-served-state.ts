import { CalendlyDecoder } from '../../adapters/calendly/calendly-decoder.ts';
import { SystemClock } from '../../adapters/node/system-clock.ts';
import type { Stores } from '../../adapters/service/stores.ts';
import type { Note } from '../../adapters/wire/note.ts';
import type { Prospect } from '../../adapters/wire/prospect.ts';
import { type RealtimeEvent, realtimeEventBody } from '../../adapters/wire/realtime-event.ts';
import type { ScheduledEvent } from '../../adapters/wire/scheduled-event.ts';
import type { IncomingDelivery } from '../../src/domain/delivery.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { RenderEvents } from '../../src/use-cases/realtime/render-events.ts';
import { aMemoryWorld } from './a-memory-world.ts';
import { aReceiver } from './a-receiver.ts';
import { digestOf } from './a-served-post.ts';

/** One person with everything about them, as the API answers it. */
export interface ServedFile {
  prospect: Prospect;
  scheduledEvents: ScheduledEvent[];
  notes: Note[];
}

const decoder = new CalendlyDecoder();

/** A body as the service has it once it is verified. */
export function anIncomingBody(organizationId: OrganizationId, body: string): IncomingDelivery {
  const rawBody = new TextEncoder().encode(body);
  const delivery = {
    endpoint: '',
    connectionId: null,
    rawBody,
    digest: digestOf(rawBody),
    headers: {},
    receivedAt: new Date(),
    timelyBetween: null,
  } as unknown as IncomingDelivery['delivery'];
  return { delivery, decoded: decoder.decode(delivery), organizationId };
}

/** The state that deliveries lead to when each comes once, in order, alone, into an empty memory. */
export async function stateInOrder(bodies: readonly string[]): Promise<object[]> {
  const world = aMemoryWorld();
  const { receive } = aReceiver(world);
  const organizationId = world.organization();
  for (const body of bodies) await receive.execute([anIncomingBody(organizationId, body)]);
  const stores = { eventLog: world.log, prospects: world.prospects };
  return servedState(await filesOf(stores, organizationId));
}

/** Everything that an organization's event log speaks of, as it is now. */
export async function filesOf(
  { eventLog, prospects }: Pick<Stores, 'eventLog' | 'prospects'>,
  organizationId: OrganizationId,
): Promise<ServedFile[]> {
  const { entries, epoch } = await eventLog.read(organizationId, 0, 10_000);
  const render = new RenderEvents({ prospects, clock: new SystemClock() });
  return filesIn((await render.execute(organizationId, epoch, entries)).map(realtimeEventBody));
}

/** Puts together what events tell: every subject comes as it is now, however often it changed. */
export function filesIn(events: readonly RealtimeEvent[]): ServedFile[] {
  const kinds = { prospect: new Map(), scheduled_event: new Map(), note: new Map() };
  for (const { type, data } of events) {
    const subject = data as { id: string } | null;
    const kind = type.split('.')[0] as keyof typeof kinds;
    if (subject !== null) kinds[kind].set(subject.id, subject);
  }
  const prospects = [...kinds.prospect.values()] as Prospect[];
  const scheduledEvents = [...kinds.scheduled_event.values()] as ScheduledEvent[];
  const notes = [...kinds.note.values()] as Note[];
  return prospects.map((prospect) => {
    const isTheirs = ({ prospectId }: { prospectId: string }) => prospectId === prospect.id;
    return {
      prospect,
      scheduledEvents: scheduledEvents.filter(isTheirs),
      notes: notes.filter(isTheirs),
    };
  });
}

/** The state that must not depend on the order of deliveries: all but ids, times of rows, and the present. */
export function servedState(files: readonly ServedFile[]): object[] {
  return inOrder(
    files.map(({ prospect, scheduledEvents, notes }) => {
      const { id: _id, createdAt: _made, updatedAt: _changed, ...person } = prospect;
      const { nextScheduledEventAt: _next, ...lasting } = person;
      return {
        ...lasting,
        scheduledEvents: inOrder(scheduledEvents.map(withoutIds)),
        notes: inOrder(notes.map(withoutIds)),
      };
    }),
  );
}

function withoutIds({ id: _id, prospectId: _prospectId, ...rest }: ScheduledEvent | Note): object {
  return rest;
}

function inOrder(things: object[]): object[] {
  const text = new Map(things.map((thing) => [thing, JSON.stringify(sortedKeys(thing))]));
  return things.toSorted((a, b) => (`${text.get(a)}` < `${text.get(b)}` ? -1 : 1));
}

function sortedKeys(thing: object): [string, unknown][] {
  return Object.entries(thing).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
