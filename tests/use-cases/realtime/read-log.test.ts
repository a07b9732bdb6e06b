import { describe, expect, test } from '@jest/globals';
import { jsonBytes } from '../../../src/domain/json-bytes.ts';
import { ReadLog } from '../../../src/use-cases/realtime/read-log.ts';
import { RenderEvents } from '../../../src/use-cases/realtime/render-events.ts';
import { keep } from '../../support/a-change.ts';
import { aMemoryWorld } from '../../support/a-memory-world.ts';
import { aNote, anEntry, aProspect, booking } from '../../support/a-store-row.ts';

const size = 20_000;

describe('a stretch of the event log', () => {
  test('ends at its bytes, and the next one goes on behind it', async () => {
    const { acme, keepNotes, log } = aLog();
    await keepNotes(Array(10).fill(size));

    const stretches = await all((after) => log.stretch(acme, after, 1000, 3.5 * size));

    expect(stretches.map(({ events }) => events.length)).toEqual([3, 3, 3, 1]);
    expect(stretches.map(({ more }) => more)).toEqual([true, true, true, false]);
    expect(stretches.every(({ events }) => jsonBytes(events) <= 3.5 * size)).toBe(true);
    expect(seqsOf(stretches)).toEqual(Array.from({ length: 10 }, (_, i) => i + 1));
  });

  test('is never empty, where there is something', async () => {
    const { acme, keepNotes, log } = aLog();
    await keepNotes([10, size, 10, size, size]);

    const stretches = await all((after) => log.stretch(acme, after, 1000, 100));

    expect(stretches.map(({ events }) => events.length)).toEqual([1, 1, 1, 1, 1]);
  });

  test('counts one subject as often as it is sent', async () => {
    const { world, acme, keepNotes, log } = aLog();
    const [note] = await keepNotes([size]);
    const again = Array.from({ length: 8 }, () => anEntry(`${note?.id}`, { type: 'note.added' }));
    await keep(world.ingest, acme, { entries: again });

    const stretches = await all((after) => log.stretch(acme, after, 1000, 3.5 * size));

    expect(stretches.map(({ events }) => events.length)).toEqual([3, 3, 3]);
  });

  test('passes over subjects that are gone, wherever they are', async () => {
    const { world, acme, keepNotes, log } = aLog();
    const gone = () => ({
      entries: Array.from({ length: 3 }, () =>
        anEntry(crypto.randomUUID(), { type: 'note.added' }),
      ),
    });
    await keep(world.ingest, acme, gone());
    await keepNotes([size, size]);
    await keep(world.ingest, acme, gone());
    await keepNotes([size]);
    await keep(world.ingest, acme, gone());

    const stretches = await all((after) => log.stretch(acme, after, 1000, 1.5 * size));

    expect(seqsOf(stretches)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect(stretches.flatMap(({ events }) => events).filter((event) => event.subject)).toHaveLength(
      3,
    );
  });

  test('ends at its rows, and says whether more follow', async () => {
    const { acme, keepNotes, log } = aLog();
    await keepNotes([1, 1, 1]);

    expect(await log.stretch(acme, 0, 2)).toMatchObject({ through: 2, more: true, seq: 3 });
    expect(await log.stretch(acme, 2, 2)).toMatchObject({ through: 3, more: false });
    expect(await log.stretch(acme, 3, 2)).toMatchObject({ events: [], through: 3, more: false });
  });

  test('that is rendered whatever it takes has every event', async () => {
    const { world, acme, keepNotes } = aLog();
    await keepNotes(Array(60).fill(size));
    const { entries, epoch } = await world.log.read(acme, 0, 1000);

    const events = await new RenderEvents({
      prospects: world.prospects,
      clock: world.clock,
    }).execute(acme, epoch, entries);

    expect(events.map(({ seq }) => seq)).toEqual(entries.map(({ seq }) => seq));
  });
});

type Stretch = Awaited<ReturnType<ReadLog['stretch']>>;

function aLog() {
  const world = aMemoryWorld();
  const acme = world.organization();
  const log = new ReadLog({
    eventLog: world.log,
    renderEvents: new RenderEvents({ prospects: world.prospects, clock: world.clock }),
  });
  const ada = aProspect();
  const keepNotes = async (sizes: readonly number[]) => {
    const notes = sizes.map((length) =>
      aNote(ada.id, booking(crypto.randomUUID()), { body: 'x'.repeat(length) }),
    );
    const entries = notes.map(({ id }) => anEntry(id, { type: 'note.added' }));
    await keep(world.ingest, acme, { prospects: [ada], notes, entries });
    return notes;
  };
  return { world, acme, log, keepNotes };
}

async function all(read: (after: number) => Promise<Stretch>): Promise<Stretch[]> {
  const stretches = [await read(0)];
  while (stretches.at(-1)?.more) stretches.push(await read(stretches.at(-1)?.through ?? 0));
  return stretches;
}

function seqsOf(stretches: readonly Stretch[]): number[] {
  return stretches.flatMap(({ events }) => events.map(({ seq }) => seq));
}
