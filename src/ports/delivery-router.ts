import type { Decoded, VerifiedDelivery } from '../domain/delivery.ts';
import type { OrganizationId } from '../domain/organization-id.ts';

/** Says whose a delivery is. */
export interface DeliveryRouter {
  /** Null for a delivery that is nobody's: it is kept, and applied when somebody claims it. */
  route(delivery: VerifiedDelivery, decoded: Decoded): Promise<OrganizationId | null>;
}
