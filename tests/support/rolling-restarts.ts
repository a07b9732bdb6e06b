import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { signatureHeader, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { aBooking } from './a-booked-webhook.ts';
import { type AProcess, DataFolder } from './a-process.ts';
import { jwtSecret, signingKey } from './a-running-service.ts';
import { until } from './a-socket.ts';

/** The fates of the webhooks that were posted during the restarts. */
export interface Rolled {
  answered: number;
  /** Tries that found a closed door and went to the other node. */
  refused: number;
  /** Everything else that was no 200, in words. */
  failed: string[];
  exitCodes: (number | null)[];
}

const senders = 4;

/** Restarts two nodes of one database in turn, while webhooks come on kept lines and on fresh ones. */
export async function rollingRestarts(databaseUrl: string, restarts: number): Promise<Rolled> {
  const nodes = await Promise.all([ANode.start(databaseUrl), ANode.start(databaseUrl)]);
  const rolled: Rolled = { answered: 0, refused: 0, failed: [], exitCodes: [] };
  const kept = new Agent({ keepAlive: true });
  const fresh = new Agent({ keepAlive: false });
  const end = new AbortController();
  const load = [kept, fresh].flatMap((agent) =>
    Array.from({ length: senders }, (_, i) =>
      send(`${agent === kept ? 'kept' : 'fresh'}-${i}`, agent, nodes, rolled, end.signal),
    ),
  );
  for (let restart = 0; restart < restarts; restart += 1) {
    rolled.exitCodes.push(await (nodes[restart % 2] as ANode).restart());
  }
  end.abort();
  await Promise.all(load);
  kept.destroy();
  for (const node of nodes) await node.remove();
  return rolled;
}

async function send(
  name: string,
  agent: Agent,
  nodes: readonly ANode[],
  rolled: Rolled,
  end: AbortSignal,
): Promise<void> {
  for (let number = 0; !end.aborted; number += 1) {
    const body = aBooking(`${name}-${number}@example.com`);
    for (let at = number; ; at += 1) {
      const outcome = await post((nodes[at % 2] as ANode).port, body, agent);
      if (outcome === 'ECONNREFUSED') {
        rolled.refused += 1;
        await pause(5);
        continue;
      }
      if (outcome === '200') rolled.answered += 1;
      else rolled.failed.push(`${name}: ${outcome}`);
      break;
    }
    await pause(Math.random() * 20);
  }
}

/** The status that was answered, or the code of what went wrong. */
function post(port: number, body: string, agent: Agent): Promise<string> {
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    [signatureHeader]: signV1(signingKey, body, new Date()),
  };
  const path = '/calendly/webhook';
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent });
    asked.on('response', (answer) => {
      answer.on('error', ({ message }) => resolve(`a cut answer: ${message}`));
      answer.on('end', () => resolve(`${answer.statusCode}`));
      answer.resume();
    });
    asked.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    asked.end(body);
  });
}

class ANode {
  readonly #folder: DataFolder;
  readonly #databaseUrl: string;
  #process: AProcess;

  private constructor(folder: DataFolder, databaseUrl: string) {
    this.#folder = folder;
    this.#databaseUrl = databaseUrl;
    this.#process = this.#launch();
  }

  static async start(databaseUrl: string): Promise<ANode> {
    const node = new ANode(await DataFolder.create(), databaseUrl);
    await node.#up();
    return node;
  }

  get port(): number {
    return this.#folder.port;
  }

  /** Answers the exit code of the process that was stopped. */
  async restart(): Promise<number | null> {
    const { code } = await this.#process.kill('SIGTERM');
    this.#process = this.#launch();
    await this.#up();
    return code;
  }

  async remove(): Promise<void> {
    await this.#process.kill('SIGKILL');
    await this.#folder.remove();
  }

  #launch(): AProcess {
    return this.#folder.run('main.ts', [], {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      DRAIN_SECONDS: '2',
      DATABASE_URL: this.#databaseUrl,
      APP_URL: 'https://crm.example',
      CALENDLY_WEBHOOK_SIGNING_KEY: signingKey,
      CALENDLY_WATCH: 'off',
      DEFAULT_ORGANIZATION_ID: 'acme',
      JWT_SECRET: jwtSecret,
      JWT_ISSUER: 'any',
      JWT_AUDIENCE: 'any',
      LOG_FORMAT: 'json',
    });
  }

  async #up(): Promise<void> {
    const isUp = () => this.#process.stdout.includes('The service listens');
    await until(() => isUp() || !this.#process.isAlive, 'a node that listens', 60);
    if (!this.#process.isAlive) throw new Error(`It did not start: ${this.#process.stderr}`);
  }
}
