import { describe, expect, test } from '@jest/globals';
import { SequentialIds } from '../../../adapters/memory/sequential-ids.ts';
import { StoreUnavailable } from '../../../src/domain/errors.ts';
import type { InviteeFact } from '../../../src/domain/invitee-fact.ts';
import { NoteWriter } from '../../../src/domain/note-writer.ts';
import { untracked } from '../../../src/domain/tracking.ts';
import { ApplyFacts } from '../../../src/use-cases/intake/apply-facts.ts';
import { aBooking } from '../../support/a-booking.ts';
import { aCancellation } from '../../support/a-cancellation.ts';
import { touching } from '../../support/a-change.ts';
import { aFact, keyOf } from '../../support/a-fact.ts';
import { aMemoryWorld } from '../../support/a-memory-world.ts';
import { theFileOf } from '../../support/the-file-of.ts';

/** An organization, and what merges facts that were read from Calendly. */
function aReader() {
  const world = aMemoryWorld();
  const acme = world.organization();
  const parts = {
    clock: world.clock,
    ids: new SequentialIds(),
    noteWriter: new NoteWriter('fr', 'Europe/Paris'),
  };
  const apply = new ApplyFacts({ ...parts, ingestStore: world.ingest });
  let commits = 0;
  /** Reads facts; the same fact has the same digest. */
  const read = (...facts: InviteeFact[]) =>
    apply.execute(
      acme,
      facts.map((fact) => ({ fact, digest: JSON.stringify(fact) })),
    );
  const counting = new ApplyFacts({
    ...parts,
    ingestStore: {
      load: async (touched) => {
        const unit = await world.ingest.load(touched);
        const commit = unit.commit.bind(unit);
        return Object.assign(unit, {
          commit: (changes: Parameters<typeof commit>[0]) => {
            commits += 1;
            return commit(changes);
          },
        });
      },
    },
  });
  const stateOf = async (name: string) => {
    const touched = touching(acme, { bookings: [keyOf(name)] });
    await using unit = await world.ingest.load(touched);
    return unit.stateOf(acme).scheduledEvent(keyOf(name));
  };
  return { world, acme, parts, apply, read, counting, commits: () => commits, stateOf };
}

describe('what is read from Calendly', () => {
  test('is counted apart: bookings that were not known, and how many others changed', async () => {
    const { read } = aReader();
    await read(aBooking({ of: 'ada' }), aBooking({ of: 'grace' }), aBooking({ of: 'joan' }));

    const applied = await read(
      aBooking({ of: 'mary' }),
      aCancellation({ of: 'mary' }),
      aCancellation({ of: 'ada' }),
      aBooking({ of: 'grace' }),
      // The fact is reported again later, with nothing new that shows.
      aBooking({ of: 'joan', at: '2026-01-02T10:00:00Z' }),
    );

    expect(applied).toEqual({ created: [keyOf('mary')], updated: 1 });
  });

  test('is kept all together or not at all: what the store refuses is not said to be applied', async () => {
    const { world, acme, parts } = aReader();
    const apply = new ApplyFacts({
      ...parts,
      ingestStore: {
        load: async (touched) =>
          Object.assign(await world.ingest.load(touched), {
            commit: async () => {
              throw new StoreUnavailable('It is away.');
            },
          }),
      },
    });

    const applied = apply.execute(acme, [{ fact: aBooking({ of: 'ada' }), digest: 'd' }]);

    await expect(applied).rejects.toBeInstanceOf(StoreUnavailable);
  });

  test('is written only where something is new', async () => {
    const { acme, counting, commits } = aReader();
    const facts = [{ fact: aBooking({ of: 'ada' }), digest: 'd' }];
    await counting.execute(acme, facts);

    await counting.execute(acme, facts);

    expect(commits()).toBe(1);
  });

  test('and is reported at a later time ranks by that time, though nothing else is new', async () => {
    const { read, stateOf } = aReader();
    const early = { start: '2026-01-05T10:00:00Z', at: '2026-01-02T09:00:00Z' };
    const late = { ...early, at: '2026-01-02T12:00:00Z' };
    await read(aBooking({ of: 'ada', ...early }));

    await read(aBooking({ of: 'ada', ...late }));
    await read(
      aFact('booked', { of: 'ada', start: '2026-01-06T10:00:00Z', at: '2026-01-02T10:00:00Z' }),
    );

    const meeting = (await stateOf('ada'))?.meeting;
    expect(meeting?.startTime).toEqual(new Date('2026-01-05T10:00:00Z'));
  });

  test('and is older than all that is known still says where the person came from first', async () => {
    const { read, world, acme } = aReader();
    const from = (utmSource: string | null) => ({
      phone: null,
      cancelUrl: null,
      rescheduleUrl: null,
      questionsAndAnswers: [],
      tracking: { ...untracked, utmSource },
      payment: null,
    });
    const at = (hour: string) => ({ of: 'ada', at: hour, bookedAt: hour });
    await read(aBooking({ ...at('2026-01-02T12:00:00Z'), details: from('letter') }));
    await read(aBooking({ ...at('2026-01-02T09:00:00Z'), details: from('letter') }));

    await read(aBooking({ ...at('2026-01-02T10:00:00Z'), details: from('poster') }));

    const { items } = await world.prospects.list(acme, {
      search: null,
      filter: null,
      limit: 1,
      cursor: null,
    });
    expect(items[0]?.tracking.first.utmSource).toBe('letter');
  });

  test('and happened before what was noted of it moves the note to when it first did', async () => {
    const { read, world, acme } = aReader();
    await read(aBooking({ of: 'ada', at: '2026-01-02T12:00:00Z' }));

    await read(aBooking({ of: 'ada', at: '2026-01-02T09:00:00Z' }));

    const { items } = await world.prospects.list(acme, {
      search: null,
      filter: null,
      limit: 1,
      cursor: null,
    });
    const file = await theFileOf(world.prospects, acme, items[0]?.id ?? '');
    expect(file?.notes.map(({ createdAt }) => createdAt)).toEqual([
      new Date('2026-01-02T09:00:00Z'),
    ]);
  });
});
