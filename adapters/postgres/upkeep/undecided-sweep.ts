import type { BodySweep } from '../../../src/ports/retention-store.ts';
import type { Database } from '../database/database.ts';
import { clearUndecided, undecidedTooMuch } from './retention-statements.ts';

/** An owner of undecided bodies, the newest body that must go, and how far the sweep has come. */
interface Owner {
  owner: string;
  through: string;
  from?: string;
}

/** Clears the undecided bodies that are too old or too much, owner by owner. The owners are looked up once. */
export class UndecidedSweep implements BodySweep {
  readonly #database: Database;
  readonly #receivedBefore: Date;
  readonly #bytes: number;
  #owners: Owner[] | null = null;

  constructor(database: Database, receivedBefore: Date, bytesOfOrganization: number) {
    this.#database = database;
    this.#receivedBefore = receivedBefore;
    this.#bytes = bytesOfOrganization;
  }

  async clear(limit: number): Promise<number> {
    this.#owners ??= await this.#database.query<Owner>(undecidedTooMuch, [
      this.#receivedBefore.toISOString(),
      this.#bytes,
    ]);
    let cleared = 0;
    for (let next = this.#owners[0]; next !== undefined; next = this.#owners[0]) {
      cleared += await this.#clearOf(next, limit - cleared);
      if (cleared === limit) break;
      this.#owners.shift();
    }
    return cleared;
  }

  async #clearOf(next: Owner, limit: number): Promise<number> {
    const { owner, through, from = '-infinity' } = next;
    const [row] = await this.#database.query<{ cleared: number; reached: string | null }>(
      clearUndecided,
      [owner, from, through, limit],
    );
    next.from = row?.reached ?? from;
    return row?.cleared ?? 0;
  }
}
