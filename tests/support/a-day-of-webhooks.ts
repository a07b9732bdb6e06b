import { setTimeout as delay } from 'node:timers/promises';
import { aBooking } from './a-booked-webhook.ts';
import type { RunningService } from './a-running-service.ts';

/** A booking that was sent, again and again until it was taken, as Calendly does. */
interface Sent {
  email: string;
  answers: { status: number; at: number }[];
}

/** Sends bookings and reads the list four times a second, whatever became of those before, and remembers every answer. */
export class ADayOfWebhooks {
  readonly sent: Sent[] = [];
  readonly #reads: Sent['answers'] = [];
  readonly #service: RunningService;
  readonly #name: string;
  readonly #underWay = new Set<Promise<void>>();
  readonly #ending = new AbortController();
  readonly #loop: Promise<void>;

  constructor(service: RunningService, name: string) {
    this.#service = service;
    this.#name = name;
    this.#loop = this.#run();
  }

  /** Everybody whose booking was acknowledged at once. */
  get acknowledged(): string[] {
    return this.sent.filter(({ answers }) => answers[0]?.status === 200).map(({ email }) => email);
  }

  /** When the last webhook or read was answered otherwise than with 200. */
  get lastRefusedAt(): number {
    return this.#last(({ status }) => status !== 200);
  }

  get lastServedAt(): number {
    return this.#last(({ status }) => status === 200);
  }

  /** Ends, and sends once more whatever was refused. */
  async end(): Promise<void> {
    this.#ending.abort();
    await this.#loop;
    await Promise.all(this.#underWay);
  }

  async #run(): Promise<void> {
    for (let n = 1; !this.#ending.signal.aborted; n += 1) {
      for (const one of [this.#post(`${this.#name}-${n}@example.com`), this.#read()]) {
        this.#underWay.add(one);
        void one.then(() => this.#underWay.delete(one));
      }
      await delay(250);
    }
  }

  async #read(): Promise<void> {
    const { status } = await this.#service.get('/prospects?limit=1');
    this.#reads.push({ status, at: performance.now() });
  }

  #last(which: (answer: { status: number }) => boolean): number {
    const answers = [...this.sent.flatMap((sent) => sent.answers), ...this.#reads];
    return Math.max(0, ...answers.filter(which).map(({ at }) => at));
  }

  async #post(email: string): Promise<void> {
    const body = aBooking(email);
    const sent: Sent = { email, answers: [] };
    this.sent.push(sent);
    for (;;) {
      const { status } = await this.#service.post(body);
      sent.answers.push({ status, at: performance.now() });
      if (status === 200) return;
      await delay(1_000);
    }
  }
}
