import { expect, test } from '@jest/globals';
import type { EmailAddress } from '../../src/domain/email-address.ts';
import { mergeProspect, newProspect } from '../../src/domain/prospect.ts';
import { untracked } from '../../src/domain/tracking.ts';
import { version } from '../../src/domain/version.ts';
import { instant } from '../support/a-fact.ts';

const email = 'ada@example.com' as EmailAddress;
const [now, before] = [new Date('2026-01-05T10:00:00Z'), new Date('2026-01-04T10:00:00Z')];
const reported = (hour: string) => {
  const at = instant(`2026-01-02T${hour}:00:00Z`);
  return version(at, at, '');
};
const nothing = {
  name: null,
  firstName: null,
  lastName: null,
  phone: null,
  timezone: null,
  tracking: null,
};

test('of somebody new nothing is known but the address', () => {
  expect(newProspect('id', email, now, before)).toStrictEqual({
    id: 'id',
    email,
    reported: { name: null, firstName: null, lastName: null, phone: null, timezone: null },
    edits: {},
    tracking: { first: untracked, last: untracked },
    createdAt: now,
    updatedAt: now,
    lastActivityAt: before,
    versions: {
      name: null,
      phone: null,
      timezone: null,
      firstTracking: null,
      lastTracking: null,
    },
  });
});

test('a word that tells nothing changes nothing, however old or new it is', () => {
  const tracking = { ...untracked, utmSource: 'letter' };
  const words = { ...nothing, name: 'Ada', phone: '+33', timezone: 'Europe/Paris', tracking };
  const ada = mergeProspect(newProspect('id', email, now, before), words, reported('09'), before);

  for (const hour of ['08', '10']) {
    expect(mergeProspect(ada, nothing, reported(hour), before)).toStrictEqual(ada);
  }
});

test('where a person came from last is reported by the newest word, and first by the oldest', () => {
  const from = (utmSource: string) => ({ ...nothing, tracking: { ...untracked, utmSource } });
  let ada = newProspect('id', email, now, before);

  for (const hour of ['09', '08', '10', '11', '07']) {
    ada = mergeProspect(ada, from(hour), reported(hour), before);
  }

  expect(ada.tracking).toStrictEqual({ first: from('07').tracking, last: from('11').tracking });
  expect(ada.versions).toMatchObject({
    firstTracking: reported('07'),
    lastTracking: reported('11'),
  });
});
