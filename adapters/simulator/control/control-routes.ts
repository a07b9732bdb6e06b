import { z } from 'zod';
import { ApiRefusal } from '../api/api-refusal.ts';
import { ActionRefused } from '../bookings/calendly-world.ts';
import type { FaultRequest } from '../faults/fault.ts';
import { json, noContent } from '../http/answer.ts';
import { type Call, jsonOf } from '../http/call.ts';
import type { Route } from '../http/router.ts';
import type { BookingControls } from './booking-controls.ts';
import type { BookingRequest, FormRequest } from './booking-request.ts';
import { NothingThere } from './nothing-there.ts';
import type { SimulatorControls } from './simulator-controls.ts';

const Clock = z.strictObject({ advanceSeconds: z.number().min(0) });
const NewToken = z.strictObject({ user: z.string().optional(), scopes: z.array(z.string()) });

/** `/simulator/…`: the actions of a person or a test at this Calendly, over HTTP. They need no token. */
export function controlRoutes(bookings: BookingControls, controls: SimulatorControls): Route[] {
  return [
    control('GET', '/simulator', () => controls.overview),
    control('POST', '/simulator/clock', async ({ body }) => {
      const { advanceSeconds } = Clock.parse(jsonOf(body));
      return { now: await controls.advance(advanceSeconds) };
    }),
    ...bookingRoutes(bookings),
    ...peopleRoutes(controls),
    ...benchRoutes(controls),
  ];
}

function bookingRoutes(bookings: BookingControls): Route[] {
  const one = '/simulator/bookings/:invitee';
  return [
    created('/simulator/bookings', ({ body }) => bookings.book(jsonOf(body) as BookingRequest)),
    control('POST', `${one}/cancel`, ({ params, body }) =>
      bookings.cancel(params['invitee'] ?? '', jsonOf(body) ?? {}),
    ),
    created(`${one}/reschedule`, ({ params, body }) =>
      bookings.reschedule(params['invitee'] ?? '', jsonOf(body) ?? {}),
    ),
    created(`${one}/no-show`, ({ params }) => bookings.markNoShow(params['invitee'] ?? '')),
    control('DELETE', `${one}/no-show`, ({ params }) =>
      bookings.clearNoShow(params['invitee'] ?? ''),
    ),
    created('/simulator/routing-form-submissions', ({ body }) => ({
      submission: bookings.submitForm(jsonOf(body) as FormRequest),
    })),
  ];
}

function peopleRoutes(controls: SimulatorControls): Route[] {
  return [
    created('/simulator/personal-access-tokens', ({ body }) => {
      const { user, scopes } = NewToken.parse(jsonOf(body));
      return { token: controls.personalAccessToken(user, scopes) };
    }),
    control('PATCH', '/simulator/users/:user', ({ params, body }) => {
      const { role } = z.strictObject({ role: z.string() }).parse(jsonOf(body));
      controls.setRole(params['user'] ?? '', role);
    }),
    control('PATCH', '/simulator/organizations/:organization', ({ params, body }) => {
      const { plan } = z.strictObject({ plan: z.string() }).parse(jsonOf(body));
      controls.setPlan(params['organization'] ?? '', plan);
    }),
  ];
}

function benchRoutes(controls: SimulatorControls): Route[] {
  return [
    control('GET', '/simulator/faults', () => controls.faults.on),
    created('/simulator/faults', ({ body }) => {
      controls.faults.switchOn(jsonOf(body) as FaultRequest);
      return controls.faults.on;
    }),
    control('DELETE', '/simulator/faults', ({ query }) =>
      controls.faults.switchOff(query.get('kind') ?? undefined),
    ),
    control('GET', '/simulator/calls', () => controls.calls),
    control('DELETE', '/simulator/calls', () => controls.forgetCalls()),
    control('GET', '/simulator/refreshes', () => controls.refreshes),
    control('GET', '/simulator/deliveries', () => controls.deliveries),
  ];
}

function created(path: string, work: (call: Call) => object): Route {
  return control('POST', path, work, 201);
}

/** Answers 204 when `work` returns nothing. */
function control(method: string, path: string, work: (call: Call) => unknown, status = 200): Route {
  return {
    method,
    path,
    kind: 'control',
    async handle(call) {
      try {
        const result = await work(call);
        return result === undefined ? noContent() : json(status, result);
      } catch (error) {
        throw refusalOf(error);
      }
    },
  };
}

function refusalOf(error: unknown): unknown {
  if (error instanceof NothingThere) return new ApiRefusal(404, error.message);
  if (error instanceof ActionRefused) return new ApiRefusal(409, error.message, 'Conflict');
  if (!(error instanceof z.ZodError)) return error;
  return ApiRefusal.invalid(
    ...error.issues.map(({ path, message }) => ({ parameter: path.join('.'), message })),
  );
}
