import { RecordingLogger } from '../../adapters/memory/recording-logger.ts';
import { SequentialIds } from '../../adapters/memory/sequential-ids.ts';
import { NoteWriter } from '../../src/domain/note-writer.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { IngestStore } from '../../src/ports/ingest-store.ts';
import type { LiveMessage } from '../../src/ports/live-channel.ts';
import { ReceiveDeliveries } from '../../src/use-cases/intake/receive-deliveries.ts';

/** Takes deliveries into a store, and keeps the lines that it logs and the messages that it publishes. */
export function aReceiver({ ingest, clock }: { ingest: IngestStore; clock: Clock }) {
  const logger = new RecordingLogger();
  const messages: LiveMessage[] = [];
  const notes = new NoteWriter('fr', 'Europe/Paris');
  const receive = new ReceiveDeliveries({
    ingestStore: ingest,
    clock,
    ids: new SequentialIds(),
    logger,
    noteWriter: notes,
    liveChannel: { publish: (message) => void messages.push(message) },
  });
  return { receive, logger, messages };
}
