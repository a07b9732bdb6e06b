import type { ProspectField } from '../../../src/domain/prospect.ts';
import type { ProspectFilter } from '../../../src/domain/prospect-filter.ts';

type TextId = `field.${ProspectField}` | `filter.${ProspectFilter}`;

const texts: Record<TextId, { en: string; fr: string }> = {
  'field.name': { en: 'Full name', fr: 'Nom complet' },
  'field.firstName': { en: 'First name', fr: 'Prénom' },
  'field.lastName': { en: 'Last name', fr: 'Nom' },
  'field.phone': { en: 'Phone', fr: 'Téléphone' },
  'field.timezone': { en: 'Time zone', fr: 'Fuseau horaire' },

  'filter.upcoming': { en: 'Upcoming', fr: 'À venir' },
  'filter.canceled': { en: 'Canceled', fr: 'Annulés' },
  'filter.no_show': { en: 'No-show', fr: 'Absents' },
};

/** The names of fields and filters. Both languages stand here, so that a new one needs one place. */
export function prospectTexts(language: 'en' | 'fr'): Record<TextId, string> {
  const entries = Object.entries(texts).map(([id, text]) => [id, text[language]]);
  return Object.fromEntries(entries) as Record<TextId, string>;
}
