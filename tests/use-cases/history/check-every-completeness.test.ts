import { describe, expect, test } from '@jest/globals';
import { MemoryCompletenessStore } from '../../../adapters/memory/memory-completeness-store.ts';
import { MemoryConnectionStore } from '../../../adapters/memory/memory-connection-store.ts';
import { MemorySyncStore } from '../../../adapters/memory/memory-sync-store.ts';
import { RecordingLogger } from '../../../adapters/memory/recording-logger.ts';
import { CalendlyForbidden, GrantInvalid, StoreUnavailable } from '../../../src/domain/errors.ts';
import { type OrganizationId, organizationId } from '../../../src/domain/organization-id.ts';
import { beginning, type Sync } from '../../../src/domain/sync.ts';
import { CheckEveryCompleteness } from '../../../src/use-cases/history/check-every-completeness.ts';
import { aConnection, sealedFor } from '../../support/a-connection.ts';

const [acme, umbrella, initech] = ['acme', 'umbrella', 'initech'].map(organizationId) as [
  OrganizationId,
  OrganizationId,
  OrganizationId,
];
const report = {
  checkedAt: new Date('2026-01-03T04:00:00Z'),
  window: { from: new Date('2025-12-27T04:00:00Z'), to: new Date('2026-01-17T04:00:00Z') },
  listed: 0,
  held: 0,
  missing: [],
  extra: [],
  repaired: 0,
};

/** Organizations with a connection, and the check of all of them. Some checks fail. */
async function aCheckOf(
  organizations: readonly OrganizationId[],
  failures: Partial<Record<OrganizationId, Error>> = {},
) {
  const connections = new MemoryConnectionStore();
  const completeness = new MemoryCompletenessStore();
  const syncs = new MemorySyncStore();
  const logger = new RecordingLogger();
  const checked: OrganizationId[] = [];
  for (const id of organizations) await connections.connect(aConnection(id), sealedFor);
  const check = new CheckEveryCompleteness({
    connections,
    completeness,
    syncs,
    logger,
    checkCompleteness: {
      execute: async (id) => {
        checked.push(id);
        const failure = failures[id];
        if (failure !== undefined) throw failure;
        await completeness.save(id, report);
        return report;
      },
    },
  });
  const backFill = async (id: OrganizationId, state: Sync['state']) => {
    const sync = {
      id: `sync of ${id}`,
      organizationId: id,
      state: 'running' as const,
      startedAt: report.checkedAt,
      finishedAt: null,
      from: report.window.from,
      to: null,
      eventsSeen: 0,
      inviteesSeen: 0,
      created: 0,
      updated: 0,
      percent: 0,
      resumesAt: null,
      error: null,
    };
    await syncs.start(sync);
    await syncs.claim('holder', report.checkedAt, report.checkedAt);
    await syncs.save({ ...sync, state }, beginning, 'holder', report.checkedAt);
  };
  return { check, checked, completeness, connections, logger, backFill };
}

const always = async () => true;

describe('the daily check', () => {
  test('looks at every organization with a connection, once', async () => {
    const { check, checked } = await aCheckOf([acme, umbrella, acme]);

    const isDone = await check.execute(always);

    expect(isDone).toBe(true);
    expect(checked.toSorted()).toEqual([acme, umbrella]);
  });

  test.each([
    ['refuses', new CalendlyForbidden('scope', 'A scope is missing.'), 'calendly_forbidden'],
    ['takes the grant of', new GrantInvalid('It was revoked.'), 'grant_invalid'],
  ])(
    'goes on with the others where Calendly %s one, and says why in the log',
    async (_, failure, reason) => {
      const { check, checked, logger } = await aCheckOf([acme, umbrella], { [acme]: failure });

      const isDone = await check.execute(always);

      expect(isDone).toBe(true);
      expect(checked.toSorted()).toEqual([acme, umbrella]);
      expect(logger.lines).toEqual([
        {
          level: 'warn',
          message: 'Completeness could not be checked',
          fields: { organizationId: acme, reason },
        },
      ]);
    },
  );

  test('fails with what is not of Calendly, so that it is made up for', async () => {
    const failures = {
      [acme]: new StoreUnavailable('away'),
      [umbrella]: new StoreUnavailable('away'),
    };
    const { check, checked, logger } = await aCheckOf([acme, umbrella], failures);

    await expect(check.execute(always)).rejects.toBeInstanceOf(StoreUnavailable);

    expect(checked).toHaveLength(1);
    expect(logger.lines).toEqual([]);
  });

  test('ends where it is told to, and says that it is not done', async () => {
    const { check, checked } = await aCheckOf([acme, umbrella]);

    const isDone = await check.execute(async () => checked.length < 1);

    expect(isDone).toBe(false);
    expect(checked).toHaveLength(1);
  });
});

describe('the first check', () => {
  test('is made as soon as the first back-fill is done, and once', async () => {
    const { check, checked, backFill } = await aCheckOf([acme, umbrella, initech]);
    await backFill(acme, 'done');
    await backFill(umbrella, 'running');

    await check.firstTime();
    await check.firstTime();

    expect(checked).toEqual([acme]);
  });

  test('fails with what is not of Calendly', async () => {
    const { check, backFill } = await aCheckOf([acme], { [acme]: new StoreUnavailable('away') });
    await backFill(acme, 'done');

    await expect(check.firstTime()).rejects.toBeInstanceOf(StoreUnavailable);
  });

  test('keeps nobody from the others where one was checked before', async () => {
    const { check, checked, backFill, completeness } = await aCheckOf([acme, umbrella]);
    await backFill(acme, 'done');
    await backFill(umbrella, 'done');
    await completeness.save(acme, report);

    await check.firstTime();

    expect(checked).toEqual([umbrella]);
  });
});
