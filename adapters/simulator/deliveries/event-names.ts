export type SubscriptionScope = 'organization' | 'user' | 'group';

const everywhere: readonly SubscriptionScope[] = ['organization', 'user', 'group'];

interface Kind {
  names: string[];
  scopes: readonly SubscriptionScope[];
  /** The scope that a token needs to subscribe. */
  needs: string;
}

/** The events of subscriptions, and the scopes of each (Calendly's docs, "Create webhook subscription"). */
const kinds: Kind[] = [
  {
    names: ['invitee.created', 'invitee.canceled'],
    scopes: everywhere,
    needs: 'scheduled_events:read',
  },
  {
    names: ['invitee_no_show.created', 'invitee_no_show.deleted'],
    scopes: everywhere,
    needs: 'scheduled_events:read',
  },
  {
    names: ['routing_form_submission.created'],
    scopes: ['organization'],
    needs: 'routing_forms:read',
  },
  {
    names: ['event_type.created', 'event_type.updated', 'event_type.deleted'],
    scopes: everywhere,
    needs: 'event_types:read',
  },
  {
    names: ['contact.created', 'contact.updated', 'contact.deleted'],
    scopes: everywhere,
    needs: 'contacts:read',
  },
  {
    names: ['meeting_recap.created', 'meeting_recap.updated', 'meeting_recap.deleted'],
    scopes: ['user'],
    needs: 'meeting_recaps:read',
  },
];

export function isSubscribable(event: string, scope: SubscriptionScope): boolean {
  return kindOf(event)?.scopes.includes(scope) === true;
}

export function scopeOf(event: string): string {
  return kindOf(event)?.needs ?? '';
}

function kindOf(event: string): Kind | undefined {
  return kinds.find(({ names }) => names.includes(event));
}
