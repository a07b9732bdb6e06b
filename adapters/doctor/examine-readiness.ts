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
    parts: {
      ingest: 'la réception des webhooks (ingest)',
      reads: 'la lecture (reads)',
      relay: 'le temps réel (relay)',
      database: 'la base de données (database)',
      event_loop: 'le processus, surchargé (event_loop)',
      disk: 'le disque, plein ou en lecture seule (disk)',
      shutting_down: 'il s’arrête (shutting_down)',
    },
  },
  en: {
    name: 'Database and service',
    ready: 'able to serve',
    failing: (parts: string) => `the service cannot serve: ${parts}`,
    remedy:
      'Check the database (DATABASE_URL), and read the log. Nothing is lost: Calendly tries again for 24 h.',
    unclear: 'the state could not be read',
    parts: {
      ingest: 'taking in webhooks (ingest)',
      reads: 'reading (reads)',
      relay: 'realtime (relay)',
      database: 'the database (database)',
      event_loop: 'the process, which is overloaded (event_loop)',
      disk: 'the disk, full or read-only (disk)',
      shutting_down: 'the stopping of the service (shutting_down)',
    },
  },
};

/** Examines whether the service can store deliveries. */
export async function examineReadiness(
  url: string,
  { language }: Pick<Surroundings, 'language'>,
): Promise<Examination> {
  const text = words[language];
  const answer = await ask(`${url}/readyz`);
  if (!answer.answered) return unknown(text.name, whyUnanswered(answer.code, language));
  if (answer.status === 200) return good(text.name, text.ready);
  const { failing } = Object(answer.json) as { failing?: unknown };
  if (!Array.isArray(failing)) return bad(text.name, text.unclear, text.remedy);
  const parts: Record<string, string> = text.parts;
  const named = failing.map((part) => parts[String(part)] ?? String(part));
  return bad(text.name, text.failing(named.join(', ')), text.remedy);
}
