import { setTimeout as delay } from 'node:timers/promises';
import { MemoryCalendly, type MemoryUser } from '../../adapters/memory/memory-calendly.ts';
import { MemoryCalendlyApi } from '../../adapters/memory/memory-calendly-api.ts';
import { MemoryCalendlyOauth } from '../../adapters/memory/memory-calendly-oauth.ts';
import { MemoryConnectAttemptStore } from '../../adapters/memory/memory-connect-attempt-store.ts';
import { MemoryConnectionStore } from '../../adapters/memory/memory-connection-store.ts';
import { MemorySyncStore } from '../../adapters/memory/memory-sync-store.ts';
import { RecordingLogger } from '../../adapters/memory/recording-logger.ts';
import { turnOfTheLoop } from '../../adapters/node/turn-of-the-loop.ts';
import type { Connection, SubscriptionScope } from '../../src/domain/connection.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { WebhookAddresses } from '../../src/use-cases/connections/webhook-addresses.ts';
import { ConnectingProcess, type ProcessSettings } from './a-connecting-process.ts';
import type { Lifeline } from './a-lifeline.ts';
import { aMemoryWorld, type MemoryWorld } from './a-memory-world.ts';
import { aKey } from './a-rotation.ts';

/** A subscription at Calendly, and whether what it sends is taken here. */
export interface Standing {
  of: string | null;
  reports: 'bookings' | 'forms' | 'something else';
  scope: SubscriptionScope;
  state: 'active' | 'disabled';
  taken: boolean;
}

/** An organization, a user of Calendly with an organization there, and the processes that bring them together. */
export class ConnectingLine {
  readonly world: MemoryWorld = aMemoryWorld();
  readonly clock = this.world.clock;
  readonly acme = this.world.organization();
  readonly calendly = new MemoryCalendly(this.clock);
  readonly api = new MemoryCalendlyApi(this.calendly);
  readonly oauth = new MemoryCalendlyOauth(this.calendly);
  readonly grace: MemoryUser = this.calendly.addUser('grace');
  readonly connections = new MemoryConnectionStore();
  readonly attempts = new MemoryConnectAttemptStore();
  readonly syncs = new MemorySyncStore();
  readonly logger = new RecordingLogger();
  readonly settings: ProcessSettings;
  readonly here: ConnectingProcess;
  /** The number of times that a process waited for another. */
  waits = 0;
  #timePasses = false;

  constructor(settings: Partial<ProcessSettings> = {}) {
    this.settings = {
      appUrl: 'https://crm.example.com',
      reachable: true,
      hasApplication: true,
      defaultOrganization: null,
      encryptionKeys: [aKey()],
      ...settings,
    };
    this.here = this.another();
  }

  /** Another process of the same service. */
  another(life?: Lifeline, settings: Partial<ProcessSettings> = {}): ConnectingProcess {
    return new ConnectingProcess(this, { ...this.settings, ...settings }, life);
  }

  /** A process that waits lets time pass, so that leases of dead processes end. Otherwise time stands still. */
  letTimePass(): void {
    this.#timePasses = true;
  }

  async pause(milliseconds: number): Promise<void> {
    this.waits += 1;
    if (this.#timePasses) this.clock.advance(milliseconds / 1000);
    // Turns alone would be over before the other side's cryptography is, which has threads of its own.
    await delay(1);
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await turnOfTheLoop();
  }

  connectGrace(given?: readonly string[]): Promise<Connection> {
    return this.here.connect(this.acme, this.grace.uri, given);
  }

  async connection(of: OrganizationId = this.acme): Promise<Connection> {
    const [first] = await this.connections.list(of);
    if (first === undefined) throw new RangeError('Nothing was ever connected.');
    return first;
  }

  /** Everything that stands at Calendly, as a process finds it that has just begun. */
  async standing(): Promise<Standing[]> {
    const addresses = new WebhookAddresses({
      appUrl: this.settings.appUrl,
      webhooksReachable: true,
    });
    const process = this.another();
    const all = [...this.calendly.subscriptions.values()];
    const described = all.map(async ({ callbackUrl, events, scope, signingKey, state }) => {
      const of = addresses.connectionOf(callbackUrl);
      const body = JSON.stringify({ event: 'nothing.happened', made: crypto.randomUUID() });
      const taken = (await process.hear(body, signingKey, of)) !== 'refused';
      return { of, reports: reportedBy(events), scope, state, taken } as const;
    });
    const standing = await Promise.all(described);
    return standing.toSorted((a, b) => a.reports.localeCompare(b.reports));
  }
}

/** The stores and Calendly, as a process uses them. */
export type Outside = Pick<
  ConnectingLine,
  'world' | 'clock' | 'api' | 'oauth' | 'connections' | 'attempts' | 'syncs' | 'logger' | 'pause'
>;

export function aConnectingLine(settings: Partial<ProcessSettings> = {}): ConnectingLine {
  return new ConnectingLine(settings);
}

/** A connecting line on which grace's Calendly is connected. */
export async function aConnectedLine(
  settings: Partial<ProcessSettings> = {},
): Promise<ConnectingLine> {
  const line = new ConnectingLine(settings);
  await line.connectGrace();
  return line;
}

/** How the two subscriptions of one connection stand when all is well. */
export function wellStanding(of: string, scope: SubscriptionScope = 'organization'): Standing[] {
  const good = { of, scope, state: 'active', taken: true } as const;
  const bookings = { ...good, reports: 'bookings' } as const;
  return scope === 'user' ? [bookings] : [bookings, { ...good, reports: 'forms' }];
}

function reportedBy(events: readonly string[]): Standing['reports'] {
  if (events.includes('invitee.created')) return 'bookings';
  return events.includes('routing_form_submission.created') ? 'forms' : 'something else';
}
