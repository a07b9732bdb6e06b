import type { ConnectAttempt, ConnectAttemptStore } from '../../src/ports/connect-attempt-store.ts';
import type { ConnectingWorld, MakeConnectingWorld } from './connecting-world.ts';
import type { TestRunner } from './test-runner.ts';

const begun = new Date('2026-01-04T12:00:00.000Z');
const over = new Date('2026-01-04T12:10:00.500Z');
const atOnce = 24;

/** Tests what every {@link ConnectAttemptStore} promises. */
export function describeConnectAttemptStore(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeConnectingWorld,
): void {
  describe(`an attempt to connect on ${name}`, () => {
    let world: ConnectingWorld;
    let attempts: ConnectAttemptStore;

    beforeEach(async () => {
      world = await makeWorld();
      attempts = world.here.attempts;
    });
    afterEach(() => world.close());

    test('comes back as it was, to whichever process its callback comes', async () => {
      const attempt = await added();

      expect(await world.there.attempts.take(attempt.stateHash, begun)).toEqual(attempt);
    });

    test('comes back once', async () => {
      const { stateHash } = await added();
      await attempts.take(stateHash, begun);

      expect(await attempts.take(stateHash, begun)).toBeNull();
    });

    test('comes back once to many who ask at once', async () => {
      const { stateHash } = await added();

      const taken = await Promise.all(
        Array.from({ length: atOnce }, (_, n) =>
          (n % 2 === 0 ? world.here : world.there).attempts.take(stateHash, begun),
        ),
      );

      expect(taken.filter((attempt) => attempt !== null)).toHaveLength(1);
    });

    test('is one of many, and is found by its own state only', async () => {
      const [one, other] = [await added(), await added()];

      expect(await attempts.take(one.cookieHash, begun)).toBeNull();
      expect(await attempts.take(one.stateHash, begun)).toEqual(one);
      expect(await attempts.take(other.stateHash, begun)).toEqual(other);
    });

    test('is not there any more from the moment when it expires', async () => {
      const [one, other] = [await added(), await added()];

      expect(await attempts.take(one.stateHash, over)).toBeNull();
      const before = new Date(over.getTime() - 1);
      expect(await attempts.take(other.stateHash, before)).toEqual(other);
    });

    test('that expired is forgotten, and no other', async () => {
      const expired = await added();
      const later = await added(new Date(over.getTime() + 1));

      await attempts.prune(over);

      expect(await attempts.take(expired.stateHash, begun)).toBeNull();
      expect(await attempts.take(later.stateHash, begun)).toEqual(later);
    });

    async function added(expiresAt = over): Promise<ConnectAttempt> {
      const attempt = {
        id: crypto.randomUUID(),
        organizationId: world.organization(),
        subject: 'ada',
        stateHash: aHash(),
        cookieHash: aHash(),
        codeVerifier: 'sealed',
        expiresAt,
      };
      await attempts.add(attempt);
      return attempt;
    }
  });
}

function aHash(): string {
  return `${crypto.randomUUID()}${crypto.randomUUID()}`.replaceAll('-', '');
}
