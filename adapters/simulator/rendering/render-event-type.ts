import type { User } from '../people/directory.ts';
import type { EventType } from '../people/event-type.ts';
import { uriOf } from '../resource-uri.ts';

/** An event type (Calendly's docs, "Get event type"). */
export function renderEventType(type: EventType, owner: User, webUrl: string): object {
  return {
    uri: uriOf.eventType(type.id),
    name: type.name,
    active: true,
    slug: type.slug,
    scheduling_url: `${webUrl}/?user=${owner.slug}`,
    duration: type.minutes,
    duration_options: null,
    kind: type.limit === 1 ? 'solo' : 'group',
    pooling_type: type.pooling,
    type: 'StandardEventType',
    color: '#217577',
    created_at: type.createdAt,
    updated_at: type.createdAt,
    internal_note: null,
    is_paid: false,
    description_plain: null,
    profile: { type: 'User', name: owner.name, owner: uriOf.user(owner.id) },
    secret: false,
    booking_method: 'instant',
    custom_questions: [
      {
        name: type.question,
        type: 'text',
        position: 0,
        enabled: true,
        required: false,
        answer_choices: [],
        include_other: false,
      },
    ],
    deleted_at: null,
    admin_managed: false,
    locations: [type.location],
    position: 0,
    locale: owner.locale,
  };
}
