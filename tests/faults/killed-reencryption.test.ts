import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { PostgresConnectionStore } from '../../adapters/postgres/connections/postgres-connection-store.ts';
import { Database } from '../../adapters/postgres/database/database.ts';
import type { Simulator } from '../../adapters/simulator/simulator.ts';
import { startSimulator } from '../../adapters/simulator/start-simulator.ts';
import type { Connection } from '../../src/domain/connection.ts';
import { APlaceForServices } from '../support/a-place-for-services.ts';
import { ARotation, aKey, secretsOf } from '../support/a-rotation.ts';
import { until } from '../support/a-socket.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';

jest.setTimeout(120_000);

const [oldKey, newKey] = [aKey(), aKey()];
const both = { TOKEN_ENCRYPTION_KEY: `${newKey},${oldKey}`, CALENDLY_WATCH: 'off' };
const newOnly = { TOKEN_ENCRYPTION_KEY: newKey, CALENDLY_WATCH: 'off' };
const organizations = 300;

let server: PostgresServer;
let simulator: Simulator;

beforeAll(async () => {
  server = await startPostgresServer();
  simulator = await startSimulator({ events: 0, upcoming: 0 });
}, 60_000);

afterAll(async () => {
  await simulator.stop();
  await server.stop();
});

test('a re-encryption that is killed half-way costs no secret, holds on to the old key, and is made up by the next', async () => {
  const url = await createDatabase(server);
  await using place = await APlaceForServices.create(simulator, url);
  const database = await Database.open({ url, dataDir: '' });
  await using _closing = { [Symbol.asyncDispose]: () => database.close() };
  const rotation = new ARotation(new PostgresConnectionStore(database));
  rotation.setKeys(oldKey);
  const all: Connection[] = [];
  for (let at = 0; at < organizations; at += 1) all.push(await rotation.connect(`org-${at}`));
  rotation.setKeys(newKey, oldKey);
  const isReadable = async () => {
    for (const connection of all) {
      expect(await rotation.opened(connection)).toEqual(secretsOf(connection));
    }
  };
  const resealed = async () => {
    const rows = await database.query<{ token: string }>(
      'select access_token token from connections',
    );
    return rows.filter(({ token }) => rotation.cipher.sealedBy(token) === 'current').length;
  };

  const killed = place.run('commands/reencrypt.ts', both);
  await until(async () => (await resealed()) > organizations / 10, 'a part of the secrets', 60);
  await killed.kill('SIGKILL');
  await isReadable();
  const refused = await place.run('main.ts', newOnly).ended();
  const done = await resealed();
  await (await place.startProcess(both)).kill('SIGTERM');
  // Nobody has to wait for the half minute that the dead one's lease is good for.
  await database.query(`update leases set ends_at = now() - interval '1 hour'`);
  const made = await place.run('commands/reencrypt.ts', both).ended();
  rotation.setKeys(newKey);

  expect(done).toBeLessThan(organizations);
  expect(refused).toMatchObject({
    code: 78,
    stderr: expect.stringMatching(/TOKEN_ENCRYPTION_KEY/),
  });
  expect(made).toMatchObject({ code: 0, stderr: '' });
  expect(made.stdout).toContain(`${(organizations - done) * 3} secrets were encrypted anew.`);
  await isReadable();
  expect(await place.startProcess(newOnly).then((service) => service.isAlive)).toBe(true);
});
