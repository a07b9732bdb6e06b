import type { EventType } from './event-type.ts';

export const plans = ['free', 'standard', 'teams', 'enterprise'] as const;
export type Plan = (typeof plans)[number];

export const roles = ['owner', 'admin', 'user'] as const;
export type Role = (typeof roles)[number];

/** A Calendly organization, not a tenant of the service. */
export interface Organization {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  plan: Plan;
}

export interface User {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly email: string;
  readonly timezone: string;
  readonly locale: 'fr' | 'en';
  readonly organizationId: string;
  readonly createdAt: string;
  role: Role;
}

export interface Group {
  readonly id: string;
  readonly organizationId: string;
  readonly memberIds: readonly string[];
  readonly adminIds: readonly string[];
}

/** The organizations, users and event types of this Calendly. */
export class Directory {
  readonly organizations: readonly Organization[];
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly eventTypes: readonly EventType[];

  constructor(all: {
    organizations: readonly Organization[];
    users: readonly User[];
    groups: readonly Group[];
    eventTypes: readonly EventType[];
  }) {
    this.organizations = all.organizations;
    this.users = all.users;
    this.groups = all.groups;
    this.eventTypes = all.eventTypes;
  }

  /** By id, slug or e-mail address. */
  user(name: string): User | undefined {
    return this.users.find(({ id, slug, email }) => [id, slug, email].includes(name));
  }

  /** The user of that name, or the first of all when the name is null. */
  userOrFirst(name: string | null): User {
    return this.user(name ?? '') ?? (this.users[0] as User);
  }

  /** By id or slug. */
  organization(name: string): Organization | undefined {
    return this.organizations.find(({ id, slug }) => [id, slug].includes(name));
  }

  organizationOf(user: User): Organization {
    return this.organization(user.organizationId) as Organization;
  }

  group(id: string): Group | undefined {
    return this.groups.find((group) => group.id === id);
  }

  /** By id or slug. */
  eventType(name: string): EventType | undefined {
    return this.eventTypes.find(({ id, slug }) => [id, slug].includes(name));
  }
}

/** Owners and administrators see their whole organization. */
export function isAdministrator(user: User): boolean {
  return user.role !== 'user';
}
