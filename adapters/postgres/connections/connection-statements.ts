import {
  connectionChangesTable,
  connectionSecretsTable,
  connectionsTable,
  secrets,
  wholeConnectionsTable,
} from './connection-row.ts';

const json = `${connectionsTable.json('c')}::text as json`;
const live = `c.state <> 'disconnected'`;
const liveOne = `c.organization_id = $1 and c.id = $2 and ${live}`;

export const listConnections = `
  select ${json} from connections c where c.organization_id = $1 order by c.connected_at, c.id`;

export const getConnection = `
  select ${json} from connections c where c.organization_id = $1 and c.id = $2`;

export const findConnection = `select ${json} from connections c where c.id = $1`;

/** $1: ids of Calendly users. */
export const connectionsOfUsers = `
  select ${json} from connections c where c.user_id = any($1::text[]) and ${live}
  order by c.connected_at, c.id`;

export const liveConnections = `
  select ${json} from connections c where ${live} order by c.connected_at, c.id`;

/** The connections of user $1: the live one, and the one of organization $2. */
export const earlierConnections = `
  select c.id, c.organization_id as "organizationId" from connections c
  where c.user_id = $1 and (${live} or c.organization_id = $2)`;

/**
 * Inserts a connection, or replaces the user's earlier one when the id is the same. The id must be the same because the
 * secrets were sealed for it. Secrets of the earlier row stay unless $2 has new ones.
 */
export const connect = `
  ${wholeConnectionsTable.insert(wholeConnectionsTable.rows(1), ['organizationId', 'userId'], Object.keys(secrets))},
    ${connectionSecretsTable.merge('connections', '$2')}
  where connections.id = excluded.id
  returning ${connectionsTable.json('connections')}::text as json`;

export const updateConnection = `
  update connections c set ${connectionChangesTable.merge('c', '$3')} where ${liveOne} returning ${json}`;

export const readSecrets = `
  select ${connectionSecretsTable.json('c')}::text as json from connections c where ${liveOne}`;

export const saveSecrets = `
  update connections c set ${connectionSecretsTable.merge('c', '$3')} where ${liveOne} returning c.id`;

export const disconnect = `
  update connections c set state = 'disconnected', token_expires_at = null, subscription = null, routing_forms = null,
    problems = '[]', access_token = null, refresh_token = null, signing_key = null, previous_signing_key = null
  where ${liveOne}`;

/** $1: name; $2: holder; $3: now; $4: until. */
export const lease = `
  insert into leases (name, holder, ends_at) values ($1, $2, $4::timestamptz)
  on conflict (name) do update set holder = excluded.holder, ends_at = excluded.ends_at
  where leases.holder = excluded.holder or leases.ends_at <= $3::timestamptz
  returning name`;

export const release = `delete from leases where name = $1 and holder = $2`;
