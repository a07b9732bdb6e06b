import { RecordingLogger } from '../../adapters/memory/recording-logger.ts';
import { SequentialIds } from '../../adapters/memory/sequential-ids.ts';
import { NoteWriter } from '../../src/domain/note-writer.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { IngestStore } from '../../src/ports/ingest-store.ts';
import { ReceiveDeliveries } from '../../src/use-cases/receive-deliveries.ts';

/** What takes deliveries into a store, and the log that it writes. */
export function aReceiver({ ingest, clock }: { ingest: IngestStore; clock: Clock }) {
  const logger = new RecordingLogger();
  const notes = new NoteWriter('fr', 'Europe/Paris');
  const receive = new ReceiveDeliveries(ingest, clock, new SequentialIds(), logger, notes);
  return { receive, logger };
}
