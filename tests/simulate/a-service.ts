import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { CalendlyDecoder } from '../../adapters/calendly/calendly-decoder.ts';
import { CalendlySignatureVerifier } from '../../adapters/calendly/calendly-signature-verifier.ts';
import type { InviteeFact } from '../../src/domain/invitee-fact.ts';
import type { RoutingFormFact } from '../../src/domain/routing-form-fact.ts';

const command = join(import.meta.dirname, '../../adapters/commands/simulate.ts');

/** The part of the service that a simulation sees: it verifies, decodes, and knows the deliveries before. */
export class AService {
  readonly key = 'the key of the service';
  readonly facts: InviteeFact[] = [];
  readonly forms: RoutingFormFact[] = [];
  /** The answer to everything, instead of a true one. */
  refusesWith: number | null = null;
  readonly #server: Server;
  readonly #digests = new Set<string>();
  readonly #verifier = new CalendlySignatureVerifier({
    keys: [this.key],
    schemes: ['v1', 'body-base64'],
    toleranceSeconds: 60,
    clock: { now: () => new Date() },
  });

  readonly dataDir: string;

  private constructor(dataDir: string) {
    this.dataDir = dataDir;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<AService> {
    const service = new AService(await mkdtemp(join(tmpdir(), 'simulate-')));
    await new Promise<void>((resolve) => service.#server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await rm(this.dataDir, { recursive: true });
  }

  /** Runs the command against this service. `undefined` takes a variable away. */
  simulate(args: string[], variables: Record<string, string | undefined> = {}): Promise<Outcome> {
    const env = {
      PATH: process.env['PATH'],
      PORT: String(this.port),
      DATA_DIR: this.dataDir,
      CALENDLY_WEBHOOK_SIGNING_KEY: this.key,
      ...variables,
    };
    return new Promise((resolve) => {
      // In a folder without a .env.
      const options = { env, cwd: this.dataDir };
      execFile(process.execPath, [command, ...args], options, (error, stdout, stderr) => {
        resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      });
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body } = await this.#take(request.headers, await buffer(request), request.url);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  async #take(
    headers: NodeJS.Dict<string | string[]>,
    rawBody: Buffer,
    url: string | undefined,
  ): Promise<{ status: number; body: object }> {
    if (this.refusesWith !== null) return { status: this.refusesWith, body: {} };
    if (url !== '/calendly/webhook') return { status: 404, body: {} };
    const signatures = [headers['calendly-webhook-signature'] ?? []].flat();
    const delivery = await this.#verifier.verify({
      connectionId: null,
      signatures,
      rawBody,
      headers: {},
    });
    if (delivery === null) return { status: 401, body: { error: 'Invalid signature' } };
    const decoded = new CalendlyDecoder().decode(delivery);
    if (decoded.kind !== 'fact') return { status: 200, body: { status: 'stored' } };
    if (decoded.fact.kind === 'form_submitted') this.forms.push(decoded.fact);
    else this.facts.push(decoded.fact);
    const isRepeated = this.#digests.has(delivery.digest);
    this.#digests.add(delivery.digest);
    return { status: 200, body: { status: isRepeated ? 'duplicate' : 'accepted' } };
  }
}

export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}
