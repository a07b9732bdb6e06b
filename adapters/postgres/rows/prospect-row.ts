import type { EmailAddress } from '../../../src/domain/email-address.ts';
import {
  type Prospect,
  type ProspectField,
  type ProspectFields,
  prospectFields,
  versionedValues,
} from '../../../src/domain/prospect.ts';
import type { Tracking } from '../../../src/domain/tracking.ts';
import { type SearchColumns, searchColumns } from './search-columns.ts';
import { Table } from './table.ts';
import { versionsFrom, versionText } from './version-text.ts';

/** A row of `prospects`. Instants are `Date` from the mapper and ISO text in JSON. */
export interface ProspectRow extends ProspectFields {
  organizationId: string;
  id: string;
  email: string;
  edits: Partial<ProspectFields>;
  firstTracking: Tracking;
  lastTracking: Tracking;
  createdAt: Date | string;
  updatedAt: Date | string;
  lastActivityAt: Date | string;
  versions: string;
}

const columns = {
  organizationId: 'text',
  id: 'uuid',
  email: 'text',
  ...fieldsBy(() => 'text'),
  edits: 'json',
  firstTracking: 'json',
  lastTracking: 'json',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
  lastActivityAt: 'timestamptz',
  versions: 'text',
};

export const prospectsTable = new Table('prospects', columns);

/** The table with the columns for searches, which are written and never read. */
export const writtenProspectsTable = new Table('prospects', {
  ...columns,
  search: 'text',
  longSearch: 'text',
  rareLetters: 'int[]',
});

export function prospectRow(
  organizationId: string,
  prospect: Prospect,
): ProspectRow & SearchColumns {
  const { reported, tracking, versions, ...rest } = prospect;
  return {
    ...rest,
    ...reported,
    organizationId,
    firstTracking: tracking.first,
    lastTracking: tracking.last,
    ...searchColumns(prospect),
    versions: versionText(versionedValues, versions),
  };
}

export function prospectFrom(row: ProspectRow): Prospect {
  return {
    id: row.id,
    email: row.email as EmailAddress,
    reported: fieldsBy((field) => row[field]),
    edits: row.edits,
    tracking: { first: row.firstTracking, last: row.lastTracking },
    createdAt: new Date(row.createdAt),
    updatedAt: new Date(row.updatedAt),
    lastActivityAt: new Date(row.lastActivityAt),
    versions: versionsFrom(versionedValues, row.versions),
  };
}

function fieldsBy<Value>(value: (field: ProspectField) => Value): Record<ProspectField, Value> {
  const entries = prospectFields.map((field) => [field, value(field)]);
  return Object.fromEntries(entries) as Record<ProspectField, Value>;
}
