import { UuidGenerator } from '../../adapters/node/uuid-generator.ts';
import { NoteWriter } from '../../src/domain/note-writer.ts';
import type { ReportedFact } from '../../src/ports/calendly-api.ts';
import { ApplyFacts, type FactsApplied } from '../../src/use-cases/intake/apply-facts.ts';
import { aMemoryWorld } from '../support/a-memory-world.ts';
import { aReceiver } from '../support/a-receiver.ts';
import { anIncomingBody, filesOf, servedState } from '../support/a-served-state.ts';

/** An organization that knows nothing yet, and hears of Calendly by webhooks and by reading. */
export class AListeningOrganization {
  readonly #world = aMemoryWorld();
  readonly #id = this.#world.organization();
  readonly #receive = aReceiver(this.#world).receive;
  readonly #apply = new ApplyFacts({
    ingestStore: this.#world.ingest,
    clock: this.#world.clock,
    ids: new UuidGenerator(),
    noteWriter: new NoteWriter('fr', 'Europe/Paris'),
  });

  /** Each alone, in this order. */
  async hear(webhooks: readonly string[]): Promise<this> {
    for (const body of webhooks) await this.#receive.execute([anIncomingBody(this.#id, body)]);
    return this;
  }

  /** All at once. */
  async learn(told: readonly ReportedFact[]): Promise<this> {
    await this.apply(told);
    return this;
  }

  apply(told: readonly ReportedFact[]): Promise<FactsApplied> {
    return this.#apply.execute(this.#id, told);
  }

  /** What the API answers about everybody, without ids. */
  async state(): Promise<object[]> {
    const stores = { eventLog: this.#world.log, prospects: this.#world.prospects };
    return servedState(await filesOf(stores, this.#id));
  }

  /** How much was announced so far. */
  async announced(): Promise<number> {
    return (await this.#world.log.read(this.#id, 0, 10_000)).entries.length;
  }
}
