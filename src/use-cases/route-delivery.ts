import type { OrganizationId } from '../domain/organization-id.ts';

/** Says whose a delivery is: the one organization of a single-tenant set-up, or nobody's. */
export class RouteDelivery {
  readonly #defaultOrganizationId: OrganizationId | null;

  constructor(defaultOrganizationId: OrganizationId | null) {
    this.#defaultOrganizationId = defaultOrganizationId;
  }

  /** Null for a delivery that is nobody's: it is kept, and applied when somebody claims it. */
  async execute(): Promise<OrganizationId | null> {
    return this.#defaultOrganizationId;
  }
}
