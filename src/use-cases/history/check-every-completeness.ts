import { CalendlyRefusal, GrantInvalid } from '../../domain/errors.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { CompletenessStore } from '../../ports/completeness-store.ts';
import type { ConnectionStore } from '../../ports/connection-store.ts';
import type { Logger } from '../../ports/logger.ts';
import type { SyncStore } from '../../ports/sync-store.ts';
import type { CheckCompleteness } from './check-completeness.ts';

export interface CheckEveryCompletenessParts {
  connections: Pick<ConnectionStore, 'live'>;
  completeness: Pick<CompletenessStore, 'latest'>;
  syncs: Pick<SyncStore, 'latest'>;
  checkCompleteness: Pick<CheckCompleteness, 'execute'>;
  logger: Logger;
}

/** Runs the daily completeness check for all organizations with a connection. */
export class CheckEveryCompleteness {
  readonly #parts: CheckEveryCompletenessParts;

  constructor(parts: CheckEveryCompletenessParts) {
    this.#parts = parts;
  }

  /** Returns whether it came to the end. An account that cannot be read does not stop the others. */
  async execute(goesOn: () => Promise<boolean>): Promise<boolean> {
    for (const organizationId of await this.#organizations()) {
      if (!(await goesOn())) return false;
      await this.#checkOne(organizationId);
    }
    return true;
  }

  /**
   * Checks organizations that were never checked, once their first back-fill is done. Nobody waits a day for the first
   * report.
   */
  async firstTime(): Promise<void> {
    for (const organizationId of await this.#organizations()) {
      if ((await this.#parts.completeness.latest(organizationId)) !== null) continue;
      const sync = await this.#parts.syncs.latest(organizationId);
      if (sync?.state === 'done') await this.#checkOne(organizationId);
    }
  }

  async #organizations(): Promise<Set<OrganizationId>> {
    const live = await this.#parts.connections.live();
    return new Set(live.map(({ organizationId }) => organizationId));
  }

  async #checkOne(organizationId: OrganizationId): Promise<void> {
    try {
      await this.#parts.checkCompleteness.execute(organizationId);
    } catch (error) {
      if (!(error instanceof CalendlyRefusal || error instanceof GrantInvalid)) throw error;
      const { code: reason } = error;
      this.#parts.logger.warn('Completeness could not be checked', { organizationId, reason });
    }
  }
}
