import { bounds } from '../../domain/bounds.ts';
import type { ClockSkew } from '../../domain/clock-skew.ts';
import type { Connection } from '../../domain/connection.ts';
import type {
  CalendlyStatus,
  ConnectionStatus,
  DeliveryCounts,
  ProblemCode,
  ProblemText,
} from '../../domain/connection-status.ts';
import type { DeliveryTally } from '../../domain/delivery-tally.ts';
import type { Language } from '../../domain/note-texts.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import { describeProblem } from '../../domain/problem-texts.ts';
import type { Sync } from '../../domain/sync.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConnectionStore } from '../../ports/connection-store.ts';
import type { DeliveryStore } from '../../ports/delivery-store.ts';
import type { SyncStore } from '../../ports/sync-store.ts';

const day = 24 * 60 * 60 * 1000;

/** More than four: it gathers the knowledge of each. */
export interface ReadStatusParts {
  connections: ConnectionStore;
  deliveries: DeliveryStore;
  syncs: SyncStore;
  clock: Clock;
  clockSkew: ClockSkew;
  language: Language;
  /** The address of this service, as given to Calendly. */
  appUrl: string;
}

/** Describes the state of an organization's connections, with a text for each problem. It reads no secret. */
export class ReadStatus {
  readonly #parts: ReadStatusParts;

  constructor(parts: ReadStatusParts) {
    this.#parts = parts;
  }

  async execute(organizationId: OrganizationId): Promise<CalendlyStatus> {
    const { connections, deliveries } = this.#parts;
    const around = await this.#around(organizationId);
    const known = await connections.list(organizationId);
    const statuses = await Promise.all(
      known.map((connection) => this.#statusOf(connection, around)),
    );
    const foremost = statuses.toSorted((a, b) => urgencyOf(a) - urgencyOf(b))[0];
    const lastReceivedAt = await deliveries.lastReceivedAt(organizationId, null);
    const { id: connectionId, ...details } = foremost ?? nobody;
    return {
      ...details,
      connectionId,
      deliveries: countsOf(around.tallies, lastReceivedAt),
      sync: around.sync,
      problems: [...details.problems, ...this.#ownProblems(around)],
      connections: statuses,
    };
  }

  /** The statuses of those connections that belong to this organization. */
  async ofConnections(
    organizationId: OrganizationId,
    ids: readonly string[],
  ): Promise<ConnectionStatus[]> {
    if (ids.length === 0) return [];
    const { connections } = this.#parts;
    const found = await Promise.all(ids.map((id) => connections.get(organizationId, id)));
    const around = await this.#around(organizationId);
    return Promise.all(
      found.flatMap((connection) =>
        connection === null ? [] : this.#statusOf(connection, around),
      ),
    );
  }

  async #around(organizationId: OrganizationId): Promise<Around> {
    const { clock, deliveries, syncs } = this.#parts;
    const since = new Date(clock.now().getTime() - day);
    return {
      tallies: await deliveries.since(organizationId, since),
      sync: await syncs.latest(organizationId),
      undecidedBytes: await deliveries.undecidedBytes(organizationId),
    };
  }

  async #statusOf(connection: Connection, around: Around): Promise<ConnectionStatus> {
    const { tallies, sync } = around;
    const { id, organizationId, state, user, kind, connectedAt } = connection;
    const own = tallies.filter(({ connectionId }) => connectionId === id);
    const last = await this.#parts.deliveries.lastReceivedAt(organizationId, id);
    const { subscription, routingForms, tokenExpiresAt } = connection;
    return {
      id,
      state,
      user,
      scope: scopeOf(connection),
      kind,
      connectedAt,
      subscription,
      routingForms,
      tokenExpiresAt,
      deliveries: countsOf(own, last),
      sync,
      problems: problemsOf(connection).map((code) => this.#describe(code, connection, around)),
    };
  }

  #ownProblems(around: Around): ProblemText[] {
    const isGrowing = around.undecidedBytes > bounds.undecidedBodies.value / 2;
    return [
      ...(this.#skewSeconds() === 0 ? [] : [this.#describe('clock_skew', null, around)]),
      ...(isGrowing ? [this.#describe('undecided_growing', null, around)] : []),
    ];
  }

  #describe(
    code: ProblemCode,
    connection: Connection | null,
    { undecidedBytes }: Around,
  ): ProblemText {
    const { appUrl, language } = this.#parts;
    const skewSeconds = this.#skewSeconds();
    return describeProblem(code, language, { connection, skewSeconds, undecidedBytes, appUrl });
  }

  #skewSeconds(): number {
    const { clock, clockSkew } = this.#parts;
    return clockSkew.seconds(clock.now()) ?? 0;
  }
}

/** The state before anybody connected. */
const nobody = {
  id: null,
  state: 'disconnected',
  user: null,
  scope: null,
  kind: null,
  connectedAt: null,
  subscription: null,
  routingForms: null,
  tokenExpiresAt: null,
  problems: [],
} as const;

interface Around {
  tallies: DeliveryTally[];
  sync: Sync | null;
  undecidedBytes: number;
}

/**
 * The problems of a connection that still hold. A lost grant is a problem before anybody noted it. A solved problem
 * stays noted until its end was announced, and is left out here.
 */
function problemsOf({ state, subscription, problems }: Connection): ProblemCode[] {
  const lost = state === 'reconnect_required' ? (['reconnect_required'] as const) : [];
  const isOver: Partial<Record<ProblemCode, boolean>> = {
    reconnect_required: state !== 'reconnect_required',
    subscription_disabled: subscription?.state === 'active',
    subscription_missing: subscription?.state === 'active',
  };
  return [...new Set<ProblemCode>([...lost, ...problems])].filter((code) => isOver[code] !== true);
}

/** A user who lost the role sees only their own bookings, even before the subscription is replaced. */
function scopeOf({ scope, problems }: Connection): Connection['scope'] {
  return problems.includes('role_lost') ? 'user' : scope;
}

/** The rank of a connection: the lowest needs a person most. */
function urgencyOf({ state, problems }: ConnectionStatus): number {
  if (state === 'reconnect_required') return 0;
  if (state === 'disconnected') return 3;
  return problems.length > 0 ? 1 : 2;
}

function countsOf(tallies: readonly DeliveryTally[], lastReceivedAt: Date | null): DeliveryCounts {
  const sum = (one: (tally: DeliveryTally) => number | undefined) =>
    tallies.reduce((total, tally) => total + (one(tally) ?? 0), 0);
  return {
    lastReceivedAt,
    last24h: {
      applied: sum(({ statuses }) => statuses.applied),
      duplicate: sum(({ duplicates }) => duplicates),
      ignored: sum(({ statuses }) => statuses.ignored),
      unrouted: sum(({ statuses }) => statuses.unrouted),
      quarantined: sum(({ statuses }) => statuses.quarantined),
      due: sum(({ statuses }) => statuses.due),
      dead: sum(({ statuses }) => statuses.dead),
    },
  };
}
