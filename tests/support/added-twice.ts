import { Client } from 'pg';

/** Lists the things that were added twice: a note of one kind at one instant, or a creation in the event log. */
export async function addedTwice(databaseUrl: string): Promise<string[]> {
  const client = new Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query<{ what: string }>(
    `select concat_ws(' ', 'note', booking, kind, created_at) as what from notes
     group by 1 having count(*) > 1
     union all
     select concat_ws(' ', type, subject_id) from event_log
     where type like '%.created' or type = 'note.added' group by 1 having count(*) > 1`,
  );
  await client.end();
  return rows.map(({ what }) => what);
}
