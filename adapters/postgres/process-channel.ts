import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { Client } from 'pg';
import { z } from 'zod';

const coalesceMilliseconds = 25;
const reconnectMilliseconds = 1000;
/** After which a server that does not answer is taken for gone. */
const patienceMilliseconds = 4000;
const goodbyeMilliseconds = 1000;
/** PostgreSQL refuses payloads of 8,000 bytes and more. */
const largestPayload = 7000;
/** Words that may wait for a server that takes none. Those beyond it are lost. */
const mostUnsaid = 10_000;

const notify = `
  select pg_notify(channel, payload) from unnest($1::text[], $2::text[]) as t(channel, payload)`;

const Payload = z.object({ from: z.string(), words: z.array(z.string()) });

/** What processes tell each other about: a name in the database, and who is told of what others say. */
interface Topic {
  hear: (word: string) => void;
  unsaid: Set<string>;
}

/**
 * Carries short words between the processes of one database, on a connection of its own. Words are gathered and sent
 * apart from the transactions that they are about: inside, every commit would wait for every other. The same word said
 * twice at a time is sent once, and any word may be lost.
 */
export class ProcessChannel {
  readonly #url: string;
  readonly #self = randomUUID();
  readonly #topics = new Map<string, Topic>();
  #client: Client | null = null;
  #connecting: Promise<void> = Promise.resolve();
  #reconnect: NodeJS.Timeout | undefined;
  #gathering: NodeJS.Timeout | undefined;
  #isSending = false;
  /** The connection takes one statement at a time. */
  #turn: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(url: string) {
    this.#url = url;
  }

  /** Hears what other processes say about it from now on, and answers how to say something to them. */
  topic(name: string, hear: (word: string) => void): (words: Iterable<string>) => void {
    const topic: Topic = { hear, unsaid: new Set() };
    this.#topics.set(name, topic);
    // A connection that breaks is made again, and listens to all topics then.
    if (this.#client !== null) void this.#inTurn(`listen ${name}`);
    return (words) => {
      for (const word of words) if (topic.unsaid.size < mostUnsaid) topic.unsaid.add(word);
      this.#gather();
    };
  }

  /** Connects from now on. When the connection is lost it comes back by itself. */
  open(): void {
    this.#connecting = this.#connect();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#reconnect);
    clearTimeout(this.#gathering);
    await this.#connecting;
    await this.#turn;
    if (this.#client !== null) await goodbye(this.#client);
  }

  async #connect(): Promise<void> {
    const client = new Client({
      connectionString: this.#url,
      connectionTimeoutMillis: patienceMilliseconds,
      keepAlive: true,
      keepAliveInitialDelayMillis: 5000,
      query_timeout: patienceMilliseconds,
      // What is told is not kept: nobody waits for a disk.
      options: '-c synchronous_commit=off',
    });
    // An error of a connection is also its end, and the end is what brings the next one.
    client.on('error', () => undefined);
    client.once('end', () => this.#lost());
    client.on('notification', ({ channel, payload }) => this.#heard(channel, payload ?? ''));
    try {
      await client.connect();
      for (const name of this.#topics.keys()) await client.query(`listen ${name}`);
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

  #gather(): void {
    if (this.#closed || this.#isSending) return;
    this.#gathering ??= setTimeout(() => void this.#send(), coalesceMilliseconds);
  }

  async #send(): Promise<void> {
    this.#gathering = undefined;
    this.#isSending = true;
    const channels: string[] = [];
    const payloads: string[] = [];
    for (const [name, { unsaid }] of this.#topics) {
      for (const payload of payloadsOf(this.#self, unsaid)) {
        channels.push(name);
        payloads.push(payload);
      }
      unsaid.clear();
    }
    await this.#inTurn(notify, [channels, payloads]);
    this.#isSending = false;
    if ([...this.#topics.values()].some(({ unsaid }) => unsaid.size > 0)) this.#gather();
  }

  #inTurn(sql: string, parameters: unknown[] = []): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      const client = this.#client;
      // A word that cannot be said is not worth waiting for a connection.
      await client?.query(sql, parameters).catch(() => client.end());
    });
    return this.#turn;
  }

  #heard(channel: string, text: string): void {
    const payload = Payload.safeParse(parsed(text));
    if (!payload.success || payload.data.from === this.#self) return;
    for (const word of payload.data.words) this.#topics.get(channel)?.hear(word);
  }
}

/** As few payloads as the words fit into. */
function payloadsOf(from: string, unsaid: Iterable<string>): string[] {
  const bundles: string[][] = [];
  let room = 0;
  for (const word of unsaid) {
    const bytes = Buffer.byteLength(JSON.stringify(word)) + 1;
    if (bytes > room) {
      bundles.push([]);
      room = largestPayload;
    }
    bundles.at(-1)?.push(word);
    room -= bytes;
  }
  return bundles.map((words) => JSON.stringify({ from, words }));
}

/** A server that hangs does not answer a goodbye either. */
async function goodbye(client: Client): Promise<void> {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  const impatience = setTimeout(() => stream.destroy(), goodbyeMilliseconds);
  await client.end();
  clearTimeout(impatience);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
