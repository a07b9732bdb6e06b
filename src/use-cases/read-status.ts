import type { ClockSkew } from '../domain/clock-skew.ts';
import type { Connection } from '../domain/connection.ts';
import type {
  CalendlyStatus,
  ConnectionStatus,
  DeliveryCounts,
  ProblemCode,
  ToldProblem,
} from '../domain/connection-status.ts';
import type { DeliveryTally } from '../domain/delivery-tally.ts';
import type { Language } from '../domain/note-writer.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import { tellProblem } from '../domain/problem-words.ts';
import type { Sync } from '../domain/sync.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectionStore } from '../ports/connection-store.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { SyncStore } from '../ports/sync-store.ts';

const day = 24 * 60 * 60 * 1000;

export interface StatusParts {
  connections: ConnectionStore;
  deliveries: DeliveryStore;
  syncs: SyncStore;
  clock: Clock;
  skew: ClockSkew;
  language: Language;
  /** The address of this service, as Calendly is told it. */
  appUrl: string;
}

/** Says how the line to Calendly is, in words. Secrets are not even read for it. */
export class ReadStatus {
  readonly #parts: StatusParts;

  constructor(parts: StatusParts) {
    this.#parts = parts;
  }

  async execute(organizationId: OrganizationId): Promise<CalendlyStatus> {
    const { connections, deliveries } = this.#parts;
    const around = await this.#around(organizationId);
    const known = await connections.list(organizationId);
    const told = await Promise.all(known.map((connection) => this.#tell(connection, around)));
    const foremost = told.toSorted((a, b) => urgencyOf(a) - urgencyOf(b))[0];
    const lastReceivedAt = await deliveries.lastReceivedAt(organizationId, null);
    const { id: connectionId, ...facts } = foremost ?? nobody;
    return {
      ...facts,
      connectionId,
      deliveries: countsOf(around.tallies, lastReceivedAt),
      sync: around.sync,
      problems: [...facts.problems, ...this.#ownProblems()],
      connections: told,
    };
  }

  /** The statuses of these connections, as far as they are this organization's. */
  async ofConnections(
    organizationId: OrganizationId,
    ids: readonly string[],
  ): Promise<ConnectionStatus[]> {
    if (ids.length === 0) return [];
    const { connections } = this.#parts;
    const found = await Promise.all(ids.map((id) => connections.get(organizationId, id)));
    const around = await this.#around(organizationId);
    return Promise.all(
      found.flatMap((connection) => (connection === null ? [] : this.#tell(connection, around))),
    );
  }

  async #around(organizationId: OrganizationId): Promise<Around> {
    const { clock, deliveries, syncs } = this.#parts;
    const since = new Date(clock.now().getTime() - day);
    return {
      tallies: await deliveries.since(organizationId, since),
      sync: await syncs.latest(organizationId),
    };
  }

  async #tell(connection: Connection, { tallies, sync }: Around): Promise<ConnectionStatus> {
    const { id, organizationId, state, user, scope, kind, connectedAt } = connection;
    const own = tallies.filter(({ connectionId }) => connectionId === id);
    const last = await this.#parts.deliveries.lastReceivedAt(organizationId, id);
    const { subscription, routingForms, tokenExpiresAt } = connection;
    return {
      id,
      state,
      user,
      scope,
      kind,
      connectedAt,
      subscription,
      routingForms,
      tokenExpiresAt,
      deliveries: countsOf(own, last),
      sync,
      problems: problemsOf(connection).map((code) => this.#words(code, connection)),
    };
  }

  #ownProblems(): ToldProblem[] {
    return this.#skewSeconds() === 0 ? [] : [this.#words('clock_skew', null)];
  }

  #words(code: ProblemCode, connection: Connection | null): ToldProblem {
    const { appUrl, language } = this.#parts;
    return tellProblem(code, language, { connection, skewSeconds: this.#skewSeconds(), appUrl });
  }

  #skewSeconds(): number {
    const { clock, skew } = this.#parts;
    return skew.seconds(clock.now()) ?? 0;
  }
}

/** How it is before anybody connected. */
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
}

/**
 * The state of a connection is a problem too, whether or not somebody has come to note it as one. What is over is none,
 * though it stays noted until whoever was told of it is told that, too.
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

/** The lower, the more a connection needs a person. */
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
