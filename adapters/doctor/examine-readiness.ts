import { ask, whyUnanswered } from './ask.ts';
import { bad, type Examination, good, unknown } from './examination.ts';
import type { Surroundings } from './surroundings.ts';

const words = {
  fr: {
    name: 'Base et service',
    ready: 'prêts à servir',
    failing: (parts: string) => `le service ne peut pas servir : ${parts}`,
    remedy:
      'Vérifiez la base de données (DATABASE_URL) et lisez le journal. Rien n’est perdu : Calendly réessaie pendant 24 h.',
    unclear: 'l’état n’a pas pu être lu',
  },
  en: {
    name: 'Database and service',
    ready: 'able to serve',
    failing: (parts: string) => `the service cannot serve: ${parts}`,
    remedy:
      'Check the database (DATABASE_URL), and read the log. Nothing is lost: Calendly tries again for 24 h.',
    unclear: 'the state could not be read',
  },
};

/** Whether the service can store what it is sent. */
export async function examineReadiness(
  url: string,
  { language }: Pick<Surroundings, 'language'>,
): Promise<Examination> {
  const told = words[language];
  const answer = await ask(`${url}/readyz`);
  if (!answer.answered) return unknown(told.name, whyUnanswered(answer.code, language));
  if (answer.status === 200) return good(told.name, told.ready);
  const { failing } = Object(answer.json) as { failing?: unknown };
  if (!Array.isArray(failing)) return bad(told.name, told.unclear, told.remedy);
  return bad(told.name, told.failing(failing.join(', ')), told.remedy);
}
