import type { SeededIds } from '../seeded-ids.ts';
import type { User } from './directory.ts';
import type { EventType, EventTypeLocation } from './event-type.ts';

const createdAt = '2026-01-05T10:00:00.000000Z';

interface Draft {
  slug: string;
  fr: string;
  en: string;
  minutes: number;
  limit?: number;
  location: EventTypeLocation;
}

/** The event types that every user has alone. */
const own: Draft[] = [
  {
    slug: 'discovery',
    fr: 'Rendez-vous découverte',
    en: 'Discovery call',
    minutes: 30,
    location: { kind: 'zoom' },
  },
  {
    slug: 'consultation',
    fr: 'Consultation sur place',
    en: 'Consultation on site',
    minutes: 60,
    location: { kind: 'physical', location: '12 rue du Port, Lyon' },
  },
  {
    slug: 'call',
    fr: 'Point téléphonique',
    en: 'Phone call',
    minutes: 15,
    location: { kind: 'outbound_call' },
  },
  {
    slug: 'workshop',
    fr: 'Atelier en groupe',
    en: 'Group workshop',
    minutes: 90,
    limit: 12,
    location: { kind: 'custom', location: 'Studio A' },
  },
];

/** The event types that several users share. */
const shared: (Draft & { pooling: 'round_robin' | 'collective' })[] = [
  {
    slug: 'first-free',
    fr: 'Démonstration (première personne libre)',
    en: 'Demo (round robin)',
    minutes: 30,
    location: { kind: 'google_conference' },
    pooling: 'round_robin',
  },
  {
    slug: 'panel',
    fr: 'Rendez-vous avec toute l’équipe',
    en: 'Meeting with the whole team',
    minutes: 45,
    location: { kind: 'google_conference' },
    pooling: 'collective',
  },
];

/** The event types of an organization: some for each user, and, with several users, some for all of them together. */
export function inventOffers(users: readonly User[], ids: SeededIds): EventType[] {
  const [owner] = users as [User];
  const alone = users.flatMap((user) =>
    own.map((draft) => eventType(draft, user, { hosts: [user], pooling: null }, ids)),
  );
  if (users.length === 1) return alone;
  const together = shared.map((draft) =>
    eventType(draft, owner, { hosts: users, pooling: draft.pooling }, ids),
  );
  return [...alone, ...together];
}

function eventType(
  { slug, minutes, limit = 1, location, ...names }: Draft,
  owner: User,
  { hosts, pooling }: { hosts: readonly User[]; pooling: EventType['pooling'] },
  ids: SeededIds,
): EventType {
  return {
    id: ids.of('event-type', `${owner.slug}/${slug}`),
    slug: `${owner.slug}-${slug}`,
    name: names[owner.locale],
    organizationId: owner.organizationId,
    ownerId: owner.id,
    hostIds: hosts.map(({ id }) => id),
    pooling,
    minutes,
    limit,
    location,
    question: owner.locale === 'fr' ? 'De quoi souhaitez-vous parler ?' : 'What is it about?',
    createdAt,
  };
}
