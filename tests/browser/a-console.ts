import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { bookedWebhook, inventBooking } from '../../adapters/booking-sender/simulated-webhook.ts';
import { signatureHeader, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { RecordingLogger } from '../../adapters/memory/recording-logger.ts';
import { SystemClock } from '../../adapters/node/system-clock.ts';
import { developmentToken } from '../../adapters/running/development-token.ts';
import { type Service, startService } from '../../adapters/running/service.ts';
import { type Config, readConfig } from '../../adapters/settings/config.ts';
import { fixture } from '../support/a-running-service.ts';
import { AnswerCheck } from '../support/answer-check.ts';
import { inParis } from '../support/browser.ts';
import { CuttableLine } from './cuttable-line.ts';
import { complaintsOf } from './quality.ts';

const simulateCommand = join(import.meta.dirname, '../../adapters/commands/simulate.ts');
const signingKey = 'the key of the service';

interface Parts {
  page: Page;
  config: Config;
  line: CuttableLine;
  service: Service;
  token: string;
}

/** A service of its own, keeping everything in memory unless told otherwise, and a page that looks at it. */
export class AConsole {
  readonly page: Page;
  readonly token: string;
  readonly line: CuttableLine;
  /** What the browser complained about: errors, warnings, violations of the content security policy. */
  readonly complaints: string[];
  readonly #config: Config;
  #service: Service;
  #answers: AnswerCheck;

  private constructor({ page, config, line, service, token }: Parts) {
    this.page = page;
    this.complaints = complaintsOf(page);
    this.token = token;
    this.line = line;
    this.#config = config;
    this.#service = service;
    this.#answers = new AnswerCheck(service.url);
    line.target = portOf(service);
  }

  static async open(
    browser: Browser,
    visitor: BrowserContextOptions = {},
    organization = 'demo',
    settings: NodeJS.ProcessEnv = {},
  ): Promise<AConsole> {
    const line = await CuttableLine.open();
    const config = readConfig({
      PORT: '0',
      APP_URL: `http://127.0.0.1:${line.port}`,
      DATABASE_URL: 'memory:',
      DATA_DIR: await mkdtemp(join(tmpdir(), 'console-')),
      JWT_SECRET: 'a secret of at least 32 bytes, for tests',
      CALENDLY_WEBHOOK_SIGNING_KEY: signingKey,
      ...settings,
    });
    const service = await startService(config, new SystemClock(), new RecordingLogger());
    const token = (await developmentToken(config, organization, 'admin')) ?? '';
    const context = await browser.newContext({ ...inParis, ...visitor });
    return new AConsole({ page: await context.newPage(), config, line, service, token });
  }

  get dataDir(): string {
    return this.#config.DATA_DIR;
  }

  get address(): string {
    return this.#config.APP_URL;
  }

  /** Opens the link that `npm start` prints, or one to another page. */
  async visit(path = '/', token = this.token): Promise<void> {
    await this.page.goto(`${this.address}${path}#token=${token}`);
    await this.page.getByText(/^(En direct|Live)$/).waitFor();
  }

  /** A token of somebody who is no administrator. */
  async memberToken(): Promise<string> {
    return (await developmentToken(this.#config, 'demo', 'member')) ?? '';
  }

  /** `npm run simulate -- …`, straight to the service. */
  async simulate(...words: string[]): Promise<void> {
    const where = ['--url', this.#service.url, '--key', signingKey];
    const env = { ...process.env, DATA_DIR: this.#config.DATA_DIR };
    await promisify(execFile)(process.execPath, [simulateCommand, ...words, ...where], { env });
  }

  /** Posts one of Calendly's own payloads, straight to the service. */
  tell(name: string): Promise<void> {
    return this.#post(fixture(name));
  }

  /** Posts a booking, straight to the service. */
  book(email: string, start: Date): Promise<void> {
    const webhook = bookedWebhook(inventBooking(email, start, new Date()));
    return this.#post(Buffer.from(JSON.stringify(webhook)));
  }

  /** Posts these bytes, straight to the service. */
  post(body: string, signedAt = new Date()): Promise<void> {
    return this.#post(Buffer.from(body), signedAt);
  }

  async #post(body: Buffer, signedAt = new Date()): Promise<void> {
    const headers = { [signatureHeader]: signV1(signingKey, body, signedAt) };
    const url = `${this.#service.url}/calendly/webhook`;
    await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
  }

  get rows(): Locator {
    return this.page.getByRole('list', { name: 'Prospects' }).getByRole('link');
  }

  row(email: string): Locator {
    return this.page.getByRole('list', { name: 'Prospects' }).getByRole('link', { name: email });
  }

  /** Another service takes over, which knows nothing of what this one was told. */
  async loseEverything(): Promise<void> {
    await this.#stop();
    this.#service = await startService(this.#config, new SystemClock(), new RecordingLogger());
    this.#answers = new AnswerCheck(this.#service.url);
    this.line.target = portOf(this.#service);
  }

  async #stop(): Promise<void> {
    await this.#service.stop();
    this.#answers.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.context().close();
    await this.line.close();
    await this.#stop();
    await rm(this.#config.DATA_DIR, { recursive: true });
  }
}

function portOf({ url }: Service): number {
  return Number(new URL(url).port);
}
