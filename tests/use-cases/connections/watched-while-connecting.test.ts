import { expect, test } from '@jest/globals';
import { aConnectingLine, wellStanding } from '../../support/a-connecting-line.ts';
import { Lifeline } from '../../support/a-lifeline.ts';
import { aWatchOf } from '../../support/a-watch.ts';

test('a connection whose subscription is being made is not mistaken for one that broke', async () => {
  const line = aConnectingLine();
  const watch = aWatchOf(line);
  const goOn = line.calendly.hold('subscribe');
  const connecting = line.connectGrace();
  await line.until(() => line.calendly.count('subscribe') > 0);

  await watch.look();
  goOn();
  const connection = await connecting;
  await watch.look();

  expect(watch.alerted()).toEqual([]);
  expect(connection).toMatchObject({ problems: [], subscription: { state: 'active' } });
  expect(await line.standing()).toEqual(wellStanding(connection.id));
  const looked = await line.connection();
  expect(looked.subscription?.uri).toBe(connection.subscription?.uri);
});

test('a connection that a crash left half set up is set up by a later look', async () => {
  let made = 0;
  for (let steps = 0; steps < 40; steps += 1) {
    const line = aConnectingLine();
    const dying = line.another(new Lifeline(steps));
    await dying.connect(line.acme, line.grace.uri).catch(() => undefined);
    const [left] = await line.connections.list(line.acme);
    if (left === undefined) continue;
    made += 1;
    const watch = aWatchOf(line);
    line.clock.advance(90);

    await watch.look();

    expect(await line.connection()).toMatchObject({
      problems: [],
      subscription: { state: 'active' },
    });
  }
  expect(made).toBeGreaterThan(10);
});
