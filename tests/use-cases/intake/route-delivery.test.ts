import { describe, expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../../src/domain/errors.ts';
import { organizationId } from '../../../src/domain/organization-id.ts';
import {
  aConnectedLine,
  aConnectingLine,
  type ConnectingLine,
} from '../../support/a-connecting-line.ts';
import { sharedKey } from '../../support/a-connecting-process.ts';
import { aReportedBooking } from '../../support/a-reported-booking.ts';

const nobody = 'https://api.calendly.com/users/NOBODY';
const fallback = organizationId('fallback');

describe('what a connection’s own key signs', () => {
  test('is that connection’s, whoever else it names', async () => {
    const line = await aConnectedLine();
    const globex = line.world.organization();
    const hugo = line.calendly.addUser('hugo');
    await line.here.connect(globex, hugo.uri);
    const { id } = await line.connection();

    const receipt = await line.here.hear(
      aReportedBooking('ada@example.com', { creator: hugo.uri }),
      await keyOf(line, id),
      id,
    );

    expect(receipt).toBe('accepted');
    expect(await emailsOf(line, line.acme)).toEqual(['ada@example.com']);
    expect(await emailsOf(line, globex)).toEqual([]);
  });

  test('is refused at another connection’s address, at the shared one, and at one that nobody has', async () => {
    const line = await aConnectedLine();
    const other = await line.here.connect(line.acme, line.calendly.addUser('hugo').uri);
    const { id } = await line.connection();
    const key = await keyOf(line, id);
    const body = aReportedBooking('ada@example.com', { creator: line.grace.uri });

    const words = [other.id, null, crypto.randomUUID(), ''].map((to) =>
      line.here.hear(body, key, to),
    );

    expect(await Promise.all(words)).toEqual(Array.from({ length: 4 }, () => 'refused'));
    expect(await emailsOf(line, line.acme)).toEqual([]);
  });
});

test('a copy that one organization signed with its own key stands in no other one’s way', async () => {
  const line = await aConnectedLine();
  const globex = line.world.organization();
  const theirs = await line.here.connect(globex, line.calendly.addUser('hugo').uri);
  const ours = await line.connection();
  const body = aReportedBooking('ada@example.com', { creator: line.grace.uri });

  const copied = await line.here.hear(body, await keyOf(line, theirs.id), theirs.id);
  const genuine = await line.here.hear(body, await keyOf(line, ours.id), ours.id);
  const again = await line.here.hear(body, sharedKey);

  expect([copied, genuine, again]).toEqual(['accepted', 'accepted', 'duplicate']);
  expect(await emailsOf(line, line.acme)).toEqual(['ada@example.com']);
  expect(await emailsOf(line, globex)).toEqual(['ada@example.com']);
});

test('the same bytes are one delivery at every connection of an organization', async () => {
  const line = await aConnectedLine();
  const first = await line.connection();
  const second = await line.here.connect(line.acme, line.calendly.addUser('hugo').uri);
  const body = aReportedBooking('ada@example.com', { creator: line.grace.uri });

  const receipts = [];
  for (const { id } of [first, second]) {
    receipts.push(await line.here.hear(body, await keyOf(line, id), id));
  }
  for (const at of [null, first.id, second.id]) {
    receipts.push(await line.here.hear(body, sharedKey, at));
  }

  expect(receipts).toEqual(['accepted', ...Array(4).fill('duplicate')]);
});

test('an address that was a connection’s takes what the environment’s key signs, one that never was nothing', async () => {
  const line = await aConnectedLine();
  const { id } = await line.connection();
  const body = () => aReportedBooking('ada@example.com', { creator: line.grace.uri });
  await line.here.disconnectCalendly.execute(line.acme, null);

  const receipts = [];
  for (const at of [id, crypto.randomUUID(), 'anything', '']) {
    receipts.push(await line.here.hear(body(), sharedKey, at));
  }

  expect(receipts).toEqual(['unrouted', 'refused', 'refused', 'refused']);
});

describe('what the environment’s key signs is', () => {
  test.each<
    [string, (hugo: string, grace: string) => { creator: string; hosts: string[] }, string]
  >([
    ['its creator’s, though a host is another’s', (h, g) => ({ creator: h, hosts: [g] }), 'globex'],
    ['the first known host’s', (h, g) => ({ creator: nobody, hosts: [nobody, h, g] }), 'globex'],
    ['the default organization’s', () => ({ creator: nobody, hosts: [nobody] }), 'fallback'],
    [
      'the same user’s under another host name',
      (h) => ({ creator: h.replace('api.', ''), hosts: [] }),
      'globex',
    ],
  ])('%s', async (_whose, named, whose) => {
    const line = await aConnectedLine({ defaultOrganization: fallback });
    const globex = line.world.organization();
    const hugo = line.calendly.addUser('hugo');
    await line.here.connect(globex, hugo.uri);

    const body = aReportedBooking('ada@example.com', named(hugo.uri, line.grace.uri));
    expect(await line.here.hear(body, sharedKey)).toBe('accepted');

    const [ours, theirs, rest] = [line.acme, globex, fallback].map((one) => emailsOf(line, one));
    expect(await ours).toEqual([]);
    expect(await theirs).toEqual(whose === 'globex' ? ['ada@example.com'] : []);
    expect(await rest).toEqual(whose === 'fallback' ? ['ada@example.com'] : []);
  });

  test('its users’ also where it comes to a connection’s address', async () => {
    const line = await aConnectedLine();
    const globex = line.world.organization();
    const { id } = await line.here.connect(globex, line.calendly.addUser('hugo').uri);

    await line.here.hear(
      aReportedBooking('ada@example.com', { creator: line.grace.uri }),
      sharedKey,
      id,
    );

    expect(await emailsOf(line, line.acme)).toEqual(['ada@example.com']);
    expect(await emailsOf(line, globex)).toEqual([]);
  });

  test('nobody’s where there is no default organization, also when its user was disconnected', async () => {
    const line = await aConnectedLine();
    const body = () => aReportedBooking('ada@example.com', { creator: line.grace.uri });
    const before = await line.here.hear(body(), sharedKey);
    await line.here.disconnectCalendly.execute(line.acme, null);

    expect([before, await line.here.hear(body(), sharedKey)]).toEqual(['accepted', 'unrouted']);
  });
});

describe('another process', () => {
  test('accepts the first delivery of a new connection at once, as its key is looked for again', async () => {
    const line = aConnectingLine();
    const other = line.another();
    await other.hear('{"event":"x"}', sharedKey, 'made-up');
    const { id } = await line.connectGrace();
    const body = aReportedBooking('ada@example.com', { creator: line.grace.uri });
    const key = await keyOf(line, id);
    line.clock.advance(1);

    expect(await other.hear(body, key, id)).toBe('accepted');
    expect(await emailsOf(line, line.acme)).toEqual(['ada@example.com']);
  });

  test('knows within five seconds whose a user is', async () => {
    const line = aConnectingLine();
    const other = line.another();
    const body = () => aReportedBooking('ada@example.com', { creator: line.grace.uri });
    await other.hear(body(), sharedKey);
    await line.connectGrace();

    line.clock.advance(5);

    expect(await other.hear(body(), sharedKey)).toBe('accepted');
  });

  test('takes nothing of a disconnected one after five seconds', async () => {
    const line = await aConnectedLine();
    const { id } = await line.connection();
    const key = await keyOf(line, id);
    const other = line.another();
    const hear = () =>
      other.hear(aReportedBooking('ada@example.com', { creator: nobody }), key, id);
    const before = await hear();
    await line.here.disconnectCalendly.execute(line.acme, null);

    line.clock.advance(5);

    expect([before, await hear()]).toEqual(['accepted', 'refused']);
  });
});

test('forged webhooks to made-up addresses read the connections once a second, however many there are', async () => {
  const line = await aConnectedLine();
  const live = line.connections.live.bind(line.connections);
  let reads = 0;
  line.connections.live = () => {
    reads += 1;
    return live();
  };
  const other = line.another();

  for (let second = 0; second < 10; second += 1) {
    for (let forged = 0; forged < 100; forged += 1) {
      await other.hear('{"event":"x"}', 'a guess', crypto.randomUUID());
    }
    line.clock.advance(1);
  }

  expect(reads).toBe(10);
});

test('a store that was away for a moment is asked again', async () => {
  const line = await aConnectedLine();
  const { id } = await line.connection();
  const key = await keyOf(line, id);
  const secrets = line.connections.secrets.bind(line.connections);
  line.connections.secrets = async () => {
    throw new StoreUnavailable('The database is away.');
  };
  const other = line.another();
  const hear = () => other.hear(aReportedBooking('ada@example.com', { creator: nobody }), key, id);
  await expect(hear()).rejects.toThrow(StoreUnavailable);
  line.connections.secrets = secrets;

  expect(await hear()).toBe('accepted');
});

/** The key that signs this connection's webhooks at Calendly. */
async function keyOf({ calendly }: ConnectingLine, id: string): Promise<string> {
  const all = [...calendly.subscriptions.values()];
  return all.find(({ callbackUrl }) => callbackUrl.includes(id))?.signingKey ?? '';
}

async function emailsOf({ world }: ConnectingLine, of: ConnectingLine['acme']): Promise<string[]> {
  const query = { limit: 100, cursor: null, search: null, filter: null };
  return (await world.prospects.list(of, query)).items.map(({ email }) => email);
}
