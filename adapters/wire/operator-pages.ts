/** The console's pages for administrators. The API has routes at the same addresses, for programs. */
export const deliveriesPage = '/deliveries';
export const deliveryPage = '/deliveries/:id';
export const auditPage = '/audit';
