import { describe, expect, test } from '@jest/globals';
import { ManualClock } from '../../adapters/memory/manual-clock.ts';
import type { CalendlyStatus } from '../../adapters/wire/calendly-status.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';

const hour = 3600;

describe('a clock that is wrong stops nothing, and is told of:', () => {
  test.each<[string, number[], string]>([
    ['behind by two minutes', [120], '120 seconds behind'],
    ['behind by a day', [24 * hour], '86400 seconds behind'],
    ['ahead by two minutes, several webhooks say', [-130, -120, -140], '120 seconds ahead'],
  ])('%s', async (_, signedSeconds, words) => {
    await using service = await aService();

    const receipts = await signed(service, signedSeconds);

    expect(receipts).toEqual(signedSeconds.map(() => 'accepted'));
    expect(await told(service)).toContain(words);
  });

  test.each<[string, number[]]>([
    ['behind by less than two minutes', [119, 60, 0]],
    ['ahead by less than two minutes', [-119, -60, -119]],
    ['nobody knows, as one old webhook may be one that is sent again', [-2 * hour]],
    ['right: among old webhooks that are sent again a fresh one came', [-hour, -2 * hour, 0]],
  ])('but is not where it is %s', async (_, signedSeconds) => {
    await using service = await aService();

    await signed(service, signedSeconds);

    expect(await told(service)).toBe('');
  });

  test('no longer once it was set right', async () => {
    await using service = await aService();
    await signed(service, [600]);
    expect(await told(service)).toContain('clock_skew');

    await signed(service, [0, 1, 0]);

    expect(await told(service)).toBe('');
  });

  test('not by forgeries', async () => {
    await using service = await aService();

    const { status } = await service.post(aBooking(), { key: 'another key', signedAt: at(600) });

    expect(status).toBe(401);
    expect(await told(service)).toBe('');
  });
});

const now = new Date('2026-01-05T10:00:00Z');

function at(seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}

/** A service whose clock stands still. */
function aService(): Promise<RunningService> {
  return aRunningService({ LOCALE: 'en' }, new ManualClock(now));
}

/** Posts webhooks that Calendly signed so many seconds after the service's now. */
async function signed(service: RunningService, seconds: readonly number[]): Promise<unknown[]> {
  const receipts = [];
  for (const offset of seconds) {
    const { body } = await service.post<{ status: string }>(aBooking(), { signedAt: at(offset) });
    receipts.push(body.status);
  }
  return receipts;
}

async function told(service: RunningService): Promise<string> {
  const { body } = await service.get<CalendlyStatus>('/calendly/status');
  return body.problems.map(({ code, message }) => `${code}: ${message}`).join('\n');
}
