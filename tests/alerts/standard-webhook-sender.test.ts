import { describe, expect, test } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { StandardWebhookSender } from '../../adapters/alerts/standard-webhook-sender.ts';
import type { Alert } from '../../src/ports/alert-sender.ts';
import { AForeignServer, type Asked } from '../calendly-client/a-foreign-server.ts';

const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const alert: Alert = {
  id: 'alert_1',
  type: 'connection.broken',
  at: new Date('2026-11-24T09:00:00.000Z'),
  organizationId: 'acme',
  connectionId: 'connection-1',
  problem: 'subscription_disabled',
  message: 'Calendly no longer sends webhooks. Voilà.',
};

function aSender(url: string): StandardWebhookSender {
  const clock = { now: () => new Date() };
  return new StandardWebhookSender({ url, secret, clock, timeoutMs: 300, retryDelayMs: 1 });
}

/** The body of a webhook, as the standard's own library reads it. @throws when the signature is wrong */
function verified({ body, headers }: Asked, key = secret): unknown {
  return new Webhook(key).verify(body, headers as Record<string, string>);
}

describe('an alert', () => {
  test('arrives signed, under its own id', async () => {
    await using server = await AForeignServer.json(204, null);

    await aSender(`${server.url}/hooks/alerts`).send(alert);

    const [asked, ...others] = server.asked as [Asked];
    expect(others).toEqual([]);
    expect(asked).toMatchObject({ method: 'POST', path: '/hooks/alerts' });
    expect(asked.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': 'alert_1',
    });
    expect(verified(asked)).toEqual({
      type: 'connection.broken',
      timestamp: '2026-11-24T09:00:00.000Z',
      data: {
        organizationId: 'acme',
        connectionId: 'connection-1',
        problem: 'subscription_disabled',
        message: 'Calendly no longer sends webhooks. Voilà.',
      },
    });
    expect(() => verified({ ...asked, body: asked.body.replace('acme', 'evil') })).toThrow(
      'No matching signature found',
    );
    expect(() => verified(asked, `whsec_${Buffer.alloc(32, 8).toString('base64')}`)).toThrow(
      'No matching signature found',
    );
  });

  test.each([500, 503, 429, 408])(
    'that is answered with %i is sent again under the same id',
    async (status) => {
      let left = 2;
      await using server = await AForeignServer.answering((response) => {
        response.writeHead((left -= 1) >= 0 ? status : 200).end();
      });

      await aSender(server.url).send(alert);

      expect(server.asked.map(({ headers }) => headers['webhook-id'])).toEqual([
        'alert_1',
        'alert_1',
        'alert_1',
      ]);
      for (const asked of server.asked) expect(verified(asked)).toMatchObject({ type: alert.type });
    },
  );

  test('that nobody takes is given up after four tries', async () => {
    await using server = await AForeignServer.json(500, null);

    await expect(aSender(server.url).send(alert)).rejects.toThrow('answered with 500');

    expect(server.asked).toHaveLength(4);
  });

  test.each([301, 400, 401, 404, 410])(
    'that is answered with %i is not sent again',
    async (status) => {
      await using server = await AForeignServer.json(
        status,
        {},
        { location: 'https://elsewhere/' },
      );

      await expect(aSender(server.url).send(alert)).rejects.toThrow(`answered with ${status}`);

      expect(server.asked).toHaveLength(1);
    },
  );

  test('that gets no answer is sent again, and its address is in no log', async () => {
    let left = 1;
    await using server = await AForeignServer.answering((response) => {
      if ((left -= 1) < 0) response.writeHead(200).end();
    });
    await aSender(server.url).send(alert);
    expect(server.asked).toHaveLength(2);

    const gone = aSender('http://127.0.0.1:1/a-secret-path').send(alert);
    const failure = await gone.catch((error: unknown) => error);

    expect(String(failure)).toMatch(/^Error: An alert could not be sent: nobody answered/);
    expect(String((failure as Error).stack)).not.toContain('a-secret-path');
  });
});
