import { describe, expect, test } from '@jest/globals';
import { aPersonAtWork } from '../../support/a-person-at-work.ts';
import { theFileOf } from '../../support/the-file-of.ts';

describe('a note that a person writes', () => {
  test('is on the prospect, announced, and moves its last activity', async () => {
    const { world, acme, ada, addNote, announced } = await aPersonAtWork();
    world.clock.advance(60);

    const note = await addNote.execute(acme, ada.id, 'A rappeler', 'grace');

    const now = world.clock.now();
    expect(note).toEqual({
      id: expect.any(String),
      prospectId: ada.id,
      kind: 'manual',
      body: 'A rappeler',
      author: 'grace',
      createdAt: now,
      key: null,
      booking: null,
    });
    const file = await theFileOf(world.prospects, acme, ada.id);
    expect(file?.notes[0]).toEqual(note);
    expect(file?.notes).toHaveLength(2);
    expect(file?.prospect).toEqual({ ...ada, lastActivityAt: now, updatedAt: now });
    expect(await announced()).toEqual([
      { type: 'prospect.updated', subjectId: ada.id, changed: ['lastActivityAt'] },
      { type: 'note.added', subjectId: note?.id, changed: [] },
    ]);
  });

  test('in the same words is another note', async () => {
    const { world, acme, ada, addNote } = await aPersonAtWork();

    await Promise.all([1, 2].map(() => addNote.execute(acme, ada.id, 'A rappeler', 'grace')));

    const notes = (await theFileOf(world.prospects, acme, ada.id))?.notes ?? [];
    expect(notes.filter(({ kind }) => kind === 'manual')).toHaveLength(2);
  });

  test('brings its prospect to the top of the list', async () => {
    const { world, acme, ada, book, addNote } = await aPersonAtWork();
    await book({ of: 'grace', at: '2026-01-03T09:00:00Z' });
    const query = { search: null, filter: null, limit: 10, cursor: null };
    const before = await world.prospects.list(acme, query);

    await addNote.execute(acme, ada.id, 'A rappeler', 'grace');

    const after = await world.prospects.list(acme, query);
    expect(before.items.map(({ email }) => email)).toEqual(['grace@example.com', ada.email]);
    expect(after.items.map(({ email }) => email)).toEqual([ada.email, 'grace@example.com']);
  });

  test('is nowhere when the prospect is not there, or not theirs', async () => {
    const { world, acme, ada, addNote, announced } = await aPersonAtWork();
    const globex = world.organization();

    expect(await addNote.execute(acme, crypto.randomUUID(), 'x', 'grace')).toBeNull();
    expect(await addNote.execute(globex, ada.id, 'x', 'grace')).toBeNull();
    expect((await theFileOf(world.prospects, acme, ada.id))?.notes).toHaveLength(1);
    expect(await announced()).toEqual([]);
    expect(await announced(globex)).toEqual([]);
  });
});
