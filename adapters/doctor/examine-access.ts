import { CalendlyStatus } from '../wire/calendly-status.ts';
import { ask, whyUnanswered, word } from './ask.ts';
import { bad, type Examination, good, unknown, warning } from './examination.ts';
import type { Surroundings } from './surroundings.ts';

const fr = {
  name: 'Jeton d’API',
  none: 'il n’y en a pas : connexions, livraisons et rattrapage ne sont pas examinés',
  give: 'Renseignez JWT_SECRET et DEFAULT_ORGANIZATION_ID (ou --org), ou donnez un jeton d’administrateur : npm run doctor -- --token …',
  admin: 'accepté, rôle administrateur',
  member: 'accepté, mais sans le rôle administrateur : la boîte de réception reste fermée',
  giveAdmin: 'Donnez un jeton dont le rôle est admin (JWT_ROLE_CLAIM).',
  refused: (code: string) => `le service le refuse (${code})`,
  align:
    'Le service tourne avec d’autres réglages JWT_… : redémarrez-le, ou lancez le docteur avec ses réglages. Un jeton donné par --token doit être valable et de la bonne organisation.',
  strange: (status: number) => `GET /calendly/status répond ${status}`,
  log: 'Lisez le journal du service ; le proxy doit aussi transmettre /calendly/status.',
};
const en: typeof fr = {
  name: 'API token',
  none: 'there is none: connections, deliveries and back-fill are not examined',
  give: 'Set JWT_SECRET and DEFAULT_ORGANIZATION_ID (or --org), or give a token of an administrator: npm run doctor -- --token …',
  admin: 'accepted, role administrator',
  member: 'accepted, but without the role administrator: the inbox stays closed',
  giveAdmin: 'Give a token whose role is admin (JWT_ROLE_CLAIM).',
  refused: (code) => `the service refuses it (${code})`,
  align:
    'The service runs with other JWT_… settings: restart it, or run the doctor with its settings. A token given by --token must be valid, and of the right organization.',
  strange: (status) => `GET /calendly/status answers ${status}`,
  log: 'Read the log of the service; the proxy has to pass /calendly/status on, too.',
};
const words = { fr, en };

export interface AccessExamination {
  examination: Examination;
  /** The status of the connections, as the service answers it. Null when the service does not answer it. */
  status: CalendlyStatus | null;
}

/** Examines whether the service accepts the token, and reads the status of the connections. */
export async function examineAccess(
  url: string,
  { token, language }: Surroundings,
): Promise<AccessExamination> {
  const text = words[language];
  const blind = (examination: Examination) => ({ examination, status: null });
  if (token === null) return blind(unknown(text.name, text.none, text.give));
  const answer = await ask(`${url}/calendly/status`, { token });
  if (!answer.answered) return blind(unknown(text.name, whyUnanswered(answer.code, language)));
  if (answer.status === 401 || answer.status === 403) {
    const code = word(answer, 'code') ?? String(answer.status);
    return blind(bad(text.name, text.refused(code), text.align));
  }
  const { data: status } = CalendlyStatus.safeParse(answer.json);
  if (status === undefined) return blind(bad(text.name, text.strange(answer.status), text.log));
  const examination = status.mayManage
    ? good(text.name, text.admin)
    : warning(text.name, text.member, text.giveAdmin);
  return { examination, status };
}
