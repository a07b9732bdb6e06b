import { CalendlyRefusal, GrantInvalid } from '../domain/errors.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { CompletenessStore } from '../ports/completeness-store.ts';
import type { ConnectionStore } from '../ports/connection-store.ts';
import type { Logger } from '../ports/logger.ts';
import type { SyncStore } from '../ports/sync-store.ts';
import type { CheckCompleteness } from './check-completeness.ts';

/** The daily completeness check of all organizations with a connection. */
export class CheckEveryCompleteness {
  readonly #connections: Pick<ConnectionStore, 'live'>;
  readonly #reports: Pick<CompletenessStore, 'latest'>;
  readonly #syncs: Pick<SyncStore, 'latest'>;
  readonly #check: Pick<CheckCompleteness, 'execute'>;
  readonly #logger: Logger;

  constructor(
    connections: Pick<ConnectionStore, 'live'>,
    reports: Pick<CompletenessStore, 'latest'>,
    syncs: Pick<SyncStore, 'latest'>,
    check: Pick<CheckCompleteness, 'execute'>,
    logger: Logger,
  ) {
    this.#connections = connections;
    this.#reports = reports;
    this.#syncs = syncs;
    this.#check = check;
    this.#logger = logger;
  }

  /** Answers whether it came to the end. One whose Calendly cannot be read keeps nobody from the others. */
  async execute(goesOn: () => Promise<boolean>): Promise<boolean> {
    for (const organizationId of await this.#organizations()) {
      if (!(await goesOn())) return false;
      await this.#checkOne(organizationId);
    }
    return true;
  }

  /** Those that were never checked, once their first back-fill is done: nobody waits a day to see that it is all there. */
  async firstTime(): Promise<void> {
    for (const organizationId of await this.#organizations()) {
      if ((await this.#reports.latest(organizationId)) !== null) continue;
      const sync = await this.#syncs.latest(organizationId);
      if (sync?.state === 'done') await this.#checkOne(organizationId);
    }
  }

  async #organizations(): Promise<Set<OrganizationId>> {
    const live = await this.#connections.live();
    return new Set(live.map(({ organizationId }) => organizationId));
  }

  async #checkOne(organizationId: OrganizationId): Promise<void> {
    try {
      await this.#check.execute(organizationId);
    } catch (error) {
      if (!(error instanceof CalendlyRefusal || error instanceof GrantInvalid)) throw error;
      const { code: reason } = error;
      this.#logger.warn('Completeness could not be checked', { organizationId, reason });
    }
  }
}
