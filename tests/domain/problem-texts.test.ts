import { describe, expect, test } from '@jest/globals';
import { describeProblem, type ProblemDetails } from '../../src/domain/problem-texts.ts';

const details: ProblemDetails = {
  connection: { grantedScopes: ['users:read', 'scheduled_events:read'], kind: 'oauth' },
  skewSeconds: 180,
  undecidedBytes: 12_400_000,
  appUrl: 'https://crm.example.com',
};

describe('a problem is described', () => {
  test('with its code, what is wrong and what to do, in the language of the reader', () => {
    expect(describeProblem('reconnect_required', 'fr', details)).toEqual({
      code: 'reconnect_required',
      message:
        'Calendly n’accepte plus cette connexion : l’autorisation a été retirée ou a expiré.',
      remedy: 'Connectez Calendly de nouveau.',
    });
    expect(describeProblem('provider_error', 'en', details)).toEqual({
      code: 'provider_error',
      message: 'Calendly did not answer, or not as expected.',
      remedy: 'Try again in a few minutes.',
    });
  });

  test('in English where its catalog lacks the language of the notes', () => {
    expect(describeProblem('provider_error', 'de', details)).toEqual(
      describeProblem('provider_error', 'en', details),
    );
  });

  test('in sentences of its own, whatever it is', () => {
    const codes = [
      'reconnect_required',
      'subscription_disabled',
      'subscription_missing',
      'scope_missing',
      'role_lost',
      'plan_too_small',
      'not_reachable',
      'provider_error',
      'clock_skew',
      'undecided_growing',
    ] as const;

    const described = (['fr', 'en'] as const).flatMap((language) =>
      codes.map((code) => describeProblem(code, language, details)),
    );

    expect(described.map(({ code }) => code)).toEqual([...codes, ...codes]);
    const sentences = described.flatMap(({ message, remedy }) => [message, remedy]);
    for (const text of sentences) expect(text).toMatch(/^\p{Lu}.{15,}\.$/u);
    expect(new Set(described.map(({ message }) => message)).size).toBe(20);
  });

  test.each([
    [180, 'retarde de 180 secondes', '180 seconds behind'],
    [1, 'retarde de 1 secondes', '1 seconds behind'],
    [-180, 'avance de 180 secondes', '180 seconds ahead of'],
  ])(
    'of a clock that Calendly’s is ahead of by %i s: it is slow or fast',
    (skewSeconds, fr, en) => {
      const skewed = { ...details, skewSeconds };

      expect(describeProblem('clock_skew', 'fr', skewed).message).toContain(fr);
      expect(describeProblem('clock_skew', 'en', skewed).message).toContain(en);
    },
  );

  test.each([
    ['that tells what it holds', details.connection, 'webhooks:write.', false],
    [
      'that has everything',
      { grantedScopes: null, kind: 'oauth' as const },
      'users:read, scheduled_events:read, webhooks:write, routing_forms:read.',
      false,
    ],
    [
      'of a personal token',
      { grantedScopes: null, kind: 'personal_token' as const },
      'users:read, scheduled_events:read, webhooks:write, routing_forms:read.',
      true,
    ],
    [
      'that is not there',
      null,
      'users:read, scheduled_events:read, webhooks:write, routing_forms:read.',
      false,
    ],
  ])(
    'of a connection %s: the permissions that it lacks, and where to give them',
    (_, connection, scopes, isPersonal) => {
      const fr = describeProblem('scope_missing', 'fr', { ...details, connection });
      const en = describeProblem('scope_missing', 'en', { ...details, connection });

      expect(fr.message).toBe(`Il manque une autorisation : ${scopes}`);
      expect(en.message).toBe(`A permission is missing: ${scopes}`);
      expect(fr.remedy.includes('jeton personnel')).toBe(isPersonal);
      expect(en.remedy.includes('personal access token')).toBe(isPersonal);
    },
  );

  test('of what waits for a decision: how many megabytes, and from how many on the oldest go', () => {
    const growing = (undecidedBytes: number) =>
      (['fr', 'en'] as const).map(
        (language) =>
          describeProblem('undecided_growing', language, { ...details, undecidedBytes }).message,
      );

    const [fr, en] = growing(12_400_000);

    expect(fr).toContain('12 Mo');
    expect(en).toContain('12 MB');
    expect(growing(12_600_000)[1]).toContain('13 MB');
  });

  test('of an address that Calendly cannot reach: which one', () => {
    for (const language of ['fr', 'en'] as const) {
      expect(describeProblem('not_reachable', language, details).message).toContain(
        'https://crm.example.com',
      );
    }
  });
});
