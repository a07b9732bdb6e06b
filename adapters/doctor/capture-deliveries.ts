import { resolve } from 'node:path';
import { compareCaptured } from './compare-captured.ts';
import { bad, good, unknown } from './examination.ts';
import type { Found, Line } from './examine.ts';
import { fetchDeliveries, InboxClosed } from './fetch-deliveries.ts';
import { storeCaptured } from './store-captured.ts';
import type { Surroundings } from './surroundings.ts';

export interface CaptureOptions {
  /** The folder as it was typed. */
  out: string;
  last: number;
}

const fr = {
  heading: 'Livraisons capturées',
  name: 'Capture',
  closed:
    'pas faite : la boîte de réception n’est pas lisible sans service ni jeton d’administrateur',
  see: 'Voyez les lignes de l’adresse et du jeton.',
  refused: (code: string) => `pas faite : GET /deliveries répond ${code}`,
  none: 'aucune livraison à capturer',
  stored: (n: number, folder: string) =>
    `livraisons enregistrées, sans donnée personnelle : ${n}, dans ${folder}`,
  unwritten: (folder: string, code: string) => `${folder} ne peut pas être écrit (${code})`,
  elsewhere: 'Nommez un autre dossier : --out …',
};
const en: typeof fr = {
  heading: 'Captured deliveries',
  name: 'Capture',
  closed: 'not made: the inbox cannot be read without a service and a token of an administrator',
  see: 'See the lines about address and token.',
  refused: (code) => `not made: GET /deliveries answers ${code}`,
  none: 'there are no deliveries to capture',
  stored: (n, folder) => `deliveries stored, without personal data: ${n}, in ${folder}`,
  unwritten: (folder, code) => `${folder} cannot be written (${code})`,
  elsewhere: 'Name another folder: --out …',
};
const words = { fr, en };

/** Stores the last deliveries without personal data, and reports how they differ from the described webhooks. */
export async function captureDeliveries(
  { url, status }: Found,
  around: Surroundings,
  { out, last }: CaptureOptions,
): Promise<Line[]> {
  const text = words[around.language];
  const { heading, name } = text;
  // npm changes to the folder of the service. A relative folder is resolved from the folder where it was typed.
  const folder = resolve(process.env['INIT_CWD'] ?? '.', out);
  if (url === null || around.token === null || status?.mayManage !== true) {
    return [{ heading }, unknown(name, text.closed, text.see)];
  }
  try {
    const captured = await fetchDeliveries(url, around.token, last);
    if (captured.length === 0) return [{ heading }, unknown(name, text.none)];
    await storeCaptured(captured, folder);
    const stored = good(name, text.stored(captured.length, folder));
    return [{ heading }, stored, ...compareCaptured(captured, status, around)];
  } catch (error) {
    if (error instanceof InboxClosed)
      return [{ heading }, bad(name, text.refused(error.code), text.see)];
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    const { code = '?' } = error as NodeJS.ErrnoException;
    return [{ heading }, bad(name, text.unwritten(folder, code), text.elsewhere)];
  }
}
