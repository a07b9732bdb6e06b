/** Where Calendly is told to send webhooks. */
export class WebhookAddresses {
  /** Whether Calendly can reach them. */
  readonly reachable: boolean;
  readonly #base: string;

  /** `appUrl` is the public address of the service, without a slash at the end. */
  constructor(appUrl: string, reachable: boolean) {
    this.#base = `${appUrl}/calendly/webhook/`;
    this.reachable = reachable;
  }

  bookings(connectionId: string): string {
    return this.#base + connectionId;
  }

  routingForms(connectionId: string): string {
    return `${this.#base}${connectionId}/routing-forms`;
  }

  /** The connection that an address of this service names; null for any other address. */
  connectionOf(callbackUrl: string): string | null {
    if (!callbackUrl.startsWith(this.#base)) return null;
    return callbackUrl.slice(this.#base.length).split(/[/?#]/)[0] || null;
  }
}
