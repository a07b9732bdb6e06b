import { expect, test } from '@jest/globals';
import * as errors from '../../src/domain/errors.ts';

/** One of each, with what its own constructor takes. */
const all: errors.CoreError[] = [
  new errors.StoreUnavailable('x'),
  new errors.StreamBusy('x'),
  new errors.StoreConflict('x'),
  new errors.StoreRefused('x'),
  new errors.TooManyWaiting('x'),
  new errors.NotAuthenticated('token_expired', 'x'),
  new errors.AuthUnavailable('x'),
  new errors.CursorInvalid('x'),
  new errors.ResyncRequired(7, 'e1'),
  new errors.CalendlyUnauthenticated('x'),
  new errors.CalendlyForbidden('scope', 'x', ['users:read']),
  new errors.CalendlyNotFound('x'),
  new errors.CalendlyConflict('x'),
  new errors.CalendlyRateLimited(30),
  new errors.ProviderError('x'),
  new errors.NotReachable('x'),
  new errors.NotConfigured('x'),
  new errors.OauthStateInvalid('x'),
  new errors.OauthRefused('x'),
  new errors.GrantInvalid('x'),
  new errors.AlreadyConnected('x'),
  new errors.KeyError('x'),
];

test('every failure that the core can name has its code, and says whether trying again may help', () => {
  expect(all.map((one) => [one.constructor.name, one.code, one.retryable])).toEqual([
    ['StoreUnavailable', 'unavailable', true],
    ['StreamBusy', 'stream_busy', true],
    ['StoreConflict', 'store_conflict', true],
    ['StoreRefused', 'store_refused', true],
    ['TooManyWaiting', 'too_many_waiting', true],
    ['NotAuthenticated', 'token_expired', false],
    ['AuthUnavailable', 'auth_unavailable', true],
    ['CursorInvalid', 'cursor_invalid', false],
    ['ResyncRequired', 'resync_required', false],
    ['CalendlyUnauthenticated', 'calendly_unauthenticated', false],
    ['CalendlyForbidden', 'calendly_forbidden', false],
    ['CalendlyNotFound', 'calendly_not_found', false],
    ['CalendlyConflict', 'calendly_conflict', false],
    ['CalendlyRateLimited', 'calendly_rate_limited', true],
    ['ProviderError', 'provider_error', true],
    ['NotReachable', 'not_reachable', false],
    ['NotConfigured', 'not_configured', false],
    ['OauthStateInvalid', 'oauth_state_invalid', false],
    ['OauthRefused', 'oauth_failed', false],
    ['GrantInvalid', 'grant_invalid', false],
    ['AlreadyConnected', 'already_connected', false],
    ['KeyError', 'key_error', false],
  ]);
});

test('none that the core exports is left out', () => {
  const roots = ['CoreError', 'StoreTrouble', 'CalendlyRefusal'];

  const named = all.map((one) => one.constructor.name);

  expect([...named, ...roots].toSorted()).toEqual(Object.keys(errors).toSorted());
});

test('a failure carries what its reader needs', () => {
  expect(new errors.ResyncRequired(7, 'e1')).toMatchObject({
    seq: 7,
    epoch: 'e1',
    message: expect.stringMatching(/^The event log cannot continue from there.* from 7\.$/),
  });
  expect(new errors.CalendlyRateLimited(30)).toMatchObject({ seconds: 30 });
  expect(new errors.CalendlyForbidden('plan', 'x')).toMatchObject({
    want: 'plan',
    requiredScopes: [],
  });
});
