import { describe, expect, test } from '@jest/globals';
import { validate, version } from 'uuid';
import { UuidGenerator } from '../../adapters/node/uuid-generator.ts';

describe('ids', () => {
  test('are UUIDs of version 7, each another one, in the order in which they are made', () => {
    const ids = new UuidGenerator();

    const made = Array.from({ length: 20_000 }, () => ids.next());

    expect(made.every((id) => validate(id) && version(id) === 7)).toBe(true);
    expect(new Set(made).size).toBe(made.length);
    expect(made).toEqual(made.toSorted());
  });

  test('of two processes differ', () => {
    const one = new UuidGenerator();
    const other = new UuidGenerator();

    const made = Array.from({ length: 1000 }, () => [one.next(), other.next()]).flat();

    expect(new Set(made).size).toBe(made.length);
  });
});
