import type { User } from '../people/directory.ts';
import { uriOf } from '../resource-uri.ts';

/** A user (Calendly's docs, "Get current user"). */
export function renderUser(user: User, webUrl: string): object {
  return {
    uri: uriOf.user(user.id),
    name: user.name,
    slug: user.slug,
    email: user.email,
    scheduling_url: `${webUrl}/?user=${user.slug}`,
    timezone: user.timezone,
    time_notation: user.locale === 'fr' ? '24h' : '12h',
    avatar_url: null,
    created_at: user.createdAt,
    updated_at: user.createdAt,
    current_organization: uriOf.organization(user.organizationId),
    resource_type: 'User',
    locale: user.locale,
  };
}
