import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Simulator } from '../../adapters/simulator/simulator.ts';
import { startSimulator } from '../../adapters/simulator/start-simulator.ts';
import { APlaceForServices } from '../support/a-place-for-services.ts';
import { until } from '../support/a-socket.ts';
import { addedTwice } from '../support/added-twice.ts';
import { AnAlertReceiver } from '../support/an-alert-receiver.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { asCalendlyHolds, whatCalendlyHolds } from '../support/what-calendly-holds.ts';

jest.setTimeout(120_000);

const hour = 3600;
const broken = 'connection.broken subscription_disabled';
const recovered = 'connection.recovered subscription_disabled';

let server: PostgresServer;
let simulator: Simulator;

beforeAll(async () => {
  server = await startPostgresServer();
  simulator = await startSimulator({ events: 60, rateLimit: false });
}, 60_000);

afterAll(async () => {
  await simulator.stop();
  await server.stop();
});

/** What goes on at Calendly in an hour in which nobody listens. */
function anHourOfBookings(at: number): void {
  const email = (who: string) => `${who}.${at}@example.com`;
  const far = new Date(simulator.now.getTime() + (300 + at) * 24 * hour * 1000).toISOString();
  simulator.book({ email: email('stays') });
  simulator.book({ email: email('far'), start: far });
  simulator.cancel(simulator.book({ email: email('cancels') }).inviteeId);
  const moved = simulator.book({ email: email('moves'), start: far });
  simulator.reschedule(moved.inviteeId);
}

/** The states of all that tell bookings. */
async function bookingSubscriptions(): Promise<string[]> {
  const { subscriptions } = (await (await fetch(`${simulator.url}/simulator`)).json()) as {
    subscriptions: { state: string; events: string[] }[];
  };
  return subscriptions
    .filter(({ events }) => events.includes('invitee.created'))
    .map(({ state }) => state);
}

test('25 hours of death cost a subscription, and no booking; two alerts tell of it', async () => {
  const url = await createDatabase(server);
  await using alerts = await AnAlertReceiver.start();
  await using place = await APlaceForServices.create(simulator, url, {
    ALERT_WEBHOOK_URL: alerts.url,
    ALERT_WEBHOOK_SECRET: alerts.secret,
  });
  const clock = { now: () => simulator.now };
  const admin = place.administrator(clock);
  const held = async () => asCalendlyHolds(await admin.everyScheduledEvent());
  const isComplete = async (what: string) => {
    const all = await whatCalendlyHolds(simulator);
    const isHeld = async () => (await held()).join() === all.join();
    const inVain = await until(isHeld, what, 30).then(
      () => '',
      ({ message }: Error) => message,
    );
    // Shows which are missing.
    expect({ inVain, held: await held() }).toEqual({ inVain: '', held: all });
  };

  const killed = await place.startProcess();
  await admin.connect(simulator);
  await admin.syncOver();
  const early = ['ada', 'bob', 'eve'].map((who) => simulator.book({ email: `${who}@example.com` }));
  await isComplete('what is told while the service lives');
  await killed.kill('SIGKILL');

  const [ada, bob] = early.map(({ inviteeId }) => inviteeId);
  simulator.cancel(ada ?? '');
  simulator.reschedule(bob ?? '');
  for (let at = 1; at <= 25; at += 1) {
    anHourOfBookings(at);
    await simulator.advance(hour);
  }

  const service = await place.start(clock);
  await isComplete('what was not told');
  await until(() => alerts.received.length === 2, 'two alerts', 30);
  const { problems, subscription, state } = await admin.status();
  simulator.book({ email: 'after@example.com' });
  await isComplete('what is told again');
  await service.stop();
  await (await place.start(clock)).stop();

  expect({ problems, state, line: subscription?.state }).toEqual({
    problems: [],
    state: 'connected',
    line: 'active',
  });
  expect(await bookingSubscriptions()).toEqual(['active']);
  expect(alerts.summaries).toEqual([broken, recovered]);
  expect(alerts.refused).toEqual([]);
  expect(await addedTwice(url)).toEqual([]);
});
