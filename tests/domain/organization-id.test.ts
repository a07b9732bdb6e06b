import { describe, expect, test } from '@jest/globals';
import { organizationId } from '../../src/domain/organization-id.ts';

describe('the id of an organization', () => {
  test.each(['a', 'Acme & Söhne', 'שלום', 'x'.repeat(200)])('may be %j', (value) => {
    expect(organizationId(value)).toBe(value);
  });

  test.each([
    ['empty', ''],
    ['longer than 200 characters', 'x'.repeat(201)],
    ['with a NUL', 'a\u0000b'],
    ['with a line break', 'a\nb'],
    ['with a delete', 'a\u007f'],
  ])('is not %s', (_, value) => {
    expect(() => organizationId(value)).toThrow(RangeError);
  });
});
