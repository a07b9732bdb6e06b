import type { Note } from '../../src/domain/booking-note.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { ScheduledEvent } from '../../src/domain/scheduled-event.ts';
import type { ProspectStore, ProspectView } from '../../src/ports/prospect-store.ts';

/** A prospect with its meetings, latest first, and its notes, newest first; null where there is no such prospect. */
export async function theFileOf(
  prospects: ProspectStore,
  organizationId: OrganizationId,
  id: string,
): Promise<{ prospect: ProspectView; scheduledEvents: ScheduledEvent[]; notes: Note[] } | null> {
  const [prospect] = await prospects.prospects(organizationId, [id]);
  if (prospect === undefined) return null;
  const all = { limit: 1000, cursor: null };
  const scheduledEvents = await prospects.scheduledEventsOf(organizationId, id, all);
  const notes = await prospects.notesOf(organizationId, id, all);
  return { prospect, scheduledEvents: scheduledEvents.items, notes: notes.items };
}
