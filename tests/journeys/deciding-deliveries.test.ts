import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AuditEntry } from '../../adapters/wire/audit-entry.ts';
import type { Change } from '../../adapters/wire/decided-delivery.ts';
import type { Delivery } from '../../adapters/wire/delivery.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { send } from '../support/a-request.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { ASocket, until } from '../support/a-socket.ts';
import { expectProblem, listProspects } from '../support/the-api.ts';

interface Decided {
  delivery: Delivery;
  applied: boolean;
  dryRun: boolean;
  changes: Change[];
}

const monthAgo = () => new Date(Date.now() - 30 * 86_400_000);

describe('an administrator who finds a webhook in quarantine', () => {
  let service: RunningService;
  let id: string;

  beforeAll(async () => {
    service = await aRunningService();
    await service.post(aBooking('eve@example.com'), { signedAt: monthAgo() });
    const { body } = await service.get<{ items: Delivery[] }>('/deliveries?status=quarantined', {
      token: await service.token({ role: 'admin' }),
    });
    id = body.items[0]?.id ?? '';
  });
  afterAll(() => service.stop());

  const decide = async <T = Decided>(path: string, body: unknown, role = 'admin') =>
    send<T>(service, 'POST', `/deliveries/${id}/${path}`, {
      token: await service.token({ role }),
      body,
    });

  test('sees what releasing it would do, field by field, and nothing has changed', async () => {
    const { status, body } = await decide('release?dryRun', { reason: 'the clock was wrong' });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      applied: false,
      dryRun: true,
      delivery: { status: 'quarantined' },
    });
    expect(body.changes.map(({ type }) => type)).toEqual([
      'prospect.created',
      'scheduled_event.created',
      'note.added',
    ]);
    expect(body.changes[0]?.changed).toMatchObject({ email: [null, 'eve@example.com'] });
    expect((await listProspects(service)).items).toEqual([]);
  });

  test('releases it: it is in the list, on open pages, and in the audit', async () => {
    using socket = new ASocket(service.url, { auth: { token: await service.token(), after: 0 } });
    await socket.ready();

    const { body } = await decide('release?dryRun=false', { reason: '  the clock was wrong ' });
    await until(() => socket.events().length >= 3, 'the booking on a socket');

    expect(body).toMatchObject({
      applied: true,
      dryRun: false,
      delivery: { id, status: 'applied' },
    });
    expect(socket.events().map(({ type, subjectId }) => [type, subjectId])).toEqual(
      body.changes.map(({ type, subjectId }) => [type, subjectId]),
    );
    expect((await listProspects(service)).items).toMatchObject([{ email: 'eve@example.com' }]);
    expect(await audited()).toMatchObject([
      {
        actor: 'a-person',
        action: 'delivery.released',
        subject: id,
        reason: 'the clock was wrong',
      },
    ]);
  });

  test('replays it, which changes nothing', async () => {
    expect((await decide('replay', { reason: 'to be sure' })).body).toMatchObject({
      applied: true,
      changes: [],
    });
  });

  test('is told in their language what cannot be decided on an applied one', async () => {
    const refused = await decide('release', { reason: 'again' });
    const french = await send(service, 'POST', `/deliveries/${id}/dismiss`, {
      token: await service.token({ role: 'admin' }),
      body: { reason: 'encore' },
      language: 'fr',
    });

    expectProblem(refused, 409, 'wrong_status');
    expectProblem(french, 409, 'wrong_status');
    expect(JSON.stringify(french.body)).toContain('statut est applied');
  });

  test('has to say why, and has to be one', async () => {
    expectProblem(await decide('replay', {}), 422, 'validation');
    expectProblem(await decide('replay', { reason: ' ' }), 422, 'validation');
    expectProblem(await decide('replay?dryRun=perhaps', { reason: 'x' }), 422, 'validation');
    expectProblem(await decide('replay', { reason: 'x' }, 'member'), 403, 'forbidden');
  });

  async function audited(): Promise<AuditEntry[]> {
    const token = await service.token({ role: 'admin' });
    return (await service.get<{ items: AuditEntry[] }>('/audit', { token })).body.items;
  }
});
