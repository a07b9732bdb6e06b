import { type Answered, ask, type Unanswered, whereTo, whyUnanswered, word } from './ask.ts';
import { bad, type Examination, good } from './examination.ts';
import type { Surroundings } from './surroundings.ts';

const fr = {
  name: 'Adresse publique',
  answers: (url: string, ms: number) => `${url} répond (${ms} ms)`,
  nobody: (url: string, why: string) => `${url} ne répond pas : ${why}`,
  start:
    'Démarrez le service (npm start ; avec Docker : docker compose up -d), et lisez son journal.',
  redirects: (url: string, to: string) => `${url} renvoie vers ${to}`,
  useTarget:
    'Mettez dans APP_URL l’adresse où mène la redirection, puis redémarrez et reconnectez Calendly : Calendly ne suit aucune redirection.',
  stranger: (url: string, status: number) =>
    `${url}/healthz répond ${status}, et ce n’est pas le service`,
  proxy: 'Vérifiez que le proxy transmet toutes les adresses au service, et que celui-ci tourne.',
  local: (finding: string, url: string) =>
    `${finding} ; le service répond ici, à ${url}, et la suite y est examinée`,
  check:
    'Vérifiez APP_URL, le DNS, le proxy et le pare-feu. Si seule cette machine ne voit pas son adresse publique, essayez d’une autre : curl -i APP_URL/healthz.',
};
const en: typeof fr = {
  name: 'Public address',
  answers: (url, ms) => `${url} answers (${ms} ms)`,
  nobody: (url, why) => `${url} does not answer: ${why}`,
  start: 'Start the service (npm start; with Docker: docker compose up -d), and read its log.',
  redirects: (url, to) => `${url} redirects to ${to}`,
  useTarget:
    'Put the address that the redirect leads to into APP_URL, then restart and connect Calendly again: Calendly follows no redirect.',
  stranger: (url, status) => `${url}/healthz answers ${status}, and is not the service`,
  proxy: 'Check that the proxy passes every address on to the service, and that the service runs.',
  local: (finding, url) =>
    `${finding}; the service answers here, at ${url}, and the rest is examined there`,
  check:
    'Check APP_URL, DNS, proxy and firewall. If only this machine does not see its public address, try from another one: curl -i APP_URL/healthz.',
};
const words = { fr, en };

export interface AddressExamination {
  examination: Examination;
  /** Where the service can be asked. Null when it answers nowhere. */
  url: string | null;
}

/** Examines whether the service answers at its public address. If it does not, asks it at its local address. */
export async function examineAddress(around: Surroundings): Promise<AddressExamination> {
  const { appUrl, localUrl, language } = around;
  const text = words[language];
  const answer = await ask(`${appUrl}/healthz`);
  if (isService(answer)) {
    const { askedAt, answeredAt } = answer;
    return {
      examination: good(text.name, text.answers(appUrl, answeredAt - askedAt)),
      url: appUrl,
    };
  }
  const { finding, remedy } = trouble(answer, around);
  if (localUrl !== appUrl && isService(await ask(`${localUrl}/healthz`))) {
    return { examination: bad(text.name, text.local(finding, localUrl), remedy), url: localUrl };
  }
  return { examination: bad(text.name, finding, answer.answered ? remedy : text.start), url: null };
}

function isService(answer: Answered | Unanswered): answer is Answered {
  return answer.answered && answer.status === 200 && word(answer, 'status') === 'ok';
}

function trouble(answer: Answered | Unanswered, { appUrl, language }: Surroundings) {
  const text = words[language];
  if (!answer.answered) {
    return {
      finding: text.nobody(appUrl, whyUnanswered(answer.code, language)),
      remedy: text.check,
    };
  }
  if (answer.headers.has('location')) {
    const to = whereTo(answer, `${appUrl}/healthz`);
    return { finding: text.redirects(appUrl, to), remedy: text.useTarget };
  }
  return { finding: text.stranger(appUrl, answer.status), remedy: text.proxy };
}
