import { expect } from '@jest/globals';
import { aBooking } from './a-booked-webhook.ts';
import type { RunningService } from './a-running-service.ts';
import { ASocket, until } from './a-socket.ts';
import { readMetrics } from './the-metrics.ts';

/** A socket of a member of `demo`, with these claims over the usual ones. */
export async function aSocket(service: RunningService, claims: object = {}): Promise<ASocket> {
  return new ASocket(service.url, { auth: { token: await service.token({ ...claims }) } });
}

/** A socket of a member of `demo`, once it was let in. */
export async function aMember(service: RunningService, claims: object = {}): Promise<ASocket> {
  const socket = await aSocket(service, claims);
  await socket.ready();
  return socket;
}

/** Expects a booking to be taken in, and a member to be notified, who has so many events by then. */
export async function expectsToServe(service: RunningService, member: ASocket, events = 3) {
  await service.post(aBooking(`${Math.random()}@example.com`));
  await until(() => member.events().length === events, 'the events of a booking');
  expect(member.disconnected).toBeNull();
  expect(service.logger.messages('error')).toEqual([]);
}

/** Resolves once so many sockets are open; the service has to show its metrics. */
export async function untilThereAre(sockets: number, service: RunningService): Promise<void> {
  const open = async () => (await readMetrics(service)).get('velvena_sockets');
  await until(async () => (await open()) === sockets, 'the end of a line');
}
