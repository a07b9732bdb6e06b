import type { z } from 'zod';
import type { SeededIds } from '../seeded-ids.ts';
import type { OrganizationSpec } from './default-organizations.ts';
import { Directory, type Group, type Organization, type User } from './directory.ts';
import { inventOffers } from './invent-offers.ts';

const joinedAt = '2024-02-01T08:00:00.000000Z';

/** Sets up organizations, each with its users, one group of them all, and its event types. */
export function foundDirectory(
  specs: readonly z.output<typeof OrganizationSpec>[],
  ids: SeededIds,
): Directory {
  const founded = specs.map((spec) => found(spec, ids));
  return new Directory({
    organizations: founded.map(({ organization }) => organization),
    users: founded.flatMap(({ users }) => users),
    groups: founded.map(({ group }) => group),
    eventTypes: founded.flatMap(({ users }) => inventOffers(users, ids)),
  });
}

function found(spec: z.output<typeof OrganizationSpec>, ids: SeededIds) {
  const slug = slugOf(spec.name);
  const organization: Organization = {
    id: ids.of('organization', slug),
    slug,
    name: spec.name,
    plan: spec.plan,
  };
  const users = spec.users.map(({ name, role, timezone, locale }, at): User => {
    const own = slugOf(name);
    return {
      id: ids.of('user', own),
      slug: own,
      name,
      email: `${own.replaceAll('-', '.')}@${slug}.example`,
      timezone,
      locale,
      organizationId: organization.id,
      createdAt: joinedAt,
      role: at === 0 ? 'owner' : role,
    };
  });
  const group: Group = {
    id: ids.of('group', slug),
    organizationId: organization.id,
    memberIds: users.map(({ id }) => id),
    adminIds: users.filter(({ role }) => role !== 'user').map(({ id }) => id),
  };
  return { organization, users, group };
}

function slugOf(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
