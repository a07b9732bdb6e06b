import { CursorInvalid } from '../../src/domain/errors.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Expect } from '../contracts/test-runner.ts';

interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** A page of an organization's list. */
export type ListPage<T> = (
  organizationId: OrganizationId,
  cursor: string | null,
) => Promise<Page<T>>;

/** Every page of a list, from the first to the one that has no next. */
export async function pagesOf<T>(list: (cursor: string | null) => Promise<Page<T>>) {
  const pages = [await list(null)];
  for (let cursor = pages[0]?.nextCursor; cursor; cursor = pages.at(-1)?.nextCursor) {
    pages.push(await list(cursor));
  }
  return pages;
}

/** Cursors that the organization was not given: another's, its own changed anywhere, and words made up. */
export async function expectOnlyOwnCursors<T>(
  expect: Expect,
  list: ListPage<T>,
  own: OrganizationId,
  other: OrganizationId,
): Promise<void> {
  const cursor = String((await list(own, null)).nextCursor);
  await expectInvalid(expect, list(other, cursor));
  for (const at of [0, 1, 20, cursor.length - 1]) {
    const changed = cursor[at] === 'A' ? 'B' : 'A';
    await expectInvalid(expect, list(own, cursor.slice(0, at) + changed + cursor.slice(at + 1)));
  }
  const spoilt = [cursor.slice(0, -1), `${cursor}A`, `${cursor}=`, `!${cursor}`, ` ${cursor}`];
  for (const text of [...spoilt, '', 'null', '{}', 'é', '\u0000', 'A'.repeat(1000)]) {
    await expectInvalid(expect, list(own, text));
  }
  await expect(list(own, cursor)).resolves.toMatchObject({ items: [expect.anything()] });
}

async function expectInvalid(expect: Expect, page: Promise<unknown>): Promise<void> {
  await expect(page).rejects.toBeInstanceOf(CursorInvalid);
}
