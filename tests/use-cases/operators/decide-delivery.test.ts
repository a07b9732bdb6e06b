import { describe, expect, test } from '@jest/globals';
import type { DeliveryStatus } from '../../../src/domain/delivery.ts';
import { aBooking } from '../../support/a-booked-webhook.ts';
import { aMemoryWorld, type MemoryWorld } from '../../support/a-memory-world.ts';
import { anOperator } from '../../support/an-operator.ts';

const later = (world: MemoryWorld) => new Date(world.now.getTime() + 3_600_000);

describe('a dead delivery', () => {
  test('shows beforehand what replaying it would do, and changes nothing', async () => {
    const world = aMemoryWorld();
    const operator = anOperator(world);
    const acme = world.organization();
    const { id } = await operator.keeps(acme, aBooking());

    const dry = await operator.does(acme, id, 'replay', true);

    expect(dry).toMatchObject({ applied: false, delivery: { id, status: 'dead' } });
    expect(changesOf(dry).map(({ type, before }) => [type, before])).toEqual([
      ['prospect.created', null],
      ['scheduled_event.created', null],
      ['note.added', null],
    ]);
    expect(await peopleOf(world)).toEqual([]);
    expect((await world.deliveries.get(acme, id))?.delivery.status).toBe('dead');
    expect(await operator.audited(acme)).toEqual([]);
  });

  test('is applied when it is replayed, as the dry run said, and who did it is kept with it', async () => {
    const world = aMemoryWorld();
    const operator = anOperator(world);
    const acme = world.organization();
    const { id } = await operator.keeps(acme, aBooking());
    const dry = await operator.does(acme, id, 'replay', true);

    const real = await operator.does(acme, id, 'replay');

    expect(real).toMatchObject({ applied: true, delivery: { id, status: 'applied', attempts: 2 } });
    expect(changesOf(real).map(({ type }) => type)).toEqual(changesOf(dry).map(({ type }) => type));
    expect((await world.log.read(acme, 0, 10)).entries.map(({ type }) => type)).toEqual(
      changesOf(real).map(({ type }) => type),
    );
    expect(await operator.audited(acme)).toMatchObject([
      { at: world.now, actor: 'ada', action: 'delivery.replayed', subject: id, reason: 'because' },
    ]);
  });

  test('changes nothing when it is replayed twice', async () => {
    const world = aMemoryWorld();
    const operator = anOperator(world);
    const acme = world.organization();
    const { id } = await operator.keeps(acme, aBooking());
    await operator.does(acme, id, 'replay');
    const { seq } = await world.log.read(acme, 0, 10);

    const again = await operator.does(acme, id, 'replay');

    expect(changesOf(again)).toEqual([]);
    expect((await world.log.read(acme, 0, 10)).seq).toBe(seq);
    expect(await operator.audited(acme)).toHaveLength(2);
  });

  test('says which field it changes of a person who is known, with the next meeting among them', async () => {
    const world = aMemoryWorld();
    const operator = anOperator(world);
    const acme = world.organization();
    const first = await operator.keeps(acme, aBooking());
    await operator.does(acme, first.id, 'replay');
    const second = await operator.keeps(acme, aBooking());

    const dry = await operator.does(acme, second.id, 'replay', true);

    const person = changesOf(dry).find(({ type }) => type === 'prospect.updated');
    expect(person?.before).toMatchObject({
      kind: 'prospect',
      prospect: { email: 'ada@example.com' },
    });
    expect(changesOf(dry).map(({ type }) => type)).not.toContain('prospect.created');
  });

  test('can be put aside, and be replayed after that', async () => {
    const world = aMemoryWorld();
    const operator = anOperator(world);
    const acme = world.organization();
    const { id } = await operator.keeps(acme, aBooking());

    const dismissed = await operator.does(acme, id, 'dismiss');
    const replayed = await operator.does(acme, id, 'replay');

    expect(dismissed).toMatchObject({
      applied: false,
      changes: [],
      delivery: { status: 'dismissed' },
    });
    expect(replayed).toMatchObject({ applied: true, delivery: { status: 'applied' } });
    expect((await operator.audited(acme)).map(({ action }) => action).toSorted()).toEqual([
      'delivery.dismissed',
      'delivery.replayed',
    ]);
  });

  test('whose bytes were cleared cannot be replayed, but put aside', async () => {
    const world = aMemoryWorld();
    const operator = anOperator(world);
    const acme = world.organization();
    const { id } = await operator.keeps(acme, aBooking());
    await world.retention.sweepUndecided(later(world), 0).clear(10);

    expect(await operator.does(acme, id, 'replay')).toBe('body_gone');
    expect(await operator.does(acme, id, 'dismiss')).toMatchObject({
      delivery: { status: 'dismissed' },
    });
  });

  test('stays dead when its bytes still cannot be used', async () => {
    const world = aMemoryWorld();
    const operator = anOperator(world);
    const acme = world.organization();
    const { id } = await operator.keeps(acme, '{"event":');

    expect(await operator.does(acme, id, 'replay')).toMatchObject({
      applied: false,
      changes: [],
      delivery: { status: 'dead', reason: 'bad_json', attempts: 2 },
    });
  });

  test('is another organization’s for nobody', async () => {
    const world = aMemoryWorld();
    const operator = anOperator(world);
    const { id } = await operator.keeps(world.organization(), aBooking());

    expect(await operator.does(world.organization(), id, 'replay')).toBe('not_found');
  });
});

test.each<[DeliveryStatus, boolean, boolean, boolean]>([
  ['dead', true, false, true],
  ['quarantined', true, true, true],
  ['due', true, false, true],
  ['applied', true, false, false],
  ['ignored', true, false, false],
  ['dismissed', true, false, false],
])('%s can be replayed (%p), released (%p), dismissed (%p)', async (status, ...can) => {
  const outcomes = [];
  for (const act of ['replay', 'release', 'dismiss'] as const) {
    const world = aMemoryWorld();
    const operator = anOperator(world);
    const acme = world.organization();
    const { id } = await operator.keeps(acme, aBooking(), { status });

    const decided = await operator.does(acme, id, act);

    outcomes.push(typeof decided === 'object' && 'delivery' in decided ? 'yes' : decided);
  }
  expect(outcomes).toEqual(can.map((may) => (may ? 'yes' : { wrongStatus: status })));
});

test('a decision waits its turn with whoever writes in the organization', async () => {
  const world = aMemoryWorld();
  const operator = anOperator(world);
  const acme = world.organization();
  const { id } = await operator.keeps(acme, aBooking());

  const both = await Promise.all([
    operator.does(acme, id, 'replay'),
    operator.does(acme, id, 'replay'),
  ]);

  const [one, other] = both.map((decided) => changesOf(decided).length);
  expect([one, other]).toEqual(one === 0 ? [0, 3] : [3, 0]);
});

function changesOf(decided: unknown): { type: string; before: unknown }[] {
  return (decided as { changes: { type: string; before: unknown }[] }).changes;
}

async function peopleOf({ database }: MemoryWorld): Promise<string[]> {
  return [...database.organizations()].flatMap((id) =>
    [...database.rowsOf(id).prospects.peek()].map(({ email }) => email),
  );
}
