import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { AServiceAtCalendly } from '../support/a-service-at-calendly.ts';

let world: AServiceAtCalendly;
let id: string;
beforeEach(async () => {
  world = await AServiceAtCalendly.start({ simulator: { events: 0, upcoming: 0 } });
  await world.connect();
  id = await world.connectionId();
});
afterEach(() => world[Symbol.asyncDispose]());

const keys = () => world.line.signingKeys(`${world.url}/calendly/webhook/${id}`);
const tell = async (key: string | undefined) =>
  (await world.post(`/${id}`, aBooking(), key ?? '')).status;

test('while a subscription is replaced two keys are good, and then the new one', async () => {
  await loseSubscriptions();
  await world.connect();
  const [old, young] = keys();
  const meanwhile = [await tell(old), await tell(young)];

  await world.connect();

  expect(keys()).toHaveLength(2);
  expect(meanwhile).toEqual([200, 200]);
  expect([await tell(old), await tell(young)]).toEqual([401, 200]);
});

test('an address that nobody has is answered as a wrong signature is', async () => {
  const [key = ''] = keys();
  const [unknown, wrong] = await Promise.all([
    world.post(`/${crypto.randomUUID()}`, aBooking(), key),
    world.post(`/${id}`, aBooking(), `${key}x`),
  ]);

  expect(unknown.status).toBe(401);
  expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body]);
  const names = (answer: typeof wrong) => [...answer.headers.keys()].toSorted();
  expect(names(unknown)).toEqual(names(wrong));
});

async function loseSubscriptions(): Promise<void> {
  for (const { uri } of await world.subscriptions())
    await fetch(world.simulator.url + new URL(uri).pathname, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${world.simulator.personalAccessToken()}` },
    });
}
