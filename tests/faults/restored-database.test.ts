import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Client } from 'pg';
import { Database } from '../../adapters/postgres/database/database.ts';
import { PostgresEventLog } from '../../adapters/postgres/realtime/postgres-event-log.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { ASocket } from '../support/a-socket.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';
import { listProspects } from '../support/the-api.ts';

jest.setTimeout(90_000);

interface Place {
  after: number;
  epoch: string;
}

describe('the folder of an embedded database', () => {
  let folder: string;
  let backup: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'data-'));
    backup = await mkdtemp(join(tmpdir(), 'backup-'));
  });
  afterAll(() => Promise.all([folder, backup].map((path) => rm(path, { recursive: true }))));

  test('that is put back from a copy makes browsers load again; one that stays lets them go on', async () => {
    const before = await whileRunning(async (service) => {
      await service.post(aBooking('ada@example.com'));
      return await placeOf(service);
    });
    await copy(folder, backup);
    const later = await whileRunning(async (service) => {
      await service.post(aBooking('grace@example.com'));
      expect(await firstWordTo(service, before)).toMatchObject({ type: 'prospect.created' });
      return await placeOf(service);
    });
    expect(later).toEqual({ epoch: before.epoch, after: before.after * 2 });

    await copy(backup, folder);

    await whileRunning(async (service) => {
      const { items, seq, epoch } = await listProspects(service);
      const resync = { type: 'resync_required', body: { seq, epoch } };
      expect(items.map(({ email }) => email)).toEqual(['ada@example.com']);
      expect(epoch).not.toBe(before.epoch);
      expect(await firstWordTo(service, later)).toEqual(resync);
      expect(await firstWordTo(service, before)).toEqual(resync);
    });
  });

  /** As somebody does it who stopped the service: into the folder that is there, which a container's volume stays. */
  async function copy(from: string, to: string): Promise<void> {
    for (const entry of await readdir(to)) await rm(join(to, entry), { recursive: true });
    const filter = (path: string) => !path.endsWith('.sock');
    await cp(from, to, { recursive: true, preserveTimestamps: true, filter });
  }

  async function whileRunning<T>(act: (service: RunningService) => Promise<T>): Promise<T> {
    await using service = await aRunningService({ DATABASE_URL: '', DATA_DIR: folder });
    return await act(service);
  }

  /** Where a client stands that has seen everything. */
  async function placeOf(service: RunningService): Promise<Place> {
    const { seq, epoch } = await listProspects(service);
    return { after: seq, epoch };
  }

  /** What a client hears first that comes back to a place. */
  async function firstWordTo(service: RunningService, place: Place) {
    using socket = new ASocket(service.url, { auth: { token: await service.token(), ...place } });
    await socket.ready();
    return socket.messages[0];
  }
});

describe('a database on a server', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgresServer();
  });
  afterAll(() => server.stop());

  test('keeps its epoch when processes start again', async () => {
    const url = await createDatabase(server);

    expect(await epochOf(url)).toBe(await epochOf(url));
  });

  test('has another epoch when its tables were made again from a dump', async () => {
    const url = await createDatabase(server);
    const before = await epochOf(url);

    // What pg_restore does: new tables, with the old rows.
    await run(
      url,
      `alter table installation rename to dumped;
       create table installation (like dumped including all);
       insert into installation select * from dumped;
       drop table dumped`,
    );

    expect(await epochOf(url)).not.toBe(before);
  });

  test('has another epoch when it is a copy of another database', async () => {
    const url = await createDatabase(server);
    const before = await epochOf(url);

    await run(server.url, `create database copied template ${new URL(url).pathname.slice(1)}`);

    expect(await epochOf(new URL('copied', url).href)).not.toBe(before);
    expect(await epochOf(url)).toBe(before);
  });

  async function epochOf(url: string): Promise<string | undefined> {
    const database = await Database.open({ url, dataDir: '' });
    const acme = organizationId('acme');
    const heads = await new PostgresEventLog(database).heads([acme]);
    await database.close();
    return heads.get(acme)?.epoch;
  }

  async function run(url: string, sql: string): Promise<void> {
    const client = new Client(url);
    await client.connect();
    await client.query(sql);
    await client.end();
  }
});
