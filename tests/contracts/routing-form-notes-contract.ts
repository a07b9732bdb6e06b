import { type Note, submissionNoteKey } from '../../src/domain/booking-note.ts';
import type { KnownNote } from '../../src/domain/known-state.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Prospect } from '../../src/domain/prospect.ts';
import { keep, loaded, touching } from '../support/a-change.ts';
import { aNote, aProspect, booking } from '../support/a-store-row.ts';
import { theFileOf } from '../support/the-file-of.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

const key = submissionNoteKey('S1');

/** Tests what every {@link IngestStore} promises about notes that no booking leads to, or not yet. */
export function describeRoutingFormNotes(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`the notes of routing forms on ${name}`, () => {
    let world: StoreWorld;
    let acme: OrganizationId;
    let ada: Prospect;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
      ada = aProspect();
    });
    afterEach(() => world.close());

    test('are known by their key', async () => {
      const note = aForm({ prospectId: ada.id });
      await keep(world.ingest, acme, { prospects: [ada], notes: [note] });

      expect(await noteIn(acme)).toEqual(knownFrom(note));
    });

    test('are not known by another key, nor to another organization', async () => {
      await keep(world.ingest, acme, { notes: [aForm()] });

      expect(await noteIn(acme, submissionNoteKey('S2'))).toBeUndefined();
      expect(await noteIn(world.organization())).toBeUndefined();
    });

    test('are known by their booking too, once', async () => {
      const note = aForm({ booking: booking('ada') });
      await keep(world.ingest, acme, { notes: [note] });
      const touched = touching(acme, { bookings: [booking('ada')], notes: [key] });

      await loaded(world.ingest, touched, (unit) => {
        expect(unit.stateOf(acme).notesOf(booking('ada'))).toEqual([knownFrom(note)]);
        expect(unit.stateOf(acme).note(key)).toEqual(knownFrom(note));
      });
    });

    test('without a prospect are nobody’s to see', async () => {
      const [seen, unseen] = [
        aNote(ada.id, booking('ada')),
        aForm({ booking: booking('ada'), key: submissionNoteKey('S2') }),
      ];
      await keep(world.ingest, acme, { prospects: [ada], notes: [seen, unseen] });

      expect((await theFileOf(world.prospects, acme, ada.id))?.notes).toEqual([seen]);
    });

    test('are moved to a booking, and to its prospect', async () => {
      const note = aForm();
      await keep(world.ingest, acme, { prospects: [ada], notes: [note] });
      const to = { booking: booking('ada'), prospectId: ada.id };

      await keep(world.ingest, acme, { notesMoved: [{ ...knownFrom(note), ...to }] });

      expect(await notesOf('ada')).toEqual([{ ...knownFrom(note), ...to }]);
      expect((await theFileOf(world.prospects, acme, ada.id))?.notes).toEqual([{ ...note, ...to }]);
    });

    test('leave the booking that they are moved from', async () => {
      const note = aForm({ prospectId: ada.id, booking: booking('first') });
      await keep(world.ingest, acme, { prospects: [ada], notes: [note] });

      const moved = { ...knownFrom(note), booking: booking('second') };
      await keep(world.ingest, acme, { notesMoved: [moved] });

      expect(await notesOf('first')).toEqual([]);
      expect(await notesOf('second')).toEqual([moved]);
    });

    test('that a person wrote have no key, and there may be many', async () => {
      const written = ['one', 'two'].map((body) =>
        aForm({ prospectId: ada.id, kind: 'manual', key: null, author: 'a-person', body }),
      );
      await keep(world.ingest, acme, { prospects: [ada], notes: written });

      const file = await theFileOf(world.prospects, acme, ada.id);
      expect(file?.notes.map(({ body }) => body).toSorted()).toEqual(['one', 'two']);
      expect(await noteIn(acme)).toBeUndefined();
    });

    function noteIn(organizationId: OrganizationId, of = key): Promise<KnownNote | undefined> {
      const touched = touching(organizationId, { notes: [of] });
      return loaded(world.ingest, touched, (unit) => unit.stateOf(organizationId).note(of));
    }

    function notesOf(of: string): Promise<KnownNote[]> {
      const touched = touching(acme, { bookings: [booking(of)] });
      return loaded(world.ingest, touched, (unit) => unit.stateOf(acme).notesOf(booking(of)));
    }
  });
}

/** The note of a filled-in form whose sender is unknown. */
function aForm(changes: Partial<Note> = {}): Note {
  const nobodys = { prospectId: null, booking: null, kind: 'routing_form', key } as const;
  return aNote('', booking(''), { ...nobodys, body: 'Formulaire Calendly rempli.', ...changes });
}

function knownFrom({ id, prospectId, createdAt, booking }: Note): KnownNote {
  return { id, prospectId, createdAt, booking, key };
}
