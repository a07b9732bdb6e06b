import type { ConnectingWorld, MakeConnectingWorld } from './connecting-world.ts';
import type { TestRunner } from './test-runner.ts';

const atOnce = 24;

/** Tests what every {@link ConnectionStore} promises about leases. */
export function describeLeases(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeConnectingWorld,
): void {
  describe(`a lease on ${name}`, () => {
    let world: ConnectingWorld;
    let lease: string;

    beforeEach(async () => {
      world = await makeWorld();
      lease = `refresh:${crypto.randomUUID()}`;
    });
    afterEach(() => world.close());

    test('has one holder until it ends', async () => {
      expect(await take('one', 0, 10)).toBe(true);

      expect(await take('other', 9, 19)).toBe(false);
      expect(await take('other', 10, 20)).toBe(true);
      expect(await take('one', 11, 21)).toBe(false);
    });

    test('is lengthened by its holder', async () => {
      await take('one', 0, 10);

      expect(await take('one', 5, 15)).toBe(true);
      expect(await take('other', 14, 24)).toBe(false);
    });

    test('ends when its holder lets go, and nobody else can end it', async () => {
      await take('one', 0, 10);

      await world.there.connections.release(lease, 'other');
      expect(await take('other', 1, 11)).toBe(false);
      await world.there.connections.release(lease, 'one');
      expect(await take('other', 1, 11)).toBe(true);
    });

    test('is one of many that do not concern each other', async () => {
      await take('one', 0, 10);
      lease = `watch:${crypto.randomUUID()}`;

      expect(await take('other', 0, 10)).toBe(true);
    });

    test('that many want at once has one holder, when it is new and when it has ended', async () => {
      expect(await wonBy(0)).toHaveLength(1);
      expect(await wonBy(60)).toHaveLength(1);
    });

    async function wonBy(second: number): Promise<string[]> {
      const holders = Array.from({ length: atOnce }, () => crypto.randomUUID());
      const won = await Promise.all(
        holders.map((holder, n) => take(holder, second, second + 10, n)),
      );
      return holders.filter((_, n) => won[n]);
    }

    function take(holder: string, now: number, until: number, n = 0): Promise<boolean> {
      const { connections } = n % 2 === 0 ? world.here : world.there;
      return connections.lease(lease, holder, at(now), at(until));
    }
  });
}

function at(second: number): Date {
  return new Date(Date.parse('2026-01-04T12:00:00Z') + second * 1000);
}
