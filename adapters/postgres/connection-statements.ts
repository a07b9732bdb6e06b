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

/** $1 are ids of users of Calendly. */
export const connectionsOfUsers = `
  select ${json} from connections c where c.user_id = any($1::text[]) and ${live}
  order by c.connected_at, c.id`;

export const liveConnections = `
  select ${json} from connections c where ${live} order by c.connected_at, c.id`;

/** Whose connection the user $1 is: the one that is not disconnected, and the one of the organization $2. */
export const earlierConnections = `
  select c.id, c.organization_id as "organizationId" from connections c
  where c.user_id = $1 and (${live} or c.organization_id = $2)`;

/**
 * Takes the place of the user's earlier connection only where that has the id which the secrets were sealed for. Its
 * secrets stay, but for those of $2.
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

/** $1 name, $2 holder, $3 now, $4 until. */
export const lease = `
  insert into leases (name, holder, ends_at) values ($1, $2, $4::timestamptz)
  on conflict (name) do update set holder = excluded.holder, ends_at = excluded.ends_at
  where leases.holder = excluded.holder or leases.ends_at <= $3::timestamptz
  returning name`;

export const release = `delete from leases where name = $1 and holder = $2`;
