import { NoteWriter } from '../../src/domain/note-writer.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { SubjectChange } from '../../src/ports/subject-change.ts';
import {
  type Act,
  DecideDelivery,
  statusesFor,
} from '../../src/use-cases/operators/decide-delivery.ts';
import { CalendlyDecoder } from '../calendly/calendly-decoder.ts';
import { UuidGenerator } from '../node/uuid-generator.ts';
import type { Stores } from '../service/stores.ts';
import type { Config } from '../settings/config.ts';

/** The audit's actor: whoever may run commands on the machine. */
const actor = 'operator';

interface Deciding {
  reason: string;
  dryRun: boolean;
}

/** A decision that was made, in words and with its changes (null when they are not known yet), or why none was made. */
export type Outcome = { changes: SubjectChange[] | null; done: string } | { refused: string };

/** Decides on deliveries for the operator, with the stores of the service. */
export class DeliveryDesk {
  readonly #stores: Stores;
  readonly #decide: DecideDelivery;
  readonly #clock: Clock;
  readonly #ids = new UuidGenerator();

  constructor(stores: Stores, config: Pick<Config, 'LOCALE' | 'TIME_ZONE'>, clock: Clock) {
    this.#stores = stores;
    this.#clock = clock;
    this.#decide = new DecideDelivery({
      ...stores,
      clock,
      ids: this.#ids,
      noteWriter: new NoteWriter(config.LOCALE, config.TIME_ZONE),
      decoder: new CalendlyDecoder(),
    });
  }

  async decide(act: Act, id: string, { reason, dryRun }: Deciding): Promise<Outcome> {
    const file = await this.#stores.operatorInbox.get(id);
    if (file === null) return { refused: `There is no delivery ${id}.` };
    const { organizationId, status } = file.delivery;
    if (organizationId === null) return this.#ofNobody(act, id, dryRun);

    const by = { actor, reason, dryRun };
    const decided = await this.#decide.execute(organizationId, id, act, by);
    if (decided === 'not_found') return { refused: `There is no delivery ${id}.` };
    if (decided === 'body_gone') return { refused: bodyGone(id) };
    if ('wrongStatus' in decided) {
      const possible = statusesFor(act).join(', ');
      return {
        refused: `Delivery ${id} is ${decided.wrongStatus}. To ${act} one, it must be one of: ${possible}.`,
      };
    }
    const { changes, delivery } = decided;
    return {
      changes,
      done: dryRun
        ? `A dry run: nothing was changed, and delivery ${id} is still ${status}.`
        : `Delivery ${id} was ${status}, and is ${delivery.status}.`,
    };
  }

  async assign(
    id: string,
    organizationId: OrganizationId,
    { reason, dryRun }: Deciding,
  ): Promise<Outcome> {
    const { operatorInbox } = this.#stores;
    const file = await operatorInbox.get(id);
    if (file === null) return { refused: `There is no delivery ${id}.` };
    const { status, organizationId: owner } = file.delivery;
    if (status !== 'unrouted') {
      const whose = owner === null ? '' : `, and belongs to ${owner}`;
      return { refused: `Delivery ${id} is ${status}${whose}. Only an unrouted one is assigned.` };
    }
    if (file.rawBody === null) return { refused: bodyGone(id) };
    if (dryRun) {
      return {
        changes: null,
        done: `A dry run: delivery ${id} would be applied for ${organizationId}.`,
      };
    }
    const now = this.#clock.now();
    const assigned = await operatorInbox.assign(id, now, {
      id: this.#ids.next(),
      organizationId,
      at: now,
      actor,
      action: 'delivery.assigned',
      subject: id,
      reason,
    });
    return assigned
      ? {
          changes: null,
          done: `Delivery ${id} belongs to ${organizationId}. The running service applies it within seconds.`,
        }
      : { refused: `Delivery ${id} is no longer unrouted.` };
  }

  async #ofNobody(act: Act, id: string, dryRun: boolean): Promise<Outcome> {
    if (act !== 'dismiss') {
      return {
        refused: `Delivery ${id} belongs to no organization. Assign it first: npm run deliveries -- assign ${id} --org <organization> --reason <text>`,
      };
    }
    if (!dryRun && !(await this.#stores.operatorInbox.dismissUnrouted(id))) {
      return { refused: `Delivery ${id} is not unrouted.` };
    }
    const done = dryRun
      ? `A dry run: delivery ${id} would be put aside.`
      : `Delivery ${id} was unrouted, and is dismissed.`;
    return { changes: null, done };
  }
}

function bodyGone(id: string): string {
  return `The bytes of delivery ${id} were cleared: it is too old to be applied.`;
}
