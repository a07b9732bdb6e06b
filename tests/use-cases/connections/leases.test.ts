import { expect, test } from '@jest/globals';
import { ProviderError } from '../../../src/domain/errors.ts';
import { aConnectingLine } from '../../support/a-connecting-line.ts';
import { Died, Lifeline } from '../../support/a-lifeline.ts';

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

test('work that is done has made room for the next, however slow the store is', async () => {
  const line = aConnectingLine();
  const release = line.connections.release.bind(line.connections);
  line.connections.release = async (...given) => {
    await line.pause(0);
    return release(...given);
  };

  const first = await line.here.leases.ifFree('x', async () => 'first');
  const second = await line.another().leases.ifFree('x', async () => 'second');

  expect([first, second]).toEqual(['first', 'second']);
});

test('work that fails makes room for the next', async () => {
  const line = aConnectingLine();
  const failing = line.here.leases.hold('x', async () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');

  expect(await line.another().leases.ifFree('x', async () => 'done')).toBe('done');
});

test('a caller that does not wait learns that somebody holds the lease', async () => {
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

test('a caller that waits longer than a lease may last gets an error that says to try again', async () => {
  const line = aConnectingLine();
  const now = line.clock.now();
  await line.connections.lease('x', 'another', now, new Date(now.getTime() + 3600_000));
  line.letTimePass();

  const waiting = line.here.leases.hold('x', async () => 'done');

  await expect(waiting).rejects.toThrow(ProviderError);
  await expect(waiting).rejects.toThrow(/Try again/);
});
