import { undecidedStatuses } from '../../../src/domain/retention-policy.ts';

/** Undecided deliveries with a body, by the condition of the index `deliveries_undecided`. */
export const isUndecided = `body is not null and status in (${undecidedStatuses.map((status) => `'${status}'`).join(', ')})`;

/** The owner: an organization's id, or '' for unrouted deliveries. */
export const owner = `coalesce(organization_id, '')`;
