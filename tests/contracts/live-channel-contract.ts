import { setTimeout } from 'node:timers/promises';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { LiveChannel, LiveMessage } from '../../src/ports/live-channel.ts';
import type { ConnectingWorld, MakeConnectingWorld } from './connecting-world.ts';
import type { TestRunner } from './test-runner.ts';

const manyTimes = 500;

/** Tests what every {@link LiveChannel} promises. */
export function describeLiveChannel(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeConnectingWorld,
): void {
  describe(`a live message on ${name}`, () => {
    let world: ConnectingWorld;
    let acme: OrganizationId;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
    });
    afterEach(() => world.close());

    test('arrives as it was sent, on the process that sends it and on the others', async () => {
      const word = aWord({ type: 'delivery.received', audience: 'admins' });

      expect(await heard(world.here.live, world.here.live, word)).toEqual(word);
      expect(await heard(world.here.live, world.there.live, word)).toEqual(word);
      expect(await heard(world.there.live, world.here.live, word)).toEqual(word);
    });

    test('reaches every listener', async () => {
      const word = aWord();

      const both = [1, 2].map(() => next(world.here.live, word.subjectId));
      world.here.live.publish(word);

      expect(await Promise.all(both)).toEqual([word, word]);
    });

    test('arrives once more after the last of many about one subject', async () => {
      const word = aWord();
      await heard(world.here.live, world.there.live, word);

      for (const listening of [world.here.live, world.there.live]) {
        let said = 0;
        const { promise: last, resolve } = Promise.withResolvers<string>();
        listening.onMessage(({ subjectId }) => {
          if (subjectId === word.subjectId && said === manyTimes) resolve('the last');
        });
        while (said < manyTimes) {
          said += 1;
          world.here.live.publish(word);
        }
        expect(await inTime(last)).toBe('the last');
      }
    });

    test('arrives beside many others', async () => {
      const words = Array.from({ length: manyTimes }, (_, n) =>
        aWord(n % 2 === 0 ? {} : { type: 'delivery.received', audience: 'admins' }),
      );
      await heard(world.here.live, world.there.live, aWord());
      const all = words.map(({ subjectId }) => next(world.there.live, subjectId));

      for (const word of words) world.here.live.publish(word);

      expect(await inTime(Promise.all(all))).toEqual(words);
    });

    function aWord(changes: Partial<LiveMessage> = {}): LiveMessage {
      return {
        organizationId: acme,
        type: 'sync.progress',
        audience: 'members',
        subjectId: crypto.randomUUID(),
        ...changes,
      };
    }

    /** A listener may connect late, so the message is sent until it arrives. */
    async function heard(from: LiveChannel, to: LiveChannel, word: LiveMessage): Promise<unknown> {
      const answer = next(to, word.subjectId);
      const saying = setInterval(() => from.publish(word), 20);
      from.publish(word);
      return inTime(answer).finally(() => clearInterval(saying));
    }

    function next(channel: LiveChannel, subject: string): Promise<LiveMessage> {
      return new Promise((resolve) => {
        channel.onMessage((word) => {
          if (word.subjectId === subject) resolve(word);
        });
      });
    }
  });
}

function inTime<T>(answer: Promise<T>): Promise<T | string> {
  return Promise.race([answer, setTimeout(5_000, 'no message arrived', { ref: false })]);
}
