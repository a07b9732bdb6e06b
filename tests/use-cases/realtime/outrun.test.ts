import { expect, test } from '@jest/globals';
import { RecordingListener } from '../../../adapters/memory/recording-listener.ts';
import { RecordingLogger } from '../../../adapters/memory/recording-logger.ts';
import { RecordingNotifier } from '../../../adapters/memory/recording-notifier.ts';
import type { RealtimeEvent } from '../../../src/ports/notifier.ts';
import { RelayEvents } from '../../../src/use-cases/realtime/relay-events.ts';
import { RenderEvents } from '../../../src/use-cases/realtime/render-events.ts';
import { keep } from '../../support/a-change.ts';
import { aMemoryWorld } from '../../support/a-memory-world.ts';
import { anEntry } from '../../support/a-store-row.ts';

test('a log that grows while a client catches up is caught up with', async () => {
  const world = await aGrowingLog(60);
  const client = new OutrunListener(world.grow);

  await world.relay.admit(world.acme, { after: 0, epoch: 'e1' }, client);

  const { seq = 0, replayed } = client.joined ?? {};
  expect(client.resyncs).toEqual([]);
  expect(client.events.map((event) => event.seq)).toEqual(
    Array.from({ length: seq }, (_, i) => i + 1),
  );
  expect(replayed).toBe(seq);
});

test('a log that always outruns a client lets it in all the same, and has it load the current state', async () => {
  const world = await aGrowingLog(500);
  const client = new OutrunListener(world.grow);

  await world.relay.admit(world.acme, { after: 0, epoch: 'e1' }, client);

  expect(client.joined).not.toBeNull();
  expect(client.resyncs).toEqual([{ seq: client.joined?.seq, epoch: 'e1' }]);
});

/** The log grows by so many while the client takes what it is sent in one attempt. */
async function aGrowingLog(by: number) {
  const world = aMemoryWorld();
  const acme = world.organization();
  const grow = async () => {
    const entries = Array.from({ length: by }, () => anEntry(crypto.randomUUID()));
    await keep(world.ingest, acme, { entries });
  };
  await grow();
  const { prospects, clock, log: eventLog } = world;
  const relay = new RelayEvents({
    eventLog,
    renderEvents: new RenderEvents({ prospects, clock }),
    notifier: new RecordingNotifier([acme]),
    logger: new RecordingLogger(),
  });
  relay.listen();
  return { acme, grow, relay };
}

/** While it takes the first event of an attempt, the log grows. */
class OutrunListener extends RecordingListener {
  readonly #grow: () => Promise<void>;
  #end = 0;

  constructor(grow: () => Promise<void>) {
    super();
    this.#grow = grow;
  }

  override async taken(): Promise<void> {
    const last = this.events.at(-1) as RealtimeEvent;
    if (last.seq <= this.#end) return;
    this.#end = last.seq + 100;
    await this.#grow();
  }
}
