import type { BookingKey } from '../../../src/domain/booking-key.ts';
import type { PendingNote } from '../../../src/domain/booking-note.ts';
import type {
  Cancellation,
  Contact,
  Details,
  Host,
  Location,
} from '../../../src/domain/invitee-fact.ts';
import { parts, type ScheduledEvent, statusOf } from '../../../src/domain/scheduled-event.ts';
import { Table } from './table.ts';
import { versionsFrom, versionText } from './version-text.ts';

/** A row of `scheduled_events`. Instants are `Date` when written and ISO text in JSON. */
export interface ScheduledEventRow {
  organizationId: string;
  id: string;
  booking: string;
  prospectId: string;
  receivedAt: Date | string;
  name: string | null;
  startTime: Date | string | null;
  endTime: Date | string | null;
  hosts: Host[];
  location: Location | null;
  contact: Contact;
  details: Details;
  noShow: boolean;
  cancellation: Cancellation | null;
  rescheduledAway: boolean;
  moved: boolean;
  replaces: string | null;
  replacedBy: string | null;
  status: string;
  pendingNotes: StoredPendingNote[] | null;
  versions: string;
}

/** A pending note as JSON. Its meeting has always been stored under the name `told`. */
type StoredPendingNote = Omit<PendingNote, 'meeting'> & { told?: PendingNote['meeting'] };

export const scheduledEventsTable = new Table('scheduled_events', {
  organizationId: 'text',
  id: 'uuid',
  booking: 'text',
  prospectId: 'uuid',
  receivedAt: 'timestamptz',
  name: 'text',
  startTime: 'timestamptz',
  endTime: 'timestamptz',
  hosts: 'json',
  location: 'json',
  contact: 'json',
  details: 'json',
  noShow: 'boolean',
  cancellation: 'json',
  rescheduledAway: 'boolean',
  moved: 'boolean',
  replaces: 'text',
  replacedBy: 'text',
  status: 'text',
  pendingNotes: 'json',
  versions: 'text',
});

export function scheduledEventRow(
  organizationId: string,
  event: ScheduledEvent,
): ScheduledEventRow {
  const { meeting, pendingNotes, versions, ...rest } = event;
  return {
    ...rest,
    ...meeting,
    organizationId,
    status: statusOf(event),
    pendingNotes: pendingNotes.length === 0 ? null : pendingNotes.map(storedPendingNote),
    versions: versionText(parts, versions),
  };
}

export function scheduledEventFrom(row: ScheduledEventRow): ScheduledEvent {
  return {
    id: row.id,
    booking: row.booking as BookingKey,
    prospectId: row.prospectId,
    receivedAt: new Date(row.receivedAt),
    meeting: {
      name: row.name,
      startTime: dateFrom(row.startTime),
      endTime: dateFrom(row.endTime),
      hosts: row.hosts,
    },
    location: row.location,
    contact: row.contact,
    details: row.details,
    noShow: row.noShow,
    cancellation: row.cancellation && {
      ...row.cancellation,
      at: dateFrom(row.cancellation.at),
    },
    rescheduledAway: row.rescheduledAway,
    moved: row.moved,
    replaces: row.replaces as BookingKey | null,
    replacedBy: row.replacedBy as BookingKey | null,
    pendingNotes: (row.pendingNotes ?? []).map(pendingNoteFrom),
    versions: versionsFrom(parts, row.versions),
  };
}

function storedPendingNote({ meeting, ...note }: PendingNote): StoredPendingNote {
  return { ...note, told: meeting };
}

function pendingNoteFrom({ told, ...note }: StoredPendingNote): PendingNote {
  const meeting = told && { ...told, startTime: dateFrom(told.startTime) };
  return { ...note, meeting, happenedAt: new Date(note.happenedAt) };
}

function dateFrom(value: Date | string | null): Date | null {
  return value === null ? null : new Date(value);
}
