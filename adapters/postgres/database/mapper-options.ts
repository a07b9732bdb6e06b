import { Migrator } from '@mikro-orm/migrations';
import { Migration0001FirstTables } from '../migrations/migration-0001-first-tables.ts';
import { Migration0002Retention } from '../migrations/migration-0002-retention.ts';
import { Migration0003Connections } from '../migrations/migration-0003-connections.ts';
import { Migration0004LookupsOfConnections } from '../migrations/migration-0004-lookups-of-connections.ts';
import { Migration0005Completeness } from '../migrations/migration-0005-completeness.ts';
import { Migration0006DisabledOrganizations } from '../migrations/migration-0006-disabled-organizations.ts';
import { Migration0007Searches } from '../migrations/migration-0007-searches.ts';
import { Migration0008BodiesInRows } from '../migrations/migration-0008-bodies-in-rows.ts';
import { Migration0009UndecidedBodies } from '../migrations/migration-0009-undecided-bodies.ts';
import { Migration0010Audit } from '../migrations/migration-0010-audit.ts';
import { entities } from './schema.ts';

/** The migrations in their order, which is part of the program. */
const migrations = [
  Migration0001FirstTables,
  Migration0002Retention,
  Migration0003Connections,
  Migration0004LookupsOfConnections,
  Migration0005Completeness,
  Migration0006DisabledOrganizations,
  Migration0007Searches,
  Migration0008BodiesInRows,
  Migration0009UndecidedBodies,
  Migration0010Audit,
];

/** The names by which the database remembers them. */
export const migrationNames = migrations.map(({ name }) => name);

/** The options of the mapper for every database. */
export const mapperOptions = {
  entities,
  extensions: [Migrator],
  migrations: {
    migrationsList: migrations,
    snapshot: false,
  },
  logger: () => undefined,
};
