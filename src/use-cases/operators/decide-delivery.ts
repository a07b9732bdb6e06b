import type { DeliveryStatus, IncomingDelivery, StoredDelivery } from '../../domain/delivery.ts';
import { type DeliveryAct, deliveryActs } from '../../domain/delivery-act.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { ScheduledEvent } from '../../domain/scheduled-event.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DeliveryDecoder } from '../../ports/delivery-decoder.ts';
import type { DecidableDelivery, DeliveryStore } from '../../ports/delivery-store.ts';
import type { IngestChanges, IngestStore, UnitOfWork } from '../../ports/ingest-store.ts';
import type { ProspectStore } from '../../ports/prospect-store.ts';
import type { SubjectChange } from '../../ports/subject-change.ts';
import { BatchDecision, type BatchDecisionParts, touchedBy } from '../intake/batch-decision.ts';
import { type MeetingsBefore, subjectChanges } from './subject-changes.ts';

/** More than four: it reads a delivery, decodes, decides, and shows what that changes. */
export interface DecideDeliveryParts extends BatchDecisionParts {
  deliveries: DeliveryStore;
  decoder: DeliveryDecoder;
  ingestStore: IngestStore;
  prospects: ProspectStore;
  clock: Clock;
}

/** The person who decides, and the reason in their own words. */
export interface Deciding {
  actor: string;
  reason: string;
}

/** The result of a decision on a delivery, or of its dry run. */
export interface Decided {
  delivery: StoredDelivery;
  /** True when the delivery's report was applied. A dry run applies nothing. */
  applied: boolean;
  changes: SubjectChange[];
}

/**
 * Why nothing was decided: this organization has no such delivery, its bytes were cleared, or its status does not allow
 * this act.
 */
export type Undecidable = 'not_found' | 'body_gone' | WrongStatus;

export interface WrongStatus {
  wrongStatus: DeliveryStatus;
}

export type Act = DeliveryAct;

/** The statuses of deliveries that allow this act. */
export function statusesFor(act: Act): readonly DeliveryStatus[] {
  return deliveryActs[act].from;
}

/** The most meetings of a person that are searched for the next one. */
const meetingsRead = 100;

/**
 * Lets a person decide on one stored delivery: apply it by today's rules, or put it aside. A replay is the same merge
 * as the first time, so a second one changes nothing. There is no undo.
 */
export class DecideDelivery {
  readonly #parts: DecideDeliveryParts;

  constructor(parts: DecideDeliveryParts) {
    this.#parts = parts;
  }

  /**
   * Decides, and records the person and the reason in the same commit. A dry run decides the same and stores nothing.
   * @throws StoreUnavailable or StreamBusy when it may be tried again
   */
  async execute(
    organizationId: OrganizationId,
    id: string,
    act: Act,
    { dryRun, ...deciding }: Deciding & { dryRun: boolean },
  ): Promise<Decided | Undecidable> {
    const found = await this.#parts.deliveries.decidable(organizationId, id);
    if (found === null) return 'not_found';
    const { status } = found.stored;
    if (!statusesFor(act).includes(status)) return { wrongStatus: status };
    const incoming = this.#incoming(organizationId, found);
    if (incoming === null && act !== 'dismiss') return 'body_gone';

    // The meetings are read before the unit of work: inside it an embedded database would wait for itself.
    const meetings = await this.#meetingsTouched(organizationId, incoming);
    const outcome = await this.#decide(organizationId, found, act, incoming, meetings, {
      dryRun,
      ...deciding,
    });
    if ('wrongStatus' in outcome || dryRun) return outcome;
    const after = await this.#parts.deliveries.decidable(organizationId, id);
    return { ...outcome, delivery: after?.stored ?? outcome.delivery };
  }

  #incoming(
    organizationId: OrganizationId,
    { verified }: DecidableDelivery,
  ): IncomingDelivery | null {
    if (verified === null) return null;
    const decoded = this.#parts.decoder.decode(verified);
    return { delivery: verified, decoded, organizationId };
  }

  async #decide(
    organizationId: OrganizationId,
    found: DecidableDelivery,
    act: Act,
    incoming: IncomingDelivery | null,
    meetings: MeetingsBefore,
    { dryRun, actor, reason }: Deciding & { dryRun: boolean },
  ): Promise<Decided | WrongStatus> {
    const { stored, identity } = found;
    const now = this.#parts.clock.now();
    await using unit = await this.#load(found, incoming);
    const was = unit.statusOf(identity);
    if (was === undefined || !statusesFor(act).includes(was)) {
      return { wrongStatus: was ?? stored.status };
    }

    const decision = new BatchDecision(unit, now, this.#parts);
    let applied = false;
    if (act === 'dismiss' || incoming === null) decision.dismiss(identity, was, stored.attempts);
    else applied = decision.replay(incoming, was, stored.attempts + 1);
    const changes = decision.changes();
    const ours = changes.organizations.get(organizationId);
    const shown = ours ? subjectChanges(unit.stateOf(organizationId), ours, meetings, now) : [];
    if (dryRun) return { delivery: stored, applied: false, changes: shown };

    const entry = {
      id: this.#parts.ids.next(),
      at: now,
      actor,
      action: deliveryActs[act].action,
      reason,
    };
    const audit = [{ ...entry, organizationId, subject: stored.id }];
    await unit.commit({ ...changes, audit });
    return { delivery: stored, applied, changes: shown };
  }

  #load(found: DecidableDelivery, incoming: IncomingDelivery | null): Promise<UnitOfWork> {
    const touched =
      incoming === null
        ? { deliveries: [found.identity], organizations: new Map() }
        : touchedBy([incoming]);
    return this.#parts.ingestStore.load(touched);
  }

  /** The known meetings of the people in the delivery. */
  async #meetingsTouched(
    organizationId: OrganizationId,
    incoming: IncomingDelivery | null,
  ): Promise<MeetingsBefore> {
    const meetings = new Map<string, readonly ScheduledEvent[]>();
    if (incoming === null || incoming.decoded.kind !== 'fact') return meetings;
    for (const id of await this.#prospectsTouched(organizationId, incoming)) {
      const paging = { limit: meetingsRead, cursor: null };
      const { items } = await this.#parts.prospects.scheduledEventsOf(organizationId, id, paging);
      meetings.set(id, items);
    }
    return meetings;
  }

  async #prospectsTouched(
    organizationId: OrganizationId,
    incoming: IncomingDelivery,
  ): Promise<string[]> {
    await using unit = await this.#parts.ingestStore.load(touchedBy([incoming]));
    const decision = new BatchDecision(unit, this.#parts.clock.now(), this.#parts);
    const was = unit.statusOf(incoming.delivery);
    if (was !== undefined) decision.replay(incoming, was, 0);
    const { organizations }: Pick<IngestChanges, 'organizations'> = decision.changes();
    const changed = organizations.get(organizationId);
    return changed?.prospects.map(({ id }) => id) ?? [];
  }
}
