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

/** A simulated booking that is not canceled, with the values that its later deliveries repeat. */
export type SimulatedBooking = z.infer<typeof SimulatedBookingShape>;

/** The bookings could not be kept. The message says what follows and what to do. */
export class NotRemembered extends Error {}

/** The bookings that the service accepted, kept in a file of the data folder. A later cancel is of one of these. */
export class SimulatedBookings {
  readonly #folder: string;
  /** Oldest first. */
  readonly #byEmail = new Map<string, SimulatedBooking[]>();

  private constructor(folder: string, bookings: readonly SimulatedBooking[]) {
    this.#folder = folder;
    for (const booking of bookings) this.remember(booking);
  }

  /** Begins empty when the file is missing or unreadable: the file is a convenience, not a record. */
  static async open(folder: string): Promise<SimulatedBookings> {
    try {
      const stored: unknown = JSON.parse(await readFile(fileIn(folder), 'utf8'));
      return new SimulatedBookings(folder, z.array(SimulatedBookingShape).parse(stored));
    } catch {
      return new SimulatedBookings(folder, []);
    }
  }

  /** The last booking for an e-mail address that is not canceled. */
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
        `The simulated bookings cannot be saved in ${this.#folder} (${(error as Error).message}).\n` +
          'A later cancel or reschedule will not find them. Set DATA_DIR as the service has it.',
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
