import { type ConsentChoice, consentTo } from './consent-to.ts';
import type { Booked } from './control/booking-controls.ts';
import type {
  BookingRequest,
  CancelRequest,
  FormRequest,
  RescheduleRequest,
} from './control/booking-request.ts';
import type { RouteCalls } from './control/call-counter.ts';
import type { DeliveryView } from './control/simulator-controls.ts';
import type { FaultRequest } from './faults/fault.ts';
import type { OauthClient } from './oauth/oauth-client.ts';
import type { RefreshUse } from './oauth/refresh-log.ts';
import type { OpenSimulator } from './open-simulator.ts';
import type { Plan, Role } from './people/directory.ts';

/** A running simulator, for the program that started it. `/simulator/…` has the same actions over HTTP. */
export class Simulator {
  /** The base URL of API, OAuth and pages. */
  readonly url: string;
  readonly #parts: OpenSimulator;
  readonly #close: () => Promise<void>;

  constructor(url: string, parts: OpenSimulator, close: () => Promise<void>) {
    this.url = url;
    this.#parts = parts;
    this.#close = close;
  }

  /** The service's app. */
  get client(): OauthClient {
    return this.#parts.clients[0] as OauthClient;
  }

  /** The first user's ready-made token, another user's, or a new one with these scopes. */
  personalAccessToken(user?: string, scopes?: readonly string[]): string {
    return this.#parts.controls.personalAccessToken(user, scopes);
  }

  /** Answers the consent page as a person would. Returns the address of the redirect. */
  consent(authorizationUrl: string, choice: ConsentChoice = {}): Promise<string> {
    return consentTo(this.url, authorizationUrl, choice);
  }

  book(request: BookingRequest): Booked {
    return this.#parts.bookings.book(request);
  }

  cancel(inviteeId: string, request?: CancelRequest): Booked {
    return this.#parts.bookings.cancel(inviteeId, request);
  }

  /** Returns the new booking. */
  reschedule(inviteeId: string, request?: RescheduleRequest): Booked {
    return this.#parts.bookings.reschedule(inviteeId, request);
  }

  markNoShow(inviteeId: string): Booked {
    return this.#parts.bookings.markNoShow(inviteeId);
  }

  clearNoShow(inviteeId: string): Booked {
    return this.#parts.bookings.clearNoShow(inviteeId);
  }

  /** Returns the submission's id, for the booking that it leads to. */
  submitForm(request: FormRequest): string {
    return this.#parts.bookings.submitForm(request);
  }

  setRole(user: string, role: Role): void {
    this.#parts.controls.setRole(user, role);
  }

  setPlan(organization: string, plan: Plan): void {
    this.#parts.controls.setPlan(organization, plan);
  }

  get now(): Date {
    return this.#parts.controls.now;
  }

  /** Turns the clock forward. Resolves when everything that became due is done. */
  async advance(seconds: number): Promise<void> {
    await this.#parts.controls.advance(seconds);
  }

  /** Resolves when every webhook without a delay was tried. */
  settled(): Promise<void> {
    return this.#parts.postOffice.settled();
  }

  /** @throws ZodError when there is no such fault */
  switchOn(fault: FaultRequest): void {
    this.#parts.controls.faults.switchOn(fault);
  }

  /** All faults, or those of one kind. */
  switchOff(kind?: string): void {
    this.#parts.controls.faults.switchOff(kind);
  }

  /** How often a route was called: `GET /scheduled_events/:uuid/invitees`. */
  calls(route: string): number {
    return this.#parts.counter.calls(route);
  }

  get allCalls(): Record<string, RouteCalls> {
    return this.#parts.counter.routes;
  }

  forgetCalls(): void {
    this.#parts.counter.reset();
  }

  /** Every use of a refresh token, so that a second use shows. */
  get refreshes(): RefreshUse[] {
    return this.#parts.refreshes.uses;
  }

  /** Newest first. */
  get deliveries(): DeliveryView[] {
    return this.#parts.controls.deliveries;
  }

  stop(): Promise<void> {
    return this.#close();
  }
}
