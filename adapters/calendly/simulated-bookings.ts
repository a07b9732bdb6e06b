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

/** What the simulation told the service, so that a later cancel is of a true booking. Kept in a folder's file. */
export class SimulatedBookings {
  readonly #folder: string;
  readonly #byEmail: Map<string, SimulatedBooking>;

  private constructor(folder: string, bookings: readonly SimulatedBooking[]) {
    this.#folder = folder;
    this.#byEmail = new Map(bookings.map((booking) => [booking.email, booking]));
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

  /** The booking last simulated for an e-mail address, unless it was canceled. */
  lastOf(email: string): SimulatedBooking | undefined {
    return this.#byEmail.get(email);
  }

  remember(booking: SimulatedBooking): void {
    this.#byEmail.delete(booking.email);
    this.#byEmail.set(booking.email, booking);
  }

  forget(email: string): void {
    this.#byEmail.delete(email);
  }

  /** Keeps the newest ten thousand. */
  async save(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const kept = [...this.#byEmail.values()].slice(-mostRemembered);
    const draft = `${fileIn(this.#folder)}.${process.pid}`;
    await writeFile(draft, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
    await rename(draft, fileIn(this.#folder));
  }
}

function fileIn(folder: string): string {
  return join(folder, 'simulated-bookings.json');
}
