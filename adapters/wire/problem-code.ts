/** Every code that a problem can have, with its HTTP status. Clients branch on the code. */
export const problemStatuses = {
  cursor_invalid: 400,
  malformed: 400,
  oauth_failed: 400,
  oauth_state_invalid: 400,
  org_disabled: 401,
  token_expired: 401,
  token_invalid: 401,
  token_missing: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  already_connected: 409,
  body_gone: 409,
  not_configured: 409,
  wrong_status: 409,
  resync_required: 410,
  too_large: 413,
  not_json: 415,
  validation: 422,
  rate_limited: 429,
  internal_error: 500,
  calendly_conflict: 502,
  calendly_forbidden: 502,
  calendly_not_found: 502,
  calendly_rate_limited: 502,
  calendly_unauthenticated: 502,
  not_reachable: 502,
  provider_error: 502,
  auth_unavailable: 503,
  console_not_built: 503,
  not_ready: 503,
  unavailable: 503,
} as const;

export type ProblemCode = keyof typeof problemStatuses;

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemStatuses, code);
}
