import { z } from 'zod';
import { Delivery, DeliveryFile } from '../wire/delivery.ts';
import { ask } from './ask.ts';
import { bodyOf, type Captured } from './capture.ts';
import { pingEvent } from './examine-signing-key.ts';

const Page = z.object({ items: z.array(Delivery), nextCursor: z.string().nullable() });
const largestPage = 100;

/** The inbox did not answer as it should. */
export class InboxClosed extends Error {
  /** An HTTP status, or Node's error code when no answer came. */
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/**
 * The last deliveries of the token's organization, newest first, without those that the doctor sent.
 * @throws InboxClosed
 */
export async function fetchDeliveries(
  url: string,
  token: string,
  last: number,
): Promise<Captured[]> {
  const captured: Captured[] = [];
  let cursor: string | null = null;
  do {
    const limit = String(Math.min(largestPage, last + 1));
    const query = new URLSearchParams({ limit, ...(cursor !== null && { cursor }) });
    const page: z.infer<typeof Page> = await read(
      `${url}/deliveries?${query.toString()}`,
      token,
      Page,
    );
    const wanted = page.items.filter(({ event }) => event !== pingEvent);
    for (const { id } of wanted.slice(0, last - captured.length)) {
      const path = `${url}/deliveries/${encodeURIComponent(id)}`;
      const delivery = await read(path, token, DeliveryFile);
      captured.push({ delivery, body: bodyOf(delivery) });
    }
    cursor = page.nextCursor;
  } while (cursor !== null && captured.length < last);
  return captured;
}

async function read<T>(url: string, token: string, schema: z.ZodType<T>): Promise<T> {
  const answer = await ask(url, { token });
  if (!answer.answered) throw new InboxClosed(answer.code);
  const { data } = schema.safeParse(answer.json);
  if (answer.status !== 200 || data === undefined) throw new InboxClosed(String(answer.status));
  return data;
}
