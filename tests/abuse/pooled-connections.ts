import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { until } from '../support/a-socket.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { twoConnectedOrganizations } from '../support/two-connected-organizations.ts';

const atOnce = 100;

/** Many ask at once, this often, while backends die in every fourth round. */
export function describePooledConnections(rounds: number): void {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgresServer();
  });
  afterAll(() => postgres.stop());

  test('connections to the database that organizations share, and that die under them, mix up nothing', async () => {
    const url = await createDatabase(postgres);
    const client = new Client(url);
    await client.connect();
    await using world = await twoConnectedOrganizations({
      DATABASE_URL: url,
      // Nobody is told to wait: it is the database that is in question.
      API_REQUESTS_PER_SECOND: '100000',
    });
    const emails = { demo: 'ada@example.com', others: 'grace@example.com' };
    for (const org of ['demo', 'others'] as const) {
      const sent = await world.booked(org, emails[org]);
      expect((await world.pass(sent, sent.path)).body).toEqual({ status: 'accepted' });
    }
    const own = { demo: await peopleOf('demo'), others: await peopleOf('others') };
    const tokens = { demo: await world.admin('demo'), others: await world.admin('others') };

    const answers = { right: 0, away: 0 };
    for (let round = 0; round < rounds; round += 1) {
      const asked = Array.from({ length: atOnce }, (_, i) => look(i % 2 === 0 ? 'demo' : 'others'));
      if (round % 4 === 0) {
        // Each time later in what is asked.
        await delay(round);
        await killBackends();
      }
      await Promise.all(asked);
    }
    await client.end();

    expect(own.demo).toContain(emails.demo);
    expect(own.others).toContain(emails.others);
    expect(own.demo.filter((email) => own.others.includes(email))).toEqual([]);
    expect(answers.right + answers.away).toBe(rounds * atOnce);
    expect(answers.right).toBeGreaterThan((rounds * atOnce) / 2);

    /** Shows one's own, or that the database is away, or that a busy machine has too many reads in flight. */
    async function look(org: 'demo' | 'others'): Promise<void> {
      const { status, body } = await world.service.get<{ items: { email: string }[] }>(
        '/prospects?limit=100',
        { token: tokens[org] },
      );
      if (status === 503 || status === 429) {
        answers.away += 1;
        return;
      }
      expect(status).toBe(200);
      expect(body.items.map(({ email }) => email).toSorted()).toEqual(own[org]);
      answers.right += 1;
    }

    async function peopleOf(org: string): Promise<string[]> {
      let emails: string[] = [];
      await until(async () => {
        const { body } = await world.call<{ items: { email: string }[] }>(
          org,
          'GET',
          '/prospects?limit=100',
        );
        emails = body.items.map(({ email }) => email).toSorted();
        return emails.length > 0;
      }, 'prospects');
      return emails;
    }

    async function killBackends(): Promise<void> {
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
    }
  });
}
