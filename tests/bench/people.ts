import type { Client } from 'pg';
import type { OrganizationId } from '../../src/domain/organization-id.ts';

/** Fills in prospects, each with what lists look at, and their meetings: so many for each organization. */
export async function fillWithPeople(
  client: Client,
  rows: ReadonlyMap<OrganizationId, number>,
): Promise<void> {
  await client.query('set synchronous_commit = off');
  for (const [organizationId, count] of rows) {
    await client.query(prospects, [organizationId, count]);
    await client.query(scheduledEvents, [organizationId]);
  }
  await client.query('vacuum (analyze) prospects');
  await client.query('vacuum (analyze) scheduled_events');
  await client.query('checkpoint');
}

const firstNames = `'{Ada,Zoé,Élodie,Léa,Marie,Jean,Pierre,Luc,Anne,Paul,Inès,Hugo,Emma,Louis,Chloé,Nathan,Sarah,Thomas,
  Camille,Antoine,Julie,Nicolas,Manon,Mathieu,Laura,Grace,Alan,Edsger,Barbara,Donald,François,Benoît,Agnès,Karim,Fatima}'::text[]`;
const syllables = `'{du,rand,mar,tin,ber,nard,pe,tit,ro,bert,ri,chard,mo,reau,lau,rent,si,mon,mi,chel,le,fe,vre,gar,
  cia,da,vid,fon,ta,ne,rous,sel,vin,cent,mul,ler,fau,re,an,dre,mer,cier,blan,guer,boy,er,ga,lo,che,val}'::text[]`;

/** Active over a thousand days, in no order. One in 50,000 has a name with two letters that no other has. */
const prospects = `
  insert into prospects (organization_id, id, email, name, edits, first_tracking, last_tracking, created_at, updated_at,
    last_activity_at, search, rare_letters, versions)
  select $1, gen_random_uuid(), email, name, '{}', tracking, tracking, at, at, at, search, rare_letters_of(search), ''
  from (select *, lower(name || ' ' || email) as search
    from (select i, date_trunc('milliseconds', now() - random() * interval '1000 days') as at,
      first || ' ' || last as name, lower(last) || i || '@' || (case
        when i % 10 < 4 then 'gmail.com' when i % 10 < 6 then 'orange.fr'
        else 'company' || i / 10 % 1000 || '.example' end) as email,
      '{"utmCampaign":null,"utmSource":null,"utmMedium":null,"utmContent":null,"utmTerm":null,"salesforceUuid":null}'::json as tracking
    from (select i, (${firstNames})[1 + floor(random() * 35)] as first,
        case when i % 50000 = 7 then 'Iqzi' else initcap((${syllables})[1 + floor(random() * 50)] ||
        (${syllables})[1 + floor(random() * 50)] || (${syllables})[1 + floor(random() * 50)]) end as last
      from generate_series(1, $2::int) i) names) people) searchable`;

/** One each, a week after it was booked: one in seven canceled, one in thirty missed, one in 5,000 moved. */
const scheduledEvents = `
  insert into scheduled_events (organization_id, id, booking, prospect_id, received_at, name, start_time, end_time,
    hosts, contact, details, no_show, rescheduled_away, moved, status, versions)
  select organization_id, gen_random_uuid(), id || '/' || id, id, at, '30 Minute Meeting', at + interval '7 days',
    at + interval '7 days 30 minutes', '[{"userUri":"https://api.calendly.com/users/A","name":"A","email":null}]',
    '{"name":"Somebody","firstName":null,"lastName":null,"timezone":"Europe/Paris"}',
    '{"phone":null,"cancelUrl":"https://calendly.com/cancellations/A","rescheduleUrl":"https://calendly.com/reschedulings/A","questionsAndAnswers":[],"tracking":{},"payment":null}',
    i % 30 = 2, i % 5000 = 1, false, case when i % 5000 = 1 then 'rescheduled' when i % 7 = 0 then 'canceled' else 'active' end, ''
  from (select *, last_activity_at as at, row_number() over () as i from prospects where organization_id = $1) p`;
