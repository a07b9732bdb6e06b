import { expect, test } from '@jest/globals';
import { type Claim, Gate } from '../../adapters/koa/gate.ts';
import { bounds } from '../../src/domain/bounds.ts';

const patient = { milliseconds: 60_000, mostWaiting: 10 };

test('work that leaves lets in the work that waits, in order', async () => {
  const gate = new Gate(patient);
  const entered: string[] = [];
  const leave = await gate.enter([one('a', 1)]);
  const second = gate.enter([one('a', 1)]).then((next) => (entered.push('second'), next));
  const third = gate.enter([one('a', 1)]).then((next) => (entered.push('third'), next));

  leave?.();
  const leaveSecond = await second;
  const afterOne = [...entered];
  leaveSecond?.();
  (await third)?.();

  expect(afterOne).toEqual(['second']);
  expect(entered).toEqual(['second', 'third']);
});

test('work that waits for one limit does not keep out work under another', async () => {
  const gate = new Gate({ milliseconds: 0, mostWaiting: 10 });
  await gate.enter([one('a', 1), one('all', 3)]);

  const [again, another] = await Promise.all([
    gate.enter([one('a', 1), one('all', 3)]),
    gate.enter([one('b', 1), one('all', 3)]),
  ]);

  expect([again, another === null]).toEqual([null, false]);
});

test('a claim is given back once', async () => {
  const gate = new Gate({ milliseconds: 0, mostWaiting: 10 });
  const leave = await gate.enter([one('a', 2)]);
  await gate.enter([one('a', 2)]);

  leave?.();
  leave?.();

  expect(await gate.enter([one('a', 2)])).not.toBeNull();
  expect(await gate.enter([one('a', 2)])).toBeNull();
});

test('so many wait, and no more', async () => {
  const gate = new Gate({ milliseconds: 60_000, mostWaiting: 1 });
  const leave = await gate.enter([one('a', 1)]);
  const waits = gate.enter([one('a', 1)]);

  const refused = await gate.enter([one('a', 1)]);

  leave?.();
  expect([refused, (await waits) === null]).toEqual([null, false]);
});

test('what each read counts for leaves room for two organizations at their bounds', () => {
  const { readCost, readsPerOrganization, renderedAtOnce } = bounds;

  expect(2 * readsPerOrganization.value * readCost.value).toBeLessThanOrEqual(renderedAtOnce.value);
});

function one(key: string, most: number): Claim {
  return { key, cost: 1, most };
}
