import type { Notifier } from '../ports/notifier.ts';
import type { DisabledOrganizations } from './disabled-organizations.ts';

/**
 * Lets go of the realtime clients that were let in before their organization was disabled. To be executed every few
 * seconds, on every process: it also keeps what requests are judged by fresh.
 */
export class DropDisabled {
  readonly #disabled: DisabledOrganizations;
  readonly #notifier: Notifier;

  constructor(disabled: DisabledOrganizations, notifier: Notifier) {
    this.#disabled = disabled;
    this.#notifier = notifier;
  }

  async execute(): Promise<void> {
    const disabled = await this.#disabled.read();
    if (disabled.size > 0) this.#notifier.dropDisabled(disabled);
  }
}
