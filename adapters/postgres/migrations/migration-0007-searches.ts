import { Migration } from '@mikro-orm/migrations';
import { commonCodes } from '../rows/rare-letters.ts';
import { longestSearch } from '../rows/search-columns.ts';

const common = `'{${[...commonCodes].join(',')}}'::int[]`;

/**
 * Making the indexes of a million prospects and a million scheduled events takes up to a minute. Both tables are locked
 * meanwhile: another running process answers webhooks with 503, and Calendly sends them again. A process of the
 * previous version should not run for long. Its rows are found like all others, except names of hundreds of letters,
 * which it may fail to keep. A person whom it renames is found by the rare letters, or the hundreds of letters, of the
 * old name until the next change.
 */
export class Migration0007Searches extends Migration {
  override up(): void {
    this.addSql(
      `alter table prospects add column rare_letters int[] null, add column long_search text null`,
    );
    this.addSql(`drop index prospects_organization_id_last_activity_at_id_idx`);
    // The table is written anew when a row has to change: an index would otherwise hold the old row too.
    this.addSql(`
      do $$ begin
        if exists (select from prospects where length(search) > ${longestSearch}) then
          update prospects set long_search = search where length(search) > ${longestSearch};
          alter table prospects alter column search
            type text using case when long_search is null then search else '' end;
        end if;
      end $$`);
    this.addSql(`create index on prospects (organization_id) where search = ''`);
    this.addSql(
      `create index on prospects (organization_id, last_activity_at desc, id desc) include (search)`,
    );
    this.addSql(`
      create function rare_letters_of(search text) returns int[] language plpgsql immutable parallel safe as $$
      declare
        rare int[] := '{}';
        before bigint := 0;
        code int;
        pair int;
      begin
        foreach code in array coalesce((
          select array_agg(ascii(letter) order by i) from unnest(string_to_array(search, null)) with ordinality as t(letter, i)
        ), '{}') loop
          if code <> all(${common}) then
            rare := rare || code;
            before := 0;
          else
            pair := (before * 65536 + code) % 2147483647;
            if before <> 0 and pair <> all(${common}) then rare := rare || pair; end if;
            before := code;
          end if;
        end loop;
        return rare;
      end $$`);
    this.addSql(
      `create index prospects_rare_letters on prospects using gin (coalesce(rare_letters, rare_letters_of(search)))`,
    );
    this.addSql(
      `create index on scheduled_events (organization_id, status, start_time, id) where status <> 'active'`,
    );
    // The index includes the columns that show which prospects have a coming meeting.
    this.addSql(`drop index scheduled_events_organization_id_start_time_id_idx`);
    this.addSql(
      `create index on scheduled_events (organization_id, start_time, id) include (prospect_id, status)`,
    );
  }
}
