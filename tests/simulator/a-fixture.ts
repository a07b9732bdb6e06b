import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const api = join(import.meta.dirname, '../fixtures/calendly-api');
const webhooks = join(import.meta.dirname, '../fixtures/calendly');

/** A body of Calendly's API, by its file's name without `.json`. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests take foreign JSON apart
export function apiFixture(name: string): any {
  return JSON.parse(readFileSync(join(api, `${name}.json`), 'utf8'));
}

export function apiFixtureNames(): string[] {
  return readdirSync(api).map((file) => file.replace(/\.json$/, ''));
}

/** A webhook of Calendly's, by its file's name without `webhook.` and `.json`. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests take foreign JSON apart
export function webhookFixture(name: string): any {
  return JSON.parse(readFileSync(join(webhooks, `webhook.${name}.json`), 'utf8'));
}
