import type { Notifier } from '../../ports/notifier.ts';
import type { DisabledOrganizations } from './disabled-organizations.ts';

export interface DropDisabledParts {
  disabledOrganizations: DisabledOrganizations;
  notifier: Notifier;
}

/**
 * Disconnects the realtime clients that came in before their organization was disabled. Every process executes it every
 * few seconds, which also refreshes the answer for requests.
 */
export class DropDisabled {
  readonly #parts: DropDisabledParts;

  constructor(parts: DropDisabledParts) {
    this.#parts = parts;
  }

  async execute(): Promise<void> {
    const disabled = await this.#parts.disabledOrganizations.read();
    if (disabled.size > 0) this.#parts.notifier.dropDisabled(disabled);
  }
}
