import type { SeededRandom } from '../seeded-random.ts';
import type { Person } from './new-meeting.ts';

const firstNames =
  'Adèle Amir Anouk Awa Bastien Chloé Clément Diane Élise Farid Gaëlle Hanna Inès Jules Kenza Léo Lina Malik Manon Nadia Noé Olga Paul Rose Sami Théo Ugo Victor Yara Zoé';
const lastNames =
  'Arnaud Benali Blanchet Carpentier Delmas Diallo Dupuis Faure Garnier Haddad Jacquet Kowalski Lambert Lemoine Marchetti Moreau Nguyen Olivier Pereira Renard Rossi Sauvage Schmitt Tessier Vasseur';
const sources = ['newsletter', 'google', 'instagram', 'salon', null];
const subjects = [
  'Un devis pour l’automne',
  'La suite de notre échange',
  'Une première visite',
  'Le choix des matières',
];

/** A made-up person who books. The number is in the e-mail address. */
export function inventPerson(random: SeededRandom, number: number): Person {
  const firstName = random.oneOf(firstNames.split(' '));
  const lastName = random.oneOf(lastNames.split(' '));
  const address = `${firstName}.${lastName}`.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return {
    email: `${address}.${number}@example.com`,
    name: `${firstName} ${lastName}`,
    timezone: random.isBelow(0.9) ? 'Europe/Paris' : 'Europe/Brussels',
    phone: random.isBelow(0.5) ? `+33 6 39 98 ${digits(random)} ${digits(random)}` : null,
    tracking: { utm_source: random.oneOf(sources) },
  };
}

/** A made-up answer to the question of a booking. Some people give none. */
export function inventAnswers(random: SeededRandom, question: string): Person['answers'] {
  return random.isBelow(0.6) ? [{ question, answer: random.oneOf(subjects) }] : [];
}

function digits(random: SeededRandom): string {
  return String(random.below(100)).padStart(2, '0');
}
