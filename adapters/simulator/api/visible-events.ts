import type { ScheduledEvent } from '../bookings/scheduled-event.ts';
import { type Group, isAdministrator, type User } from '../people/directory.ts';
import { idIn } from '../resource-uri.ts';
import { ApiRefusal } from './api-refusal.ts';
import type { Caller } from './api-route.ts';
import type { ApiServer } from './api-server.ts';

/** The source of a list of meetings. */
export interface EventSource {
  rows: readonly ScheduledEvent[];
  matches(event: ScheduledEvent): boolean;
}

/**
 * The requested meetings, when the caller may see them: their own by `user`; another member's by `user` and
 * `organization`; all by `organization` as its owner or administrator; a group's by `group` as its administrator
 * (Calendly's docs, "List events").
 * @throws ApiRefusal 400, 403
 */
export function eventsAskedFor(
  server: ApiServer,
  caller: Caller,
  query: URLSearchParams,
): EventSource {
  const { directory, ledger } = server.world;
  const all = () => true;
  const groupUri = query.get('group');
  if (groupUri !== null) {
    const group = ownGroup(caller, directory.group(idIn(groupUri, 'groups') ?? ''));
    const isOfGroup = (id: string) => group.memberIds.includes(id);
    return {
      rows: ledger.ofOrganization(caller.organization.id),
      matches: ({ hostIds }) => hostIds.some(isOfGroup),
    };
  }
  const organization = ownOrganization(caller, query.get('organization'));
  const userUri = query.get('user');
  if (userUri === null) {
    if (organization === null)
      throw ApiRefusal.invalid({ parameter: 'user', message: 'is missing' });
    if (!isAdministrator(caller.user)) throw new ApiRefusal(403);
    return { rows: ledger.ofOrganization(organization), matches: all };
  }
  const user = ofOwnOrganization(caller, directory.user(idIn(userUri, 'users') ?? ''));
  if (user !== caller.user) needAdministration(caller, organization);
  return { rows: ledger.ofHost(user.id), matches: all };
}

/**
 * A meeting by its id, when the caller is one of its hosts or administers its organization.
 * @throws ApiRefusal 403, 404
 */
export function visibleEvent({ world }: ApiServer, caller: Caller, id: string): ScheduledEvent {
  const event = world.ledger.event(id);
  if (event?.organizationId !== caller.organization.id) throw new ApiRefusal(404);
  if (!event.hostIds.includes(caller.user.id) && !isAdministrator(caller.user))
    throw new ApiRefusal(403);
  return event;
}

function ownGroup({ user, organization }: Caller, group: Group | undefined): Group {
  const isOwn = group?.organizationId === organization.id && group.adminIds.includes(user.id);
  if (group === undefined || !isOwn) throw new ApiRefusal(403);
  return group;
}

function ownOrganization({ organization }: Caller, uri: string | null): string | null {
  if (uri === null) return null;
  if (idIn(uri, 'organizations') !== organization.id) throw new ApiRefusal(403);
  return organization.id;
}

function ofOwnOrganization({ organization }: Caller, user: User | undefined): User {
  if (user?.organizationId !== organization.id) throw new ApiRefusal(403);
  return user;
}

function needAdministration({ user }: Caller, organization: string | null): void {
  if (organization === null)
    throw new ApiRefusal(
      403,
      'Please also specify organization when requesting events for a user within your organization.',
    );
  if (!isAdministrator(user)) throw new ApiRefusal(403);
}
