import { expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import { startSimulator } from '../../adapters/simulator/start-simulator.ts';
import type { CalendlyStatus } from '../../adapters/wire/calendly-status.ts';
import { AProductionProcess } from '../support/a-production-process.ts';
import { aKey } from '../support/a-rotation.ts';
import { answerOf, jwtSecret, signed } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import { createDatabase, startPostgresServer } from '../support/postgres-server.ts';

const canaries = {
  clientSecret: 'canaryclientsecret-55d0-9c1e',
  alertSecret: `whsec_${Buffer.from('canaryalertsecret-9f0b1d22').toString('base64')}`,
  user: 'Canarina Zibelinova',
  organization: 'Canary Holding 7f3a',
  invitee: 'canaryinvitee91c2',
  madeUpToken: 'canarytoken6a17',
  code: 'canarycode4d4d',
  state: 'canarystate5d0e',
};

jest.setTimeout(120_000);

test('a line to Calendly that is made, read, in trouble, and cut leaves no secret and nobody’s name behind', async () => {
  const postgres = await startPostgresServer();
  const databaseUrl = await createDatabase(postgres);
  const simulator = await startSimulator({
    events: 5,
    upcoming: 2,
    organizations: [
      { name: canaries.organization, users: [{ name: canaries.user, role: 'owner' }] },
    ],
    clients: [{ id: 'a-client', secret: canaries.clientSecret, signingKey: 'unused' }],
  });
  const encryptionKey = aKey();
  const service = await AProductionProcess.start({
    DATABASE_URL: databaseUrl,
    APP_URL: 'https://crm.example',
    JWT_SECRET: jwtSecret,
    JWT_ISSUER: 'any',
    JWT_AUDIENCE: 'any',
    CALENDLY_CLIENT_ID: 'a-client',
    CALENDLY_CLIENT_SECRET: canaries.clientSecret,
    CALENDLY_AUTH_URL: simulator.url,
    CALENDLY_API_URL: simulator.url,
    TOKEN_ENCRYPTION_KEY: encryptionKey,
    ALERT_WEBHOOK_URL: `${simulator.url}/nowhere`,
    ALERT_WEBHOOK_SECRET: canaries.alertSecret,
    LOG_LEVEL: 'trace',
  });
  const exp = Math.floor(Date.now() / 1000) + 600;
  const token = await signed({ sub: 'an-admin', org: 'demo', role: 'admin', exp });
  const personalAccessToken = simulator.personalAccessToken();
  simulator.book({ email: `${canaries.invitee}@example.com`, name: canaries.invitee });

  /** What browsers that came back from Calendly were shown. */
  const pages: string[] = [];
  const back = await connect();
  await backFilled();
  simulator.switchOn({ at: 'api', kind: 'html', times: 2 });
  simulator.switchOn({ at: 'api', kind: 'unauthorized', times: 1 });
  const refused = [
    await call('POST', '/calendly/connect', { personalAccessToken: canaries.madeUpToken }),
    await call('POST', '/calendly/connect', { personalAccessToken: `${canaries.madeUpToken} é` }),
    await callBack(`?code=${canaries.code}&state=${canaries.state}`, back.cookie),
    await callBack(back.search, back.cookie),
    await callBack(`?error=access_denied&error_description=${canaries.code}&state=x`, ''),
  ];
  await call('POST', '/calendly/connect', { personalAccessToken });
  await call('POST', '/calendly/sync');
  await backFilled();
  const dump = await everyRow(databaseUrl);
  const cut = await call('DELETE', '/calendly/disconnect');

  const metrics = await (await fetch(service.metricsUrl)).text();
  const { code, stdout, stderr } = await service.stop();
  await simulator.stop();
  await postgres.stop();

  const { user, organization, invitee, ...secrets } = canaries;
  const hidden = {
    ...secrets,
    personalAccessToken,
    encryptionKey,
    state: back.state,
    code: back.code,
    cookie: back.cookie.split('=')[1] ?? '',
    // Calendly's tokens and ours are JWTs.
    anyToken: 'eyJ',
  };
  const written = `${stdout}${stderr}${metrics}`;
  expect(foundIn(written, { ...hidden, user, organization, invitee, email: '@example' })).toEqual(
    [],
  );
  // Whoever reads the database finds people there, and no key to anything.
  expect(dump).toContain(invitee);
  const { anyToken: _sealedOnesAreJwtsToo, ...keys } = hidden;
  expect(foundIn(dump, keys)).toEqual([]);
  expect(refused.map(({ status }) => status >= 400 && status < 600)).not.toContain(false);
  expect(foundIn(pages.join('\n'), { ...hidden, user, organization, invitee })).toEqual([]);
  expect(pages.join('\n')).toContain('Velvena Calendly');
  expect({ cut: cut.status, code, stderr }).toEqual({ cut: 204, code: 0, stderr: '' });
  // What is looked through is what was written.
  expect(stdout).toContain('Calendly is disconnected');

  async function connect() {
    const begun = await call<{ authorizationUrl: string }>('POST', '/calendly/connect');
    const { search, searchParams } = new URL(await simulator.consent(begun.body.authorizationUrl));
    const [cookie = ''] = begun.headers.getSetCookie().map((text) => text.split(';')[0] ?? '');
    expect(await callBack(search, cookie)).toMatchObject({ status: 302 });
    const [state, code] = ['state', 'code'].map((name) => searchParams.get(name) ?? '');
    for (const word of [state, code, cookie]) expect(word).toMatch(/.{20}/);
    return { search, cookie, state: state ?? '', code: code ?? '' };
  }

  async function callBack(search: string, cookie: string) {
    const url = `${service.url}/auth/calendly/callback${search}`;
    const headers = { cookie, accept: 'text/html' };
    const answer = await fetch(url, { headers, redirect: 'manual' });
    pages.push(`${JSON.stringify([...answer.headers])} ${await answer.text()}`);
    return answer;
  }

  async function call<T>(method: string, path: string, body?: object) {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    return answerOf<T>(
      await fetch(service.url + path, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
  }

  async function backFilled(): Promise<void> {
    const isOver = async () => {
      const { sync } = (await call<CalendlyStatus>('GET', '/calendly/status')).body;
      return sync !== null && sync.finishedAt !== null;
    };
    await until(isOver, 'the end of a back-fill', 30);
  }
});

/** All that a dump would hold, as text. */
async function everyRow(url: string): Promise<string> {
  const client = new Client(url);
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const texts = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    texts.push(...rows.map(({ row }) => row));
  }
  await client.end();
  return texts.join('\n');
}

function foundIn(text: string, words: Record<string, string>): string[] {
  const all = text.toLowerCase();
  return Object.keys(words).filter((name) => all.includes((words[name] ?? '').toLowerCase()));
}
