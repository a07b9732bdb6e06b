import { type Fault, FaultRequest } from './fault.ts';

interface Switched {
  fault: Fault;
  left: number | null;
  skip: number;
}

/** The faults that are switched on. */
export class FaultBoard {
  #switched: Switched[] = [];

  /** @throws ZodError when there is no such fault */
  switchOn(request: FaultRequest): void {
    const fault = FaultRequest.parse(request);
    this.#switched.push({ fault, left: fault.times, skip: fault.skip });
  }

  /** All of them, or those of one kind. */
  switchOff(kind?: string): void {
    this.#switched = this.#switched.filter(
      ({ fault }) => kind !== undefined && fault.kind !== kind,
    );
  }

  get on(): Fault[] {
    return this.#switched.map(({ fault, left, skip }) => ({ ...fault, times: left, skip }));
  }

  /** Takes the fault that applies now: of several, the one that was switched on first. Each use counts. */
  take(at: string, route?: string): Fault | null {
    for (const switched of this.#switched) {
      if (!strikes(switched.fault, at, route)) continue;
      if (switched.skip > 0) {
        switched.skip -= 1;
        continue;
      }
      if (switched.left !== null) switched.left -= 1;
      if (switched.left === 0) this.#switched = this.#switched.filter((one) => one !== switched);
      return switched.fault;
    }
    return null;
  }
}

function strikes(fault: Fault, at: string, route: string | undefined): boolean {
  if (fault.at !== at) return false;
  return fault.at !== 'api' || fault.route === undefined || fault.route === route;
}
