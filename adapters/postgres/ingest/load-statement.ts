import { prospectsTable } from '../rows/prospect-row.ts';
import type { Columns } from '../rows/row-transport.ts';
import { scheduledEventsTable } from '../rows/scheduled-event-row.ts';

/** The keys by which a batch's rows are looked up. */
export const touchedColumns = {
  deliveries: { endpoint: 'text', digest: 'text' },
  bookings: { organizationId: 'text', booking: 'text' },
  emails: { organizationId: 'text', email: 'text' },
  notes: { organizationId: 'text', key: 'text' },
} satisfies Record<string, Columns>;

export type TouchedRows = Record<keyof typeof touchedColumns, readonly object[]>;

const knownNote = `json_build_object('organizationId', n.organization_id, 'id', n.id, 'key', n.key,
     'booking', n.booking, 'prospectId', n.prospect_id, 'createdAt', n.created_at)`;

/** Reads every row that a batch touches. `from` has the source of each list, as `r`. */
export function loadStatement(from: Record<keyof TouchedRows, string>): string {
  const bookingsWhere = (column: string) => `
    (select json_agg(${scheduledEventsTable.json('e')}) from ${from.bookings}
     join scheduled_events e on e.organization_id = r."organizationId" and e.${column} = r.booking)::text`;
  return `select extract(epoch from clock_timestamp())::text as time,
    (select json_agg(json_build_object('endpoint', d.endpoint, 'digest', r.digest, 'status', d.status))
     from ${from.deliveries}
     join deliveries d on d.endpoint = r.endpoint and d.digest = decode(r.digest, 'hex'))::text as deliveries,
    ${bookingsWhere('booking')} as bookings,
    ${bookingsWhere('replaces')} as successors,
    ${bookingsWhere('replaced_by')} as predecessors,
    (select json_agg(${knownNote}) from ${from.bookings}
     join notes n on n.organization_id = r."organizationId" and n.booking = r.booking)::text as notes,
    (select json_agg(${knownNote}) from ${from.notes}
     join notes n on n.organization_id = r."organizationId" and n.key = r.key)::text as "otherNotes",
    (select json_agg(${prospectsTable.json('p')}) from ${from.emails}
     join prospects p on p.organization_id = r."organizationId" and p.email = r.email)::text as prospects`;
}
