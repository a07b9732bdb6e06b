import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const mostRemembered = 10_000;

const SimulatedBookingShape = z.object({
  email: z.string(),
  name: z.string(),
  eventId: z.string(),
  inviteeId: z.string(),
  start: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  /** The invitee's URI of the booking that this one replaces. */
  replaces: z.string().nullable(),
});

/** A booking that was simulated and is not canceled, as much of it as its next deliveries repeat. */
export type SimulatedBooking = z.infer<typeof SimulatedBookingShape>;

/** The bookings could not be kept. The message says what follows and what to do. */
export class NotRemembered extends Error {}

/** What the simulation told the service, so that a later cancel is of a true booking. Kept in a folder's file. */
export class SimulatedBookings {
  readonly #folder: string;
  /** Oldest first. */
  readonly #byEmail = new Map<string, SimulatedBooking[]>();

  private constructor(folder: string, bookings: readonly SimulatedBooking[]) {
    this.#folder = folder;
    for (const booking of bookings) this.remember(booking);
  }

  /** Remembers nothing when there is no file yet, or an unreadable one: it is a convenience, not a record. */
  static async open(folder: string): Promise<SimulatedBookings> {
    try {
      const told: unknown = JSON.parse(await readFile(fileIn(folder), 'utf8'));
      return new SimulatedBookings(folder, z.array(SimulatedBookingShape).parse(told));
    } catch {
      return new SimulatedBookings(folder, []);
    }
  }

  /** Of the bookings simulated for an e-mail address and not canceled, the last. */
  lastOf(email: string): SimulatedBooking | undefined {
    return this.#byEmail.get(email)?.at(-1);
  }

  remember(booking: SimulatedBooking): void {
    const others = this.#othersThan(booking);
    this.#byEmail.delete(booking.email);
    this.#byEmail.set(booking.email, [...others, booking]);
  }

  forget(booking: SimulatedBooking): void {
    this.#byEmail.set(booking.email, this.#othersThan(booking));
  }

  /**
   * Keeps the newest ten thousand.
   * @throws NotRemembered
   */
  async save(): Promise<void> {
    try {
      await this.#write();
    } catch (error) {
      throw new NotRemembered(
        `What was simulated cannot be remembered in ${this.#folder} (${(error as Error).message}).\n` +
          'A cancel or reschedule will not know of it. Set DATA_DIR as the service has it.',
      );
    }
  }

  #othersThan({ email, inviteeId }: SimulatedBooking): SimulatedBooking[] {
    return (this.#byEmail.get(email) ?? []).filter((other) => other.inviteeId !== inviteeId);
  }

  async #write(): Promise<void> {
    if (!existsSync(this.#folder)) await mkdir(this.#folder, { mode: 0o700 });
    const kept = [...this.#byEmail.values()].flat().slice(-mostRemembered);
    const draft = `${fileIn(this.#folder)}.${process.pid}`;
    await writeFile(draft, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
    await rename(draft, fileIn(this.#folder));
  }
}

function fileIn(folder: string): string {
  return join(folder, 'simulated-bookings.json');
}
