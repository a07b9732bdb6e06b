import { raw } from '@mikro-orm/core';
import type { ProspectFilter } from '../../src/ports/prospect-store.ts';

/** A condition for the mapper: prospects that have a meeting of one kind. */
export function havingMeeting(filter: ProspectFilter, now: Date): Record<symbol, []> {
  const kinds = {
    upcoming: {
      sql: `s.status = 'active' and s.start_time > ?::timestamptz`,
      with: [now.toISOString()],
    },
    canceled: { sql: `s.status = 'canceled'`, with: [] },
    no_show: { sql: 's.no_show', with: [] },
  };
  const kind = kinds[filter];
  const condition = (prospect: string) => `exists (
    select from scheduled_events s
    where s.organization_id = ${prospect}.organization_id and s.prospect_id = ${prospect}.id and ${kind.sql})`;
  return { [raw(condition, kind.with)]: [] };
}

/** A pattern that finds a text anywhere, and nothing else. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
