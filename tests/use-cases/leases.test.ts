import { expect, test } from '@jest/globals';
import { ProviderError } from '../../src/domain/errors.ts';
import { aConnectingLine } from '../support/a-connecting-line.ts';
import { Died, Lifeline } from '../support/a-lifeline.ts';

test('work under a lease is done by one at a time, and by everybody in the end', async () => {
  const line = aConnectingLine();
  const processes = [line.here, line.another()];
  let [atWork, most, done] = [0, 0, 0];
  const work = async () => {
    atWork += 1;
    most = Math.max(most, atWork);
    await line.pause(0);
    atWork -= 1;
    done += 1;
  };

  await Promise.all(
    Array.from({ length: 10 }).flatMap(() => processes.map(({ leases }) => leases.hold('x', work))),
  );

  expect([most, done]).toEqual([1, 20]);
});

test('what others did meanwhile is the answer, and not done again', async () => {
  const line = aConnectingLine();
  let made: string | undefined;
  let times = 0;
  const make = async () => {
    await line.pause(0);
    times += 1;
    made = 'made';
    return made;
  };

  const answers = await Promise.all(
    [line.here, line.another(), line.another()].map(({ leases }) =>
      leases.hold('x', make, async () => made),
    ),
  );

  expect([answers, times]).toEqual([['made', 'made', 'made'], 1]);
});

test('work that fails makes room for the next', async () => {
  const line = aConnectingLine();
  const failing = line.here.leases.hold('x', async () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');

  expect(await line.another().leases.ifFree('x', async () => 'done')).toBe('done');
});

test('who does not want to wait is told that somebody is at it', async () => {
  const line = aConnectingLine();

  const inner = line.here.leases.hold('x', () =>
    line.another().leases.ifFree('x', async () => 'done'),
  );

  expect(await inner).toBeNull();
});

test('a lease of somebody who died is over after half a minute', async () => {
  const line = aConnectingLine();
  const life = new Lifeline(2);
  const dying = line.another(life).leases.hold('x', async () => 'done');
  await expect(dying).rejects.toThrow(Died);
  const before = line.clock.now().getTime();
  line.letTimePass();

  expect(await line.here.leases.hold('x', async () => 'done')).toBe('done');
  expect(line.clock.now().getTime() - before).toBe(30_000);
});

test('who waits longer than a lease may last is told to try again', async () => {
  const line = aConnectingLine();
  const now = line.clock.now();
  await line.connections.lease('x', 'another', now, new Date(now.getTime() + 3600_000));
  line.letTimePass();

  const waiting = line.here.leases.hold('x', async () => 'done');

  await expect(waiting).rejects.toThrow(ProviderError);
  await expect(waiting).rejects.toThrow(/Try again/);
});
