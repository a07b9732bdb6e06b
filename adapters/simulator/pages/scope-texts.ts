import type { Language } from './language.ts';

const texts: Record<string, Record<Language, string>> = {
  'users:read': { fr: 'voir votre profil', en: 'see your profile' },
  'scheduled_events:read': { fr: 'voir vos rendez-vous', en: 'see your meetings' },
  'scheduled_events:write': {
    fr: 'voir, réserver et annuler des rendez-vous',
    en: 'see, book and cancel meetings',
  },
  'webhooks:read': { fr: 'voir ses abonnements', en: 'see its subscriptions' },
  'webhooks:write': {
    fr: 'être prévenue de ce qui change',
    en: 'be notified of changes',
  },
  'event_types:read': { fr: 'voir vos types de rendez-vous', en: 'see your event types' },
  'routing_forms:read': { fr: 'voir vos formulaires', en: 'see your routing forms' },
  'organizations:read': { fr: 'voir votre organisation', en: 'see your organization' },
  'groups:read': { fr: 'voir vos groupes', en: 'see your groups' },
  'contacts:read': { fr: 'voir vos contacts', en: 'see your contacts' },
  'data_compliance:write': {
    fr: 'effacer les données d’invités',
    en: 'erase invitees’ data',
  },
  default: { fr: 'tout faire en votre nom', en: 'do everything in your name' },
};

/** A scope in words. Null when it has none and its name must do. */
export function scopeText(scope: string, language: Language): string | null {
  return texts[scope]?.[language] ?? null;
}
