import { expect, test } from '@jest/globals';
import { Turns } from '../../src/domain/turns.ts';

test('work that comes alone does not wait', async () => {
  const loop = aLoop();
  const turns = new Turns(loop, 10);

  await turns.take();
  await loop.turn();
  await loop.turn();
  await turns.take();

  expect(loop.turns).toBe(2);
});

test('work that comes in heaps goes on in order, for so long in each turn', async () => {
  const loop = aLoop();
  const turns = new Turns(loop, 10);
  const done: string[] = [];

  const work = Array.from({ length: 8 }, async (_, i) => {
    await turns.take();
    done.push(`${i} in ${loop.turns}`);
    loop.time += 4;
  });
  for (let i = 0; i < 5; i += 1) await loop.turn();
  await Promise.all(work);

  expect(done.map((word) => word.slice(-1))).toEqual(['0', '2', '2', '2', '3', '3', '3', '4']);
  expect(done.map((word) => word[0]).join('')).toBe('01234567');
});

test('work that takes longer than a turn has room for takes one of its own', async () => {
  const loop = aLoop();
  const turns = new Turns(loop, 10);
  const done: number[] = [];

  const work = [50, 50, 50].map(async (milliseconds) => {
    await turns.take();
    done.push(loop.turns);
    loop.time += milliseconds;
  });
  for (let i = 0; i < 5; i += 1) await loop.turn();
  await Promise.all(work);

  expect(done).toEqual([0, 2, 3]);
});

/** A loop that goes round when it is told to, on a clock that is told what time it is. */
function aLoop() {
  let asked: (() => void)[] = [];
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  const loop = {
    turns: 0,
    time: 0,
    later: (work: () => void) => void asked.push(work),
    now: () => loop.time,
    turn: async () => {
      await settled();
      loop.turns += 1;
      const works = asked;
      asked = [];
      for (const work of works) {
        work();
        await settled();
      }
    },
  };
  return loop;
}
