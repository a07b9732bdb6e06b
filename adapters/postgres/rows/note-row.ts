import type { BookingKey } from '../../../src/domain/booking-key.ts';
import type { Note, NoteKey, NoteKind } from '../../../src/domain/booking-note.ts';
import { Table } from './table.ts';

/** A row of `notes`. Instants are `Date` when written and ISO text in JSON. */
export interface NoteRow {
  organizationId: string;
  id: string;
  prospectId: string | null;
  kind: string;
  body: string;
  createdAt: Date | string;
  author: string | null;
  key: string | null;
  booking: string | null;
}

export const notesTable = new Table('notes', {
  organizationId: 'text',
  id: 'uuid',
  prospectId: 'uuid',
  kind: 'text',
  body: 'text',
  createdAt: 'timestamptz',
  author: 'text',
  key: 'text',
  booking: 'text',
});

export function noteRow(organizationId: string, note: Note): NoteRow {
  return { ...note, organizationId };
}

export function noteFrom(row: NoteRow): Note {
  return {
    id: row.id,
    prospectId: row.prospectId,
    kind: row.kind as NoteKind,
    body: row.body,
    createdAt: new Date(row.createdAt),
    author: row.author,
    key: row.key as NoteKey | null,
    booking: row.booking as BookingKey | null,
  };
}
