import { describe, expect, test } from '@jest/globals';
import { CalendlyDecoder } from '../../../adapters/calendly/calendly-decoder.ts';
import { UuidGenerator } from '../../../adapters/node/uuid-generator.ts';
import { NoteWriter } from '../../../src/domain/note-writer.ts';
import { RetryDeliveries } from '../../../src/use-cases/intake/retry-deliveries.ts';
import { aConnectingLine, type ConnectingLine } from '../../support/a-connecting-line.ts';
import { sharedKey } from '../../support/a-connecting-process.ts';
import { aConnection, sealedFor } from '../../support/a-connection.ts';
import { atEveryDeath, type Lifeline } from '../../support/a-lifeline.ts';
import { aReportedBooking } from '../../support/a-reported-booking.ts';

const nobody = 'https://api.calendly.com/users/NOBODY';

describe('deliveries that were nobody’s', () => {
  test('are applied once their user connects, however many there are, and others’ stay', async () => {
    const line = aConnectingLine();
    await deliverUnrouted(line, 250);
    await line.here.hear(aReportedBooking('x@example.com', { creator: nobody }), sharedKey);
    const other = line.calendly.addUser('hugo').uri;
    await line.here.hear(aReportedBooking('y@example.com', { creator: other }), sharedKey);

    await line.connectGrace();
    await retry(line);

    expect((await countsOf(line)).applied).toBe(250);
    expect(await left(line)).toBe(2);
  });

  test('at the process that connects are known to be theirs at once, though Calendly cannot reach it', async () => {
    const line = aConnectingLine({ appUrl: 'http://localhost:3000', reachable: false });
    await deliverUnrouted(line, 3);

    await line.connectGrace();

    expect(await left(line)).toBe(0);
  });

  test('are applied for a host, too', async () => {
    const line = aConnectingLine();
    const hosts = [nobody, line.grace.uri];
    await line.here.hear(
      aReportedBooking('ada@example.com', { creator: nobody, hosts }),
      sharedKey,
    );

    await line.connectGrace();
    await retry(line);

    expect((await countsOf(line)).applied).toBe(1);
  });

  test('are one organization’s, and applied once, whoever looks at the same time', async () => {
    const line = aConnectingLine();
    await deliverUnrouted(line, 30);
    await line.connectGrace();

    const found = await Promise.all(
      [line.here, line.another(), line.another()].map((one) => one.applyUnrouted.execute()),
    );
    await retry(line);
    await retry(line);

    expect(found).toEqual([0, 0, 0]);
    const { entries } = await line.world.log.read(line.acme, 0, 1000);
    expect(entries.filter(({ type }) => type === 'scheduled_event.created')).toHaveLength(30);
  });

  test('because another process did not know the connection yet are found soon after', async () => {
    const line = aConnectingLine();
    const late = line.another();
    await late.hear(aReportedBooking('x@example.com', { creator: nobody }), sharedKey);
    await line.connectGrace();
    await deliverUnrouted(line, 3, late);
    const before = await left(line);
    line.clock.advance(10);

    const found = await line.another().applyUnrouted.lately();
    await retry(line);

    expect([before, found, await left(line)]).toEqual([4, 3, 1]);
    expect((await countsOf(line)).applied).toBe(3);
  });

  test('for longer than a minute are not looked through again and again', async () => {
    const line = aConnectingLine();
    await deliverUnrouted(line, 3);
    line.clock.advance(61);
    const { acme, connections, grace } = line;
    await connections.connect(aConnection(acme, { user: grace }), sealedFor);

    expect(await line.another().applyUnrouted.lately()).toBe(0);
    expect(await line.another().applyUnrouted.execute()).toBe(3);
  });

  test('and hold nothing that can be used stay as they are', async () => {
    const line = aConnectingLine();
    await line.here.hear('no JSON', sharedKey);
    const before = await left(line);

    await line.connectGrace();

    expect(await left(line)).toBe(before);
  });

  test('wherever a process dies that gives them away, are applied exactly once in the end', async () => {
    const begin = async (life: Lifeline) => {
      const line = aConnectingLine();
      await deliverUnrouted(line, 3);
      const dying = line.another(life).connect(line.acme, line.grace.uri);
      return { line, dying };
    };

    const seen = await atEveryDeath(begin, async ({ line }) => {
      line.clock.advance(31);
      await line.connectGrace();
      await retry(line);
      const { entries } = await line.world.log.read(line.acme, 0, 1000);
      return entries.filter(({ type }) => type === 'scheduled_event.created').length;
    });

    expect(seen.length).toBeGreaterThan(50);
    expect(new Set(seen)).toEqual(new Set([3]));
  });
});

/** Delivers bookings of grace's, while nobody has connected her. */
async function deliverUnrouted(line: ConnectingLine, count: number, to = line.here): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const body = aReportedBooking(`p${number}@example.com`, { creator: line.grace.uri });
    expect(await to.hear(body, sharedKey)).toBe('unrouted');
  }
}

async function left({ world }: ConnectingLine): Promise<number> {
  return (await world.unrouted.list(null, 1000)).length;
}

async function countsOf({ acme, here }: ConnectingLine) {
  return (await here.readStatus.execute(acme)).deliveries.last24h;
}

/** Retries the due deliveries. */
function retry({ clock, world }: ConnectingLine): Promise<void> {
  const notes = new NoteWriter('fr', 'Europe/Paris');
  const ids = new UuidGenerator();
  const decoder = new CalendlyDecoder();
  return new RetryDeliveries({
    deliveries: world.deliveries,
    decoder,
    ingestStore: world.ingest,
    clock,
    ids,
    noteWriter: notes,
  }).execute();
}
