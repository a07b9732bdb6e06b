import { expect, test } from '@jest/globals';
import { appended, withOlder } from '../../adapters/console/deliveries/merge-deliveries.ts';

/** Rows by their ids, and where the list goes on. */
function page(ids: string, nextCursor: string | null) {
  return { items: ids.split('').map((id) => ({ id })), nextCursor };
}

const idsOf = ({ items }: ReturnType<typeof page>) => items.map(({ id }) => id).join('');

test('older rows that are shown stay below a fresh first page', () => {
  const merged = withOlder(page('efd', 'after d'), page('dcba', 'after a'));

  expect(idsOf(merged)).toBe('efdcba');
  expect(merged.nextCursor).toBe('after a');
});

test('a first page that shares no row with the list starts it anew', () => {
  const merged = withOlder(page('xyz', 'after z'), page('dcba', null));

  expect(merged).toEqual(page('xyz', 'after z'));
});

test('a first page that is the whole list ends it', () => {
  expect(withOlder(page('b', null), page('ba', null))).toEqual(page('b', null));
});

test('a row that comes twice is shown once', () => {
  expect(appended(page('dc', 'after c'), page('cba', null))).toEqual(page('dcba', null));
});
