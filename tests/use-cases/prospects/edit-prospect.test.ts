import { describe, expect, test } from '@jest/globals';
import { shownFields } from '../../../src/domain/prospect.ts';
import { aPersonAtWork } from '../../support/a-person-at-work.ts';
import { theFileOf } from '../../support/the-file-of.ts';

describe('an edited prospect', () => {
  test('shows the person’s words, and says which', async () => {
    const { world, acme, ada, edit, announced } = await aPersonAtWork();
    world.clock.advance(60);

    const view = await edit.execute(acme, ada.id, { name: 'Countess', phone: '+33 1' });

    expect(view).toEqual({
      ...ada,
      edits: { name: 'Countess', phone: '+33 1' },
      updatedAt: world.clock.now(),
    });
    expect(view && shownFields(view)).toMatchObject({ name: 'Countess', phone: '+33 1' });
    expect((await theFileOf(world.prospects, acme, ada.id))?.prospect).toEqual(view);
    expect(await announced()).toEqual([
      {
        type: 'prospect.updated',
        subjectId: ada.id,
        changed: ['name', 'phone', 'editedFields'],
      },
    ]);
  });

  test('keeps them whatever Calendly reports later, and shows that once they are handed back', async () => {
    const { acme, ada, book, edit } = await aPersonAtWork();
    await edit.execute(acme, ada.id, { name: 'Countess' });
    const newer = { at: '2026-01-03T09:00:00Z', bookedAt: '2026-01-03T09:00:00Z' };

    await book({ of: 'ada', booking: 'second', name: 'Ada Lovelace', ...newer });
    const kept = await edit.execute(acme, ada.id, {});
    const handedBack = await edit.execute(acme, ada.id, { name: null });

    expect(kept && shownFields(kept).name).toBe('Countess');
    expect(kept?.reported.name).toBe('Ada Lovelace');
    expect(handedBack && shownFields(handedBack).name).toBe('Ada Lovelace');
    expect(handedBack?.edits).toEqual({});
  });

  test('is changed field by field', async () => {
    const { acme, ada, edit } = await aPersonAtWork();
    await edit.execute(acme, ada.id, { firstName: 'Ada', lastName: 'Byron' });

    const view = await edit.execute(acme, ada.id, { lastName: 'Lovelace', timezone: 'UTC' });
    const then = await edit.execute(acme, ada.id, { firstName: null });

    expect(view?.edits).toEqual({ firstName: 'Ada', lastName: 'Lovelace', timezone: 'UTC' });
    expect(then?.edits).toEqual({ lastName: 'Lovelace', timezone: 'UTC' });
  });

  test('may be set to the value that it shows already: it then stays that', async () => {
    const { acme, ada, edit, announced } = await aPersonAtWork();

    const view = await edit.execute(acme, ada.id, { name: 'Ada' });

    expect(view?.edits).toEqual({ name: 'Ada' });
    expect(await announced()).toMatchObject([{ changed: ['editedFields'] }]);
  });

  test.each([
    ['nothing', {}],
    ['the same again', { phone: '+33 1' }],
    ['back what was never taken', { lastName: null }],
  ])('that is given %s announces nothing', async (_, edits) => {
    const { world, acme, ada, edit, announced } = await aPersonAtWork();
    const before = await edit.execute(acme, ada.id, { phone: '+33 1' });
    world.clock.advance(60);

    const after = await edit.execute(acme, ada.id, edits);

    expect(after).toEqual(before);
    expect(await announced()).toHaveLength(1);
  });

  test('by two at once has the words of both', async () => {
    const { acme, ada, edit } = await aPersonAtWork();

    await Promise.all([
      edit.execute(acme, ada.id, { phone: '+33 1' }),
      edit.execute(acme, ada.id, { lastName: 'Byron' }),
    ]);

    const view = await edit.execute(acme, ada.id, {});
    expect(view?.edits).toEqual({ phone: '+33 1', lastName: 'Byron' });
  });
});

test('nobody edits a prospect that is not there, or not theirs', async () => {
  const { world, acme, ada, edit, announced } = await aPersonAtWork();

  expect(await edit.execute(acme, crypto.randomUUID(), { name: 'X' })).toBeNull();
  expect(await edit.execute(world.organization(), ada.id, { name: 'X' })).toBeNull();
  expect((await theFileOf(world.prospects, acme, ada.id))?.prospect).toEqual(ada);
  expect(await announced()).toEqual([]);
});
