import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { z } from 'zod';
import type { OrganizationId } from '../../src/domain/organization-id.ts';

const channel = 'velvena_event_log';
const coalesceMilliseconds = 25;
const reconnectMilliseconds = 1000;
/** PostgreSQL refuses payloads of 8,000 bytes and more. */
const largestPayload = 7000;

const Word = z.object({ from: z.string(), organizations: z.array(z.string()) });

/**
 * Tells other processes which logs grew. Words are gathered and sent apart from the transactions that they are about:
 * inside, every commit would wait for every other. A word may be lost; the relay looks for itself every second.
 */
export class LogChannel {
  readonly #url: string;
  readonly #self = randomUUID();
  readonly #hear: (organizationId: OrganizationId) => void;
  readonly #unsaid = new Set<OrganizationId>();
  #client: Client | null = null;
  #connecting: Promise<void> = Promise.resolve();
  #reconnect: NodeJS.Timeout | undefined;
  #sending: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(url: string, hear: (organizationId: OrganizationId) => void) {
    this.#url = url;
    this.#hear = hear;
  }

  /** Listens from now on. When the connection is lost it comes back by itself. */
  open(): void {
    this.#connecting = this.#connect();
  }

  say(organizationIds: Iterable<OrganizationId>): void {
    for (const id of organizationIds) this.#unsaid.add(id);
    this.#sending ??= setTimeout(() => void this.#send(), coalesceMilliseconds);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#reconnect);
    clearTimeout(this.#sending);
    await this.#connecting;
    await this.#client?.end();
  }

  async #connect(): Promise<void> {
    const client = new Client({ connectionString: this.#url, keepAlive: true });
    // An error of a connection is also its end, and the end is what brings the next one.
    client.on('error', () => undefined);
    client.once('end', () => this.#lost());
    client.on('notification', ({ payload }) => this.#heard(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      this.#client = client;
    } catch {
      await client.end().catch(() => undefined);
    }
  }

  #lost(): void {
    this.#client = null;
    if (this.#closed) return;
    clearTimeout(this.#reconnect);
    this.#reconnect = setTimeout(() => this.open(), reconnectMilliseconds);
    this.#reconnect.unref();
  }

  async #send(): Promise<void> {
    this.#sending = undefined;
    const organizations = [...this.#unsaid];
    this.#unsaid.clear();
    const word = (ids: readonly OrganizationId[]) =>
      JSON.stringify({ from: this.#self, organizations: ids });
    const all = word(organizations);
    const fits = Buffer.byteLength(all) < largestPayload;
    const payloads = fits ? [all] : organizations.map((id) => word([id]));
    const sql = 'select pg_notify($1, word) from unnest($2::text[]) as word';
    // A word that cannot be said is not worth more than the second it saves.
    await this.#client?.query(sql, [channel, payloads]).catch(() => undefined);
  }

  #heard(payload: string): void {
    const word = Word.safeParse(parsed(payload));
    if (!word.success || word.data.from === this.#self) return;
    for (const id of word.data.organizations) this.#hear(id as OrganizationId);
  }
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}
