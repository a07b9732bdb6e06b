import { expect, test } from '@jest/globals';
import { ResyncRequired } from '../../../src/domain/errors.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { RealtimeEvent } from '../../../src/ports/notifier.ts';
import { ReadEvents } from '../../../src/use-cases/realtime/read-events.ts';
import type { ReadLog } from '../../../src/use-cases/realtime/read-log.ts';

/** A log that begins after place 3 and ends at 7. */
function aLog() {
  const stretch = async (_of: OrganizationId, after: number, limit: number) => {
    const through = Math.min(after + limit, 7);
    const events = Array.from({ length: Math.max(0, through - after) }, (_, i) => ({
      seq: after + 1 + i,
    }));
    return {
      events: events as RealtimeEvent[],
      seq: 7,
      epoch: 'e1',
      purgedThrough: 3,
      through: Math.max(after, through),
      more: through < 7,
    };
  };
  const events = new ReadEvents({ readLog: { stretch } as unknown as ReadLog });
  return (after: number, limit = 10) => events.execute('acme' as OrganizationId, after, limit);
}

test('a page of the log has its events, the place of the last one, and whether there are more', async () => {
  const read = aLog();

  expect(await read(3, 2)).toStrictEqual({
    items: [{ seq: 4 }, { seq: 5 }],
    seq: 5,
    epoch: 'e1',
    more: true,
  });
  expect(await read(5)).toMatchObject({ items: [{ seq: 6 }, { seq: 7 }], seq: 7, more: false });
  expect(await read(7)).toStrictEqual({ items: [], seq: 7, epoch: 'e1', more: false });
});

test.each([
  ['before the first that is kept', 2],
  ['after the last one', 8],
])('from a place %s one has to begin anew, at the end', async (_, after) => {
  const failure = await aLog()(after).catch((error: unknown) => error);

  expect(failure).toBeInstanceOf(ResyncRequired);
  expect(failure).toMatchObject({ seq: 7, epoch: 'e1' });
});
