import type { Sync, SyncPosition } from '../../../src/domain/sync.ts';
import { Table } from '../rows/table.ts';

type Instants = 'startedAt' | 'finishedAt' | 'from' | 'to' | 'resumesAt';

/** A row of `syncs` as JSON, without its holder and its position. Instants are ISO text. */
export type SyncRow = Omit<Sync, Instants> & {
  startedAt: string;
  finishedAt: string | null;
  startsFrom: string;
  startsTo: string | null;
  resumesAt: string | null;
};

const progress = {
  state: 'text',
  finishedAt: 'timestamptz',
  eventsSeen: 'int',
  inviteesSeen: 'int',
  created: 'int',
  updated: 'int',
  percent: 'double precision',
  resumesAt: 'timestamptz',
  error: 'text',
};

const columns = {
  organizationId: 'text',
  id: 'uuid',
  startedAt: 'timestamptz',
  startsFrom: 'timestamptz',
  startsTo: 'timestamptz',
  ...progress,
};

export const syncsTable = new Table('syncs', columns);
export const wholeSyncsTable = new Table('syncs', { ...columns, position: 'json' });
/** The columns that a holder saves. */
export const syncProgressTable = new Table('syncs', { ...progress, position: 'json' });

export function syncRow({ from, to, ...sync }: Sync, position: SyncPosition): object {
  return { ...sync, startsFrom: from, startsTo: to, position };
}

export function syncFrom({ startsFrom, startsTo, ...row }: SyncRow): Sync {
  return {
    ...row,
    startedAt: new Date(row.startedAt),
    finishedAt: dateFrom(row.finishedAt),
    from: new Date(startsFrom),
    to: dateFrom(startsTo),
    resumesAt: dateFrom(row.resumesAt),
  };
}

function dateFrom(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
