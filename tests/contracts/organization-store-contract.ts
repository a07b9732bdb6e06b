import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { MakeOrganizationWorld, OrganizationWorld } from './organization-world.ts';
import type { TestRunner } from './test-runner.ts';

const now = new Date('2026-01-04T12:00:00.123Z');
const later = new Date('2026-01-04T13:00:00Z');

/** Tests what every {@link OrganizationStore} promises, whatever it is kept in. */
export function describeOrganizationStore(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeOrganizationWorld,
): void {
  describe(`disabled organizations on ${name}`, () => {
    let world: OrganizationWorld;
    let acme: OrganizationId;
    let bolt: OrganizationId;
    beforeEach(async () => {
      world = await makeWorld();
      [acme, bolt] = [world.organization(), world.organization()];
    });
    afterEach(async () => {
      for (const id of [acme, bolt]) await world.here.enable(id);
      await world.close();
    });

    test('are those that were disabled, since when they were, and no others', async () => {
      expect(await disabled()).toEqual([]);

      expect(await world.there.disable(acme, now)).toBe('disabled');

      expect(await disabled()).toEqual([{ id: acme, disabledAt: now }]);
    });

    test('stay disabled since the first time', async () => {
      await world.here.disable(acme, now);

      expect(await world.there.disable(acme, later)).toBe('already_disabled');

      expect(await disabled()).toEqual([{ id: acme, disabledAt: now }]);
    });

    test('are enabled one by one, and can be disabled again', async () => {
      await world.here.disable(acme, now);
      await world.here.disable(bolt, now);

      expect(await world.there.enable(acme)).toBe('enabled');
      expect(await disabled()).toEqual([{ id: bolt, disabledAt: now }]);
      expect(await world.here.disable(acme, later)).toBe('disabled');

      expect(await disabled()).toEqual([
        { id: acme, disabledAt: later },
        { id: bolt, disabledAt: now },
      ]);
    });

    test('are disabled once by all who disable them at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          (i % 2 === 0 ? world.here : world.there).disable(acme, now),
        ),
      );

      expect(answers.filter((answer) => answer === 'disabled')).toHaveLength(1);
      expect(await disabled()).toEqual([{ id: acme, disabledAt: now }]);
    });

    test('are not there to be enabled when nobody disabled them', async () => {
      await world.here.disable(bolt, now);

      expect(await world.here.enable(acme)).toBe('not_disabled');

      expect(await disabled()).toEqual([{ id: bolt, disabledAt: now }]);
    });

    test('are no part of what was answered before', async () => {
      const at = new Date(now);
      await world.here.disable(acme, at);
      const [answered] = await disabled();

      at.setTime(0);
      answered?.disabledAt.setTime(0);

      expect(await disabled()).toEqual([{ id: acme, disabledAt: now }]);
    });

    /** The disabled ones of this test's two organizations, acme first. */
    async function disabled() {
      const all = await world.here.disabled();
      return [acme, bolt].flatMap((id) => all.filter((one) => one.id === id));
    }
  });
}
