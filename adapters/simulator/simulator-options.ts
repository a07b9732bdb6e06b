import { z } from 'zod';
import { OauthClient } from './oauth/oauth-client.ts';
import { defaultOrganizations, OrganizationSpec } from './people/default-organizations.ts';

const seconds = z.number().positive();

/** The options of a simulator. Each has a default. */
export const SimulatorOptions = z.strictObject({
  /** Zero takes any free port. The simulator listens on this machine only. */
  port: z.int().min(0).max(65_535).default(0),
  /** A seed gives the same ids, people and meetings at every start. */
  seed: z.int().min(0).default(1),
  /** Past meetings of the first user. Every other user has a tenth of that. */
  events: z.int().min(0).max(1_000_000).default(300),
  historyDays: z.int().min(2).default(85),
  /** The coming meetings of each user. */
  upcoming: z.int().min(0).default(6),
  organizations: z
    .array(OrganizationSpec)
    .min(1)
    .default(z.array(OrganizationSpec).parse(defaultOrganizations)),
  clients: z.array(OauthClient).min(1).optional(),
  requirePkce: z.boolean().default(true),
  /** Calls a minute for everybody, whatever the plan; `false` for no limit. */
  rateLimit: z.union([z.int().min(1), z.literal(false)]).optional(),
  webhooksNeedPaidPlan: z.boolean().default(false),
  signsRetriesAnew: z.boolean().default(false),
  retry: z.strictObject({ firstSeconds: seconds, maxSeconds: seconds }).optional(),
  timeouts: z.strictObject({ connectMs: seconds, answerMs: seconds }).optional(),
  /** The clock to run on. The simulator's own controls turn it further forward. */
  now: z.custom<() => Date>((value) => typeof value === 'function').optional(),
});
export type SimulatorOptions = z.input<typeof SimulatorOptions>;
export type SimulatorSetting = z.output<typeof SimulatorOptions>;
