export interface WebhookAddressesParts {
  /** The public address of the service, without a slash at the end. */
  appUrl: string;
  /** True when Calendly can reach it. */
  webhooksReachable: boolean;
}

/** The addresses to which Calendly sends webhooks. */
export class WebhookAddresses {
  /** True when Calendly can reach them. */
  readonly reachable: boolean;
  readonly #base: string;

  constructor({ appUrl, webhooksReachable }: WebhookAddressesParts) {
    this.#base = `${appUrl}/calendly/webhook/`;
    this.reachable = webhooksReachable;
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
