import { describe, expect, test } from '@jest/globals';
import { RecordingLogger } from '../../adapters/memory/recording-logger.ts';
import { SystemClock } from '../../adapters/node/system-clock.ts';
import { type Circle, createContainer, type Made } from '../../adapters/service/container.ts';
import { memoryStores } from '../../adapters/service/memory-stores.ts';
import { partsOf } from '../../adapters/service/parts.ts';
import { type ReachableConfig, readConfig } from '../../adapters/settings/config.ts';
import { jwtSecret } from '../support/a-running-service.ts';

class Bell {
  readonly #parts: { tone: string };

  constructor(parts: { tone: string }) {
    this.#parts = parts;
  }

  ring(): string {
    return this.#parts.tone;
  }
}

class Tower {
  readonly #parts: { bell: Bell };

  constructor(parts: { bell: Bell }) {
    this.#parts = parts;
  }

  get bell(): Bell {
    return this.#parts.bell;
  }
}

/** Needs an egg to be made. */
class Hen {
  readonly egg: object;

  constructor({ egg }: { egg: object }) {
    this.egg = egg;
  }
}

/** Needs a hen to be made. */
class Egg {
  readonly hen: object;

  constructor({ hen }: { hen: object }) {
    this.hen = hen;
  }
}

class Farmer {
  readonly hen: object;

  constructor({ hen }: { hen: object }) {
    this.hen = hen;
  }
}

describe('the container', () => {
  test('makes each part once, from parts by their names', () => {
    const classes = { Tower, Bell };

    const parts = createContainer(classes, () => ({ tone: 'ding' }));

    expect(parts.bell.ring()).toBe('ding');
    expect(parts.tower.bell).toBe(parts.bell);
    expect(parts.tower).toBe(parts.tower);
  });

  test('hands to values what is made of the classes', () => {
    const classes = { Bell };

    const parts = createContainer(classes, (made: Made<typeof classes>) => ({
      tone: 'dong',
      toll: () => [made.bell.ring(), made.bell.ring()],
    }));

    expect(parts.toll()).toEqual(['dong', 'dong']);
  });

  test('does not take classes that lack a part', () => {
    // @ts-expect-error Nothing has the name that the bell asks for.
    const parts = createContainer({ Bell }, () => ({ colour: 'bronze' }));

    expect(() => parts.bell.ring()).not.toThrow();
  });

  test('names the circle of classes that need each other, when it compiles and when it runs', () => {
    const names: Circle<{ hen: typeof Hen; egg: typeof Egg; farmer: typeof Farmer }> = 'egg';
    const none: [Circle<{ hen: typeof Hen; farmer: typeof Farmer }>] extends [never]
      ? true
      : false = true;
    // @ts-expect-error The farmer is in no circle, only waits for one.
    const waiting: typeof names | 'hen' = 'farmer';

    // @ts-expect-error They need each other in a circle.
    const begin = () => createContainer({ Farmer, Hen, Egg }, () => ({}));

    expect([names, none, waiting]).toEqual(['egg', true, 'farmer']);
    expect(begin).toThrow('Parts need each other in a circle: farmer → hen → egg → hen');
  });

  test('refuses a name that two parts have', () => {
    const classes = { Bell };

    expect(() =>
      createContainer(classes, () => ({ tone: 'ding', bell: new Tower({} as never) })),
    ).toThrow('Two parts have the name bell');
  });

  test('of the service makes every part', async () => {
    const clock = new SystemClock();
    const stores = memoryStores(clock);
    const url = 'http://127.0.0.1:9';
    const config = readConfig({
      DATABASE_URL: 'memory:',
      JWT_SECRET: jwtSecret,
      CALENDLY_AUTH_URL: url,
      CALENDLY_API_URL: url,
    }) as ReachableConfig;
    const logger = new RecordingLogger();

    const parts = partsOf({ config, stores, clock, logger, consoleFolder: import.meta.dirname });
    const made: unknown[] = Object.values(parts);

    expect(made.length).toBeGreaterThan(80);
    expect(made).not.toContain(undefined);
    await stores.close();
  });
});
