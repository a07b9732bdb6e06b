import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { describedFields } from '../../adapters/doctor/described-fields.ts';
import { Redactor } from '../../adapters/doctor/redactor.ts';
import { shapeDifferences } from '../../adapters/doctor/shape-differences.ts';
import { fixture } from '../support/a-running-service.ts';

const folder = join(import.meta.dirname, '../fixtures/calendly');
const samples = readdirSync(folder)
  .filter((name) => name.startsWith('webhook.'))
  .map((name) => name.replace(/\.json$/, ''));
/** These are as Calendly once sent them, or never should. */
const irregular: Record<string, string[]> = {
  'webhook.invitee-canceled.legacy-cancellation-without-created-at': [
    'undescribed payload.canceled',
    'missing payload.cancellation.created_at',
    'missing payload.scheduled_event',
  ],
  'webhook.invitee-created.legacy-no-scheduled-event': [
    'undescribed payload.canceled',
    'missing payload.scheduling_method',
    'missing payload.invitee_scheduled_by',
    'missing payload.scheduled_event',
  ],
  'webhook.invitee-created.missing-email': ['missing payload.email'],
};

test.each(samples)('%s differs from what Calendly describes only where it is meant to', (name) => {
  const body = JSON.parse(fixture(name).toString()) as { event: string };

  const differences = shapeDifferences(body, describedFields(body.event));

  expect(differences.map(({ kind, path }) => `${kind} ${path}`)).toEqual(irregular[name] ?? []);
});

test('whatever a webhook says in text is gone, but for times, words of Calendly and its nouns', () => {
  const secret = fc.stringMatching(/^.?SECRET.{0,20}$/);
  const list = fc.array(fc.dictionary(field, secret, { maxKeys: 3 }), { maxLength: 3 });
  const body = fc.dictionary(field, fc.oneof(secret, list), { maxKeys: 5 });

  fc.assert(
    fc.property(body, (told) => {
      const text = JSON.stringify(new Redactor().redact(told));

      expect(text).not.toContain('SECRET');
    }),
  );
});

test('the same person and the same id have one stand-in, also in an address', () => {
  const id = '6f1e4b82-9d5c-4030-8b7f-2c8e3d405f12';
  const redactor = new Redactor();

  const told = redactor.redact({
    email: 'Ada@example.com',
    guests: ['ada@example.com'],
    uuid: id,
    uri: `https://api.calendly.com/users/${id}?token=secret`,
    elsewhere: `https://zoom.test/j/1?pwd=secret`,
  }) as Record<string, string>;

  expect(told['guests']).toEqual([told['email']]);
  expect(told['uri']).toBe(`https://api.calendly.com/users/${told['uuid']}?redacted`);
  expect(told['elsewhere']).toMatch(/^https:\/\/redacted\.example\/id-\w+\/id-\w+\?redacted$/);
});

const field = fc.constantFrom('name', 'answer', 'created_at', 'uri', 'reason', 'data', 'phone');
