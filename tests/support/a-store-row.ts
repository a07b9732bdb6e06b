import type { BookingKey } from '../../src/domain/booking-key.ts';
import type { Note, NoteKey } from '../../src/domain/booking-note.ts';
import type { EmailAddress } from '../../src/domain/email-address.ts';
import type { LogEntry } from '../../src/domain/log-entry.ts';
import { newProspect, type Prospect } from '../../src/domain/prospect.ts';
import { type ScheduledEvent, unknownScheduledEvent } from '../../src/domain/scheduled-event.ts';

const once = () => new Date('2026-01-02T09:00:00.000Z');

/** The booking key of the name. */
export function booking(name: string): BookingKey {
  return `EV-${name}/IN-${name}` as BookingKey;
}

export function aProspect(changes: Partial<Prospect> = {}): Prospect {
  const id = changes.id ?? crypto.randomUUID();
  return { ...newProspect(id, `${id}@example.com` as EmailAddress, once(), once()), ...changes };
}

export function aScheduledEvent(
  prospectId: string,
  name: string,
  changes: Partial<ScheduledEvent> = {},
): ScheduledEvent {
  const event = unknownScheduledEvent(crypto.randomUUID(), booking(name), prospectId, once());
  return { ...event, ...changes };
}

/** A scheduled event that starts then, for half an hour. */
export function aScheduledEventAt(
  prospectId: string,
  startTime: Date | null,
  changes: Partial<ScheduledEvent> = {},
): ScheduledEvent {
  const endTime = startTime && new Date(startTime.getTime() + 30 * 60_000);
  const meeting = { name: '30 Minute Meeting', startTime, endTime, hosts: [] };
  return aScheduledEvent(prospectId, crypto.randomUUID(), { meeting, ...changes });
}

export function aNote(prospectId: string, of: BookingKey, changes: Partial<Note> = {}): Note {
  return {
    id: crypto.randomUUID(),
    prospectId,
    kind: 'booked',
    body: 'Rendez-vous Calendly',
    createdAt: once(),
    author: null,
    key: `${of}|booked|` as NoteKey,
    booking: of,
    ...changes,
  };
}

export function anEntry(subjectId: string, changes: Partial<LogEntry> = {}): LogEntry {
  return { type: 'prospect.updated', subjectId, changed: ['name'], occurredAt: once(), ...changes };
}
