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
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(url: string, hear: (organizationId: OrganizationId) => void) {
    this.#url = url;
    this.#hear = hear;
  }

  /** Listens from now on. When the connection is lost it comes back by itself. */
  open(): void {
    void this.#connect();
  }

  say(organizationIds: Iterable<OrganizationId>): void {
    for (const id of organizationIds) this.#unsaid.add(id);
    if (this.#client === null || this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#send();
    }, coalesceMilliseconds);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    this.#timer = null;
    const client = new Client({ connectionString: this.#url, keepAlive: true });
    client.on('error', () => undefined);
    client.on('end', () => this.#lost(client));
    client.on('notification', ({ payload }) => this.#heard(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      if (this.#closed) await client.end();
      else this.#client = client;
    } catch {
      this.#lost(client);
    }
  }

  #lost(client: Client): void {
    if (this.#client === client) this.#client = null;
    if (this.#closed || this.#timer !== null || this.#client !== null) return;
    this.#timer = setTimeout(() => void this.#connect(), reconnectMilliseconds);
    this.#timer.unref();
  }

  async #send(): Promise<void> {
    const organizations = [...this.#unsaid];
    this.#unsaid.clear();
    const words = organizations.map((id) =>
      JSON.stringify({ from: this.#self, organizations: [id] }),
    );
    const all = JSON.stringify({ from: this.#self, organizations });
    const payloads = Buffer.byteLength(all) < largestPayload ? [all] : words;
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
