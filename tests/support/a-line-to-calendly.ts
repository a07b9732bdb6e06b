import { ManualClock } from '../../adapters/memory/manual-clock.ts';
import {
  MemoryCalendly,
  type MemoryMeeting,
  type MemoryUser,
} from '../../adapters/memory/memory-calendly.ts';
import { MemoryCalendlyApi } from '../../adapters/memory/memory-calendly-api.ts';
import { MemoryConnectionStore } from '../../adapters/memory/memory-connection-store.ts';
import { MemorySyncStore } from '../../adapters/memory/memory-sync-store.ts';
import { RecordingLogger } from '../../adapters/memory/recording-logger.ts';
import type { InviteeFact } from '../../src/domain/invitee-fact.ts';
import { NoteWriter } from '../../src/domain/note-writer.ts';
import type { LiveMessage } from '../../src/ports/live-channel.ts';
import { SyncHistory } from '../../src/use-cases/history/sync-history.ts';
import { ApplyFacts } from '../../src/use-cases/intake/apply-facts.ts';
import { aConnection } from './a-connection.ts';
import { aFact } from './a-fact.ts';
import { aMemoryWorld } from './a-memory-world.ts';

/** An organization with a connected account, over a Calendly in memory. */
export async function aLineToCalendly() {
  const world = aMemoryWorld();
  const acme = world.organization();
  const clock = new ManualClock(world.now);
  const calendly = new MemoryCalendly(clock);
  const connections = new MemoryConnectionStore();
  const secrets = { accessToken: '', refreshToken: null, signingKey: '', previousSigningKey: null };
  const tokens = new Map<string, string>();
  /** Connects another account to the organization. */
  const addAccount = async (account: string, more: Partial<MemoryUser> = {}) => {
    const user = calendly.addUser(account, more);
    const { uri, name, email, organizationUri } = user;
    const connection = await connections.connect(
      aConnection(acme, { user: { uri, name, email, organizationUri }, connectedAt: clock.now() }),
      async () => secrets,
    );
    tokens.set(connection.id, calendly.personalToken(uri));
    return { user, connection };
  };
  const { user, connection } = await addAccount('grace');
  const messages: LiveMessage[] = [];
  let ids = 0;
  const parts = {
    syncs: new MemorySyncStore(),
    connections,
    calendlyApi: new MemoryCalendlyApi(calendly),
    accessTokens: {
      withToken: <T>({ id }: { id: string }, call: (accessToken: string) => Promise<T>) =>
        call(tokens.get(id) ?? ''),
    },
    applyFacts: new ApplyFacts({
      ingestStore: world.ingest,
      clock,
      ids: { next: () => crypto.randomUUID() },
      noteWriter: new NoteWriter('fr', 'Europe/Paris'),
    }),
    liveChannel: {
      publish: (message: LiveMessage) => void messages.push(message),
      onMessage: () => undefined,
    },
    clock,
    ids: { next: () => `id-${(ids += 1)}` },
    logger: new RecordingLogger(),
  };
  return {
    world,
    acme,
    clock,
    calendly,
    user,
    connection,
    addAccount,
    messages,
    parts,
    sync: new SyncHistory(parts),
  };
}

/** A meeting of one invitee, `startsIn` days from the world's beginning. */
export function aListedMeeting(
  userUri: string,
  name: string,
  startsIn: number,
  facts?: InviteeFact[],
) {
  const startTime = new Date(Date.UTC(2026, 0, 4 + startsIn, 10));
  const host = { userUri, name: null, email: null };
  const endTime = new Date(startTime.getTime() + 30 * 60_000);
  const meeting = { name: 'Demo', startTime, endTime, hosts: [host] };
  const reported = facts ?? [aFact('booked', { of: name, meeting })];
  return {
    uri: `https://api.calendly.com/scheduled_events/EV-${name}`,
    userUri,
    startTime,
    locationReady: true,
    invitees: reported.map((fact, i) => ({ fact, digest: digestOf(`${name} ${i}`) })),
    raw: null,
  } satisfies MemoryMeeting;
}

function digestOf(text: string): string {
  return Buffer.from(text).toString('hex').padEnd(64, '0').slice(0, 64);
}
