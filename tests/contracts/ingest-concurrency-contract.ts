import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Prospect } from '../../src/domain/prospect.ts';
import { changing, keep, touching } from '../support/a-change.ts';
import { anEntry, aProspect } from '../support/a-store-row.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

/** Tests what every {@link IngestStore} promises when many use it at once. */
export function describeIngestConcurrency(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`many units at once in the ingest store on ${name}`, () => {
    let world: StoreWorld;

    beforeEach(async () => {
      world = await makeWorld();
    });
    afterEach(() => world.close());

    test('see what the one before them committed, so that no change is lost', async () => {
      const acme = world.organization();
      const counter = aProspect({ edits: { phone: '0' } });
      await keep(world.ingest, acme, { prospects: [counter] });

      await Promise.all(Array.from({ length: 50 }, () => increment([acme], counter)));

      expect(await countOf(acme, counter)).toBe('50');
    });

    test('on the same organizations in opposite orders all come to an end', async () => {
      const [acme, globex] = [world.organization(), world.organization()];
      const counter = aProspect({ edits: { phone: '0' } });
      const twin = { ...counter, id: crypto.randomUUID() };
      await keep(world.ingest, acme, { prospects: [counter] });
      await keep(world.ingest, globex, { prospects: [twin] });

      await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          increment(i % 2 === 0 ? [acme, globex] : [globex, acme], counter),
        ),
      );

      expect(await countOf(acme, counter)).toBe('20');
      expect(await countOf(globex, twin)).toBe('20');
    });

    test('give their log entries dense places, a batch side by side', async () => {
      const acme = world.organization();
      const batches = Array.from({ length: 20 }, (_, batch) =>
        Array.from({ length: 1 + (batch % 4) }, () =>
          anEntry(crypto.randomUUID(), { changed: [`${batch}`] }),
        ),
      );

      await Promise.all(batches.map((entries) => keep(world.ingest, acme, { entries })));

      const { seq, entries } = await world.log.read(acme, 0, 1000);
      expect(entries.map((entry) => entry.seq)).toEqual(
        Array.from({ length: 50 }, (_, i) => i + 1),
      );
      expect(seq).toBe(50);
      expect(runsOf(entries.map(({ changed: [batch] }) => batch))).toHaveLength(20);
    });

    test('go on after one of them was given up', async () => {
      const acme = world.organization();
      const counter = aProspect({ edits: { phone: '0' } });
      await keep(world.ingest, acme, { prospects: [counter] });

      await Promise.all(
        Array.from({ length: 12 }, (_, i) =>
          i % 3 === 0 ? giveUp(acme, counter) : increment([acme], counter),
        ),
      );

      expect(await countOf(acme, counter)).toBe('8');
    });

    async function increment(organizations: OrganizationId[], { email }: Prospect): Promise<void> {
      await using unit = await world.ingest.load(touching(organizations, { emails: [email] }));
      const counted = organizations.map((organizationId) => {
        const counter = unit.stateOf(organizationId).prospect(email);
        if (counter === undefined) throw new Error('The counter is gone.');
        const phone = `${Number(counter.edits.phone) + 1}`;
        return [organizationId, { prospects: [{ ...counter, edits: { phone } }] }] as const;
      });
      await unit.commit(changing(counted));
    }

    async function giveUp(organizationId: OrganizationId, { email }: Prospect): Promise<void> {
      const unit = await world.ingest.load(touching(organizationId, { emails: [email] }));
      await unit[Symbol.asyncDispose]();
    }

    async function countOf(organizationId: OrganizationId, { id }: Prospect): Promise<unknown> {
      const [counter] = await world.prospects.prospects(organizationId, [id]);
      return counter?.edits.phone;
    }
  });
}

/** The values without those that repeat the one before. */
function runsOf(values: (string | undefined)[]): (string | undefined)[] {
  return values.filter((value, i) => i === 0 || value !== values[i - 1]);
}
