import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { bookings } from '../support/a-booked-webhook.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { ASocket, until } from '../support/a-socket.ts';
import { readEvents } from '../support/the-api.ts';

const people = 200;
const events = people * 3;

test('clients that come and go while bookings pour in hear every event once, in order', async () => {
  await using service = await aRunningService();
  const { epoch } = await readEvents(service);
  const token = await service.token();
  const clients = Array.from({ length: 5 }, () => new RestlessClient(service, token, epoch));

  const listening = clients.map((client) => client.listen());
  await pour(service, () => clients.some(({ connections }) => connections > 3));
  await Promise.all(listening);

  const all = Array.from({ length: events }, (_, i) => i + 1);
  for (const { heard, resyncs } of clients)
    expect({ heard, resyncs }).toEqual({ heard: all, resyncs: 0 });
  using late = new ASocket(service.url, { auth: { token, epoch, after: 0 } });
  expect(await late.ready()).toMatchObject({ seq: events, replayed: events });
  expect(late.seqs()).toEqual(all);
  expect(clients.some(({ connections }) => connections > 3)).toBe(true);
});

/** The last of them come only once somebody came and went often. */
async function pour(service: RunningService, isRestless: () => boolean): Promise<void> {
  const bodies = bookings(people);
  while (bodies.length > 0) {
    if (bodies.length <= 20) await until(isRestless, 'clients that come and go');
    const answers = await Promise.all(bodies.splice(0, 20).map((body) => service.post(body)));
    for (const { body } of answers) expect(body).toEqual({ status: 'accepted' });
    await delay(5);
  }
}

/** Connects with the place it has, listens for a moment, drops the line, and begins again until it heard it all. */
class RestlessClient {
  readonly heard: number[] = [];
  connections = 0;
  resyncs = 0;
  readonly #service: RunningService;
  readonly #token: string;
  readonly #epoch: string;

  constructor(service: RunningService, token: string, epoch: string) {
    this.#service = service;
    this.#token = token;
    this.#epoch = epoch;
  }

  async listen(): Promise<void> {
    const deadline = Date.now() + 15_000;
    while (this.heard.length < events && Date.now() < deadline) {
      const after = this.heard.at(-1) ?? 0;
      const auth = { token: this.#token, epoch: this.#epoch, after };
      using socket = new ASocket(this.#service.url, { auth });
      this.connections += 1;
      await socket.first('ready');
      await delay(Math.random() * 60);
      socket.close();
      this.resyncs += socket.messages.filter(({ type }) => type === 'resync_required').length;
      this.heard.push(...socket.seqs());
    }
  }
}
