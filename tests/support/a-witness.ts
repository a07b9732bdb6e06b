import { connectRealtime } from '../../adapters/client/realtime-client.ts';
import type { RealtimeConnection } from '../../adapters/client/realtime-connection.ts';
import type { ServiceProcess } from './a-process.ts';
import { listProspects } from './the-api.ts';

/** An open page: it listens with the realtime client, from what it knows on, whatever happens to the service. */
export class AWitness {
  readonly seqs: number[] = [];
  /** Messages that a page must not get when they can be avoided. */
  readonly complaints: string[] = [];
  readonly #from: number;
  readonly #connection: RealtimeConnection;

  private constructor(url: string, token: string, { seq, epoch }: { seq: number; epoch: string }) {
    this.#from = seq;
    this.#connection = connectRealtime({
      url,
      token,
      after: seq,
      epoch,
      onEvent: (event) => {
        if (event.seq !== null) this.seqs.push(event.seq);
      },
      onResyncRequired: (place) => this.complaints.push(`resync ${JSON.stringify(place)}`),
      onStatus: (status) => {
        if (status === 'signed_out') this.complaints.push(status);
      },
    });
  }

  static async of(service: ServiceProcess): Promise<AWitness> {
    return new AWitness(service.folder.url, service.token, await listProspects(service));
  }

  /** Every place from where it began up to that one. */
  upTo(seq: number): number[] {
    return Array.from({ length: seq - this.#from }, (_, i) => this.#from + i + 1);
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }
}

/** Posts bodies, some at a time, and does something after so many answers. What was acknowledged is answered. */
export async function acknowledgedBy(
  service: ServiceProcess,
  bodies: readonly string[],
  enough: number,
  then: () => Promise<unknown>,
): Promise<ReadonlySet<string>> {
  const acknowledged = new Set<string>();
  const left = [...bodies];
  const happened: Promise<unknown>[] = [];
  const post = async () => {
    for (let body = left.shift(); body !== undefined; body = left.shift()) {
      // A sender without an answer knows nothing, and neither would Calendly.
      const answer = await service.post(body).catch(() => null);
      if (answer?.status === 200) acknowledged.add(body);
      if (acknowledged.size >= enough && happened.length === 0) happened.push(then());
    }
  };
  await Promise.all(Array.from({ length: 10 }, post));
  await Promise.all(happened);
  return acknowledged;
}

/** Posts bodies all at once, and answers the service's word for each. */
export async function wordsFor(
  service: ServiceProcess,
  bodies: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const words = bodies.map(async (body) => [body, (await service.post(body)).body.status] as const);
  return new Map(await Promise.all(words));
}
