import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ACalendly } from './a-calendly.ts';
import { ACallback } from './a-callback.ts';
import { pathOf, subscribe } from './a-subscription.ts';
import { AnApp } from './an-app.ts';

let calendly: ACalendly;
beforeEach(async () => {
  calendly = await ACalendly.start();
});
afterEach(() => calendly[Symbol.asyncDispose]());

const post = (path: string, body?: object) => calendly.call('POST', `/simulator${path}`, body);

describe('over HTTP', () => {
  test('people book, move, cancel and do not come', async () => {
    const booked = await post('/bookings', {
      email: 'ada@example.com',
      eventType: 'camille-perrin-consultation',
      start: '2026-12-01T10:00:00+01:00',
    });
    const moved = await post(`/bookings/${booked.body.inviteeId}/reschedule`, {
      start: '2026-12-02T10:00Z',
      reason: 'ill',
    });
    const path = `/bookings/${moved.body.inviteeId}`;
    const missed = await post(`${path}/no-show`);
    const cleared = await calendly.call('DELETE', `/simulator${path}/no-show`);
    const canceled = await post(`${path}/cancel`, { by: 'host' });

    expect([booked, moved, missed, cleared, canceled].map(({ status }) => status)).toEqual([
      201, 201, 201, 200, 200,
    ]);
    expect(booked.body).toMatchObject({
      inviteeUri: expect.stringContaining(booked.body.inviteeId),
      payload: {
        name: 'Ada',
        scheduled_event: {
          name: 'Consultation sur place',
          start_time: '2026-12-01T09:00:00.000000Z',
        },
      },
    });
    expect(moved.body.payload.old_invitee).toBe(booked.body.inviteeUri);
    expect(missed.body.payload.no_show).toBeTruthy();
    expect(cleared.body.payload.no_show).toBeNull();
    expect(canceled.body.payload).toMatchObject({
      status: 'canceled',
      cancellation: { canceled_by: 'Camille Perrin' },
    });
  });

  test('forms are filled in, and lead to bookings', async () => {
    const { status, body } = await post('/routing-form-submissions', { email: 'ada@example.com' });
    const booked = await post('/bookings', {
      email: 'ada@example.com',
      submission: body.submission,
    });

    expect(status).toBe(201);
    expect(booked.body.payload.routing_form_submission).toContain(body.submission);
  });

  test.each([
    [{}, 'email'],
    [{ email: 'a@b.c', start: 'soon' }, 'start'],
    [{ email: 'a@b.c', colour: 'teal' }, ''],
    [{ email: 'a@b.c', tracking: { utm: 'x' } }, 'tracking'],
  ])('a booking of %p is refused for its %p', async (body, parameter) => {
    const refused = await post('/bookings', body);

    expect(refused.status).toBe(400);
    expect(refused.body.details).toMatchObject([{ parameter }]);
  });

  test('what does not exist is not found, and what cannot be done is a conflict', async () => {
    const { inviteeId } = calendly.simulator.book({ email: 'ada@example.com' });
    await post(`/bookings/${inviteeId}/cancel`);

    expect((await post('/bookings/nobody/cancel')).status).toBe(404);
    expect((await post('/bookings', { email: 'a@b.c', user: 'nobody' })).status).toBe(404);
    expect((await post('/bookings', { email: 'a@b.c', eventType: 'none' })).status).toBe(404);
    expect(await post(`/bookings/${inviteeId}/cancel`)).toMatchObject({
      status: 409,
      body: { message: 'Event is already canceled' },
    });
    expect((await post('/clock', { advanceSeconds: -1 })).status).toBe(400);
  });

  test('the clock turns', async () => {
    const { status, body } = await post('/clock', { advanceSeconds: 3600 });

    expect(status).toBe(200);
    expect(body).toEqual({ now: '2026-11-24T10:00:00.000Z' });
    expect((await calendly.get('/simulator')).body).toMatchObject({ aheadSeconds: 3600 });
  });

  test('roles, plans and tokens change', async () => {
    const patch = (path: string, body: object) => calendly.call('PATCH', `/simulator${path}`, body);

    const role = await patch('/users/hugo-marchand', { role: 'admin' });
    const plan = await patch('/organizations/northwind', { plan: 'enterprise' });
    const token = await post('/personal-access-tokens', {
      user: 'hugo-marchand',
      scopes: ['users:read'],
    });

    const { users, organizations } = (await calendly.get('/simulator')).body;
    expect([role.status, plan.status, token.status]).toEqual([204, 204, 201]);
    expect(users[1]).toMatchObject({ slug: 'hugo-marchand', role: 'admin' });
    expect(organizations[1]).toMatchObject({ slug: 'northwind', plan: 'enterprise' });
    const me = await calendly.get('/users/me', token.body.token);
    expect(me.body.resource.name).toBe('Hugo Marchand');
    expect((await patch('/users/nobody', { role: 'admin' })).status).toBe(404);
    expect((await patch('/users/hugo-marchand', { role: 'king' })).status).toBe(400);
    expect((await patch('/organizations/none', { plan: 'free' })).status).toBe(404);
    expect((await post('/personal-access-tokens', { scopes: ['meals:read'] })).status).toBe(400);
  });

  test('faults are switched on and off', async () => {
    const on = await post('/faults', { at: 'api', kind: 'server-error', times: 2 });
    const listed = (await calendly.get('/simulator/faults')).body;
    const broken = (await calendly.get('/users/me')).status;
    const off = await calendly.call('DELETE', '/simulator/faults?kind=server-error');

    expect(on.status).toBe(201);
    expect(listed).toMatchObject([{ at: 'api', kind: 'server-error', times: 2 }]);
    expect([broken, off.status]).toEqual([500, 204]);
    expect((await calendly.get('/users/me')).status).toBe(200);
    expect((await post('/faults', { at: 'moon', kind: 'html' })).status).toBe(400);
  });

  test('calls, refreshes and deliveries are counted and kept', async () => {
    await using callback = await ACallback.listen();
    await subscribe(calendly, { url: callback.url });
    await calendly.call('DELETE', '/simulator/calls');
    const app = new AnApp(calendly);
    const { body } = await app.connect();
    await app.refresh(body.refresh_token);
    await app.refresh(body.refresh_token);
    const { eventUri } = calendly.simulator.book({ email: 'ada@example.com' });
    await calendly.get(`${pathOf(eventUri)}/invitees`);
    await calendly.simulator.settled();

    const calls = (await calendly.get('/simulator/calls')).body;
    const refreshes = (await calendly.get('/simulator/refreshes')).body;
    const deliveries = (await calendly.get('/simulator/deliveries')).body;
    expect(calls).toMatchObject({
      'POST /oauth/token': { calls: 3, statuses: { 200: 2, 400: 1 } },
      'GET /scheduled_events/:uuid/invitees': { calls: 1, statuses: { 200: 1 } },
    });
    expect(calls).not.toHaveProperty('POST /webhook_subscriptions');
    expect(calendly.simulator.calls('POST /oauth/token')).toBe(3);
    expect(refreshes.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'rotated',
      'reused',
    ]);
    expect(deliveries).toMatchObject([
      { event: 'invitee.created', status: 'delivered', callbackUrl: callback.url },
    ]);
  });

  test('a call that was cut off is counted as one without a status', async () => {
    calendly.simulator.switchOn({ at: 'api', kind: 'reset' });
    await expect(calendly.get('/users/me')).rejects.toThrow('fetch failed');

    expect(calendly.simulator.allCalls['GET /users/me']).toEqual({ calls: 1, statuses: { 0: 1 } });
  });
});

describe('from elsewhere', () => {
  test('nobody controls it: no page of another site, no name that leads here', async () => {
    const body = '{"advanceSeconds":1}';
    const send = (headers: Record<string, string>) =>
      fetch(`${calendly.url}/simulator/clock`, { method: 'POST', headers, body });

    expect((await send({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await send({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await send({})).status).toBe(200);
    expect(calendly.simulator.now).toEqual(new Date('2026-11-24T09:00:01.000Z'));
  });

  test('its pages are read by no other name', async () => {
    const { get } = await import('node:http');
    const status = await new Promise((resolve) => {
      get(`${calendly.url}/simulator`, { headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
    });

    expect(status).toBe(403);
  });

  test('too much is not read', async () => {
    const { status } = await calendly.call('POST', '/simulator/bookings', {
      email: 'x'.repeat(1_100_000),
    });

    expect(status).toBe(413);
  });
});
