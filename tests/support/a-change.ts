import type { BookingKey } from '../../src/domain/booking-key.ts';
import type { NoteKey } from '../../src/domain/booking-note.ts';
import type { EmailAddress } from '../../src/domain/email-address.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type {
  DeliveryIdentity,
  IngestChanges,
  IngestStore,
  NewDelivery,
  OrganizationChanges,
  Touched,
  UnitOfWork,
} from '../../src/ports/ingest-store.ts';

type Rows = Partial<OrganizationChanges>;

/** What a unit touches: an organization's bookings and people, and deliveries. */
export function touching(
  organizationIds: OrganizationId | readonly OrganizationId[],
  {
    bookings = [],
    emails = [],
    notes = [],
    deliveries = [],
  }: {
    bookings?: readonly BookingKey[];
    emails?: readonly EmailAddress[];
    notes?: readonly NoteKey[];
    deliveries?: readonly DeliveryIdentity[];
  } = {},
): Touched {
  const touched = {
    bookings: new Set(bookings),
    emails: new Set(emails),
    notes: new Set(notes),
  };
  const ids = [organizationIds].flat();
  return { deliveries, organizations: new Map(ids.map((id) => [id, touched])) };
}

/** Changes of organizations' rows and of deliveries; nothing where none are named. */
export function changing(
  organizations: readonly (readonly [OrganizationId, Rows])[] = [],
  deliveries: Partial<Pick<IngestChanges, 'deliveries' | 'repeated' | 'settled'>> = {},
): IngestChanges {
  const none = { prospects: [], scheduledEvents: [], notes: [], notesMoved: [], entries: [] };
  return {
    deliveries: [],
    repeated: [],
    settled: [],
    ...deliveries,
    organizations: new Map(organizations.map(([id, rows]) => [id, { ...none, ...rows }])),
  };
}

/** Commits rows of one organization, and deliveries, in a unit of their own. */
export async function keep(
  ingest: IngestStore,
  organizationId: OrganizationId,
  rows: Rows,
  deliveries: readonly NewDelivery[] = [],
): Promise<void> {
  const touched = touching(organizationId, {
    emails: rows.prospects?.map(({ email }) => email) ?? [],
    bookings: rows.scheduledEvents?.map(({ booking }) => booking) ?? [],
    deliveries: deliveries.map(({ delivery }) => delivery),
  });
  await using unit = await ingest.load(touched);
  await unit.commit(changing([[organizationId, rows]], { deliveries }));
}

/** Loads what touches these rows, and answers what `read` finds in it. */
export async function loaded<T>(
  ingest: IngestStore,
  touched: Touched,
  read: (unit: UnitOfWork) => T,
): Promise<T> {
  await using unit = await ingest.load(touched);
  return read(unit);
}
