import { describe, expect, test } from '@jest/globals';
import { bookingKey, bookingKeyOf, inviteeUriOf } from '../../src/domain/booking-key.ts';

describe('the key of a booking', () => {
  test.each([
    ['https://api.calendly.com/scheduled_events/EV/invitees/IN', 'EV/IN'],
    ['https://calendly.com/scheduled_events/EV/invitees/IN', 'EV/IN'],
    ['https://api.calendly.com/scheduled_events/EV/invitees/IN/', 'EV/IN'],
    ['https://api.calendly.com/scheduled_events/EV/invitees/IN?a=b/c#d', 'EV/IN'],
    ['https://api.calendly.com/invitees/IN', 'IN'],
    ['IN', 'IN'],
  ])('of %s is %s', (uri, key) => {
    expect(bookingKeyOf(uri)).toBe(key);
  });

  test.each(['', '/', 'https://'])('is not made of %j', (uri) => {
    expect(bookingKeyOf(uri)).toBeNull();
  });

  test('is the same from the ids as from the URI', () => {
    const key = bookingKey('EV', 'IN');

    expect(bookingKeyOf(inviteeUriOf(key))).toBe(key);
  });

  test('without an event has a URI of its own', () => {
    const key = bookingKeyOf('IN');

    expect(key && inviteeUriOf(key)).toBe('https://api.calendly.com/invitees/IN');
  });
});
