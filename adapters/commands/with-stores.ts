import { InvalidArgumentError } from 'commander';
import { type OrganizationId, organizationId } from '../../src/domain/organization-id.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { endOnClosedOutput } from '../node/closed-output.ts';
import { DataFolderLocked } from '../postgres/fitness/data-folder-lock.ts';
import { exitConfig, startFailure } from '../running/start-failure.ts';
import { openStores } from '../service/open-stores.ts';
import type { Stores } from '../service/stores.ts';
import { type Config, ConfigInvalid } from '../settings/config.ts';
import { givenConfig } from '../settings/load-config.ts';

/**
 * Does something with the stores that the settings name, beside a running service or without one.
 * @throws ConfigInvalid for stores in memory, which only the running service can read
 */
export async function withStores<T>(
  clock: Clock,
  work: (stores: Stores, config: Config) => Promise<T>,
): Promise<T> {
  const config = givenConfig();
  if (config.DATABASE_URL === 'memory:') {
    throw new ConfigInvalid(
      'DATABASE_URL: only the running service can read what memory: holds. Name a PostgreSQL server, or leave it out.',
    );
  }
  const stores = await openStores(config, clock);
  try {
    return await work(stores, config);
  } finally {
    await stores.close();
  }
}

/** Runs a command that reads the stores. Unusable settings end it with a message that says what to do. */
export async function runOnStores(command: {
  parseAsync(): Promise<unknown>;
  error(message: string, options: { exitCode: number }): never;
}): Promise<void> {
  endOnClosedOutput();
  try {
    await command.parseAsync();
  } catch (error) {
    const words = error instanceof DataFolderLocked ? lockedWords() : startFailure(error);
    if (words === null) throw error;
    command.error(words, { exitCode: exitConfig });
  }
}

/** Reads an organization's id from the command line. */
export function organizationArgument(text: string): OrganizationId {
  try {
    return organizationId(text);
  } catch (error) {
    throw new InvalidArgumentError((error as RangeError).message);
  }
}

/** A second service would use another folder, but this command needs this one. */
function lockedWords(): string {
  return `The running service has locked the embedded database in ${givenConfig().DATA_DIR}. Stop the service, run this command, and start it again. With a PostgreSQL server (DATABASE_URL) it may keep running.`;
}
