import { describe, expect, test } from '@jest/globals';
import { aRunningService, fixture } from '../support/a-running-service.ts';
import { ASocket } from '../support/a-socket.ts';
import { theProspect } from '../support/the-api.ts';

/** The body of the guide's curl line, to the letter. */
const guideBody = `{
    "event": "invitee.created",
    "payload": {
      "event": {
        "uri": "https://api.calendly.com/scheduled_events/test",
        "name": "30 Minute Meeting",
        "status": "active",
        "start_time": "2026-01-05T10:00:00Z",
        "end_time": "2026-01-05T10:30:00Z",
        "event_type": "https://api.calendly.com/event_types/test",
        "event_memberships": [
          {"user": "https://api.calendly.com/users/YOUR_USER_URI"}
        ]
      },
      "invitee": {
        "uri": "https://api.calendly.com/scheduled_events/test/invitees/test",
        "email": "test@example.com",
        "name": "John Doe",
        "timezone": "Europe/Paris"
      }
    }
  }`;
const signedItsWay = { scheme: 'body-base64' } as const;

describe("the guide's test booking", () => {
  test('becomes John Doe with the note that the guide promises', async () => {
    await using service = await aRunningService();

    const answer = await service.post(guideBody, signedItsWay);
    const { prospect, scheduledEvents, notes } = await theProspect(service);

    expect(answer).toMatchObject({ status: 200, body: { status: 'accepted' } });
    expect(prospect).toMatchObject({ email: 'test@example.com', name: 'John Doe' });
    expect(scheduledEvents).toMatchObject([
      { status: 'active', startTime: '2026-01-05T10:00:00.000Z', timezone: 'Europe/Paris' },
    ]);
    expect(notes.map(({ body }) => body)).toEqual([
      'Rendez-vous Calendly prévu le lundi 5 janvier 2026 à 11:00 - 30 Minute Meeting',
    ]);
  });

  test('writes the lines into the log that the guide tells operators to look for', async () => {
    await using service = await aRunningService();
    using socket = new ASocket(service.url, { auth: { token: await service.token() } });
    await socket.ready();

    await service.post(guideBody, signedItsWay);

    expect(service.logger.messages('info')).toEqual([
      'Socket.IO: User joined organization room org:demo',
      'Received Calendly webhook event: invitee.created',
      'Processed Calendly webhook event successfully',
      'Created new prospect from Calendly event with note',
    ]);
  });

  test('says nothing of a new prospect when the person is known', async () => {
    await using service = await aRunningService();
    await service.post(guideBody, signedItsWay);
    const before = service.logger.lines.length;

    await service.post(guideBody.replaceAll('/test', '/again'), signedItsWay);

    expect(service.logger.lines.slice(before).map(({ message }) => message)).toEqual([
      'Received Calendly webhook event: invitee.created',
      'Processed Calendly webhook event successfully',
    ]);
  });

  test('moves when the guide says it was rescheduled', async () => {
    await using service = await aRunningService();
    await service.post(guideBody, signedItsWay);

    const moved = guideBody
      .replace('invitee.created', 'invitee.rescheduled')
      .replace('05T10:00', '06T13:00')
      .replace('05T10:30', '06T13:30');
    const answer = await service.post(moved, signedItsWay);
    const { scheduledEvents, notes } = await theProspect(service);

    expect(answer).toMatchObject({ status: 200, body: { status: 'accepted' } });
    expect(scheduledEvents).toMatchObject([
      { status: 'active', startTime: '2026-01-06T13:00:00.000Z' },
    ]);
    expect(notes.map(({ body }) => body).toSorted()).toEqual([
      'Rendez-vous Calendly prévu le lundi 5 janvier 2026 à 11:00 - 30 Minute Meeting',
      'Rendez-vous Calendly replanifié au mardi 6 janvier 2026 à 14:00 - 30 Minute Meeting',
    ]);
  });

  test.each(['created-first', 'canceled-first'])('is canceled in the end: %s', async (order) => {
    await using service = await aRunningService();
    const bodies = [
      fixture('spec-nested.invitee-created'),
      fixture('spec-nested.invitee-canceled'),
    ];

    for (const body of order === 'created-first' ? bodies : bodies.toReversed()) {
      await service.post(body, signedItsWay);
    }
    const { scheduledEvents, notes } = await theProspect(service);

    expect(scheduledEvents).toMatchObject([{ status: 'canceled' }]);
    expect(notes.map(({ kind }) => kind).toSorted()).toEqual(['booked', 'canceled']);
  });
});
