import { z } from 'zod';
import { plans, roles } from './directory.ts';

const UserSpec = z.object({
  name: z.string().min(1),
  role: z.enum(roles).default('user'),
  timezone: z.string().default('Europe/Paris'),
  locale: z.enum(['fr', 'en']).default('fr'),
});

/** An organization to set up. Its first user is its owner, whatever its role says. */
export const OrganizationSpec = z.object({
  name: z.string().min(1),
  plan: z.enum(plans).default('standard'),
  users: z.array(UserSpec).min(1),
});
export type OrganizationSpec = z.input<typeof OrganizationSpec>;

/** A paid organization with an owner and a member, and a free one. */
export const defaultOrganizations: OrganizationSpec[] = [
  {
    name: 'Maison Perrin',
    plan: 'standard',
    users: [{ name: 'Camille Perrin', role: 'owner' }, { name: 'Hugo Marchand' }],
  },
  {
    name: 'Northwind',
    plan: 'free',
    users: [{ name: 'Mira Holt', role: 'owner', timezone: 'Europe/London', locale: 'en' }],
  },
];
