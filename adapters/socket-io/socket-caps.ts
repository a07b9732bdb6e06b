import type { Principal } from '../../src/ports/authenticator.ts';

export interface SocketLimits {
  perPerson: number;
  perOrganization: number;
}

/** Counts the open sockets of each person and organization, so that none of them uses all of them. */
export class SocketCaps {
  readonly #limits: SocketLimits;
  readonly #people = new Map<string, number>();
  readonly #organizations = new Map<string, number>();

  constructor(limits: SocketLimits) {
    this.#limits = limits;
  }

  /** Counts one more socket, and returns the function that uncounts it. Null when the limit is reached. */
  take({ subject, organizationId }: Principal): (() => void) | null {
    const person = `${organizationId}\n${subject}`;
    const people = this.#people.get(person) ?? 0;
    const organization = this.#organizations.get(organizationId) ?? 0;
    const { perPerson, perOrganization } = this.#limits;
    if (people >= perPerson || organization >= perOrganization) return null;
    this.#people.set(person, people + 1);
    this.#organizations.set(organizationId, organization + 1);
    return () => {
      giveBack(this.#people, person);
      giveBack(this.#organizations, organizationId);
    };
  }
}

function giveBack(counts: Map<string, number>, key: string): void {
  const taken = counts.get(key) ?? 0;
  if (taken > 1) counts.set(key, taken - 1);
  else counts.delete(key);
}
