import { describe, expect, test } from '@jest/globals';
import { ManualClock } from '../../../adapters/memory/manual-clock.ts';
import { MemoryOrganizationStore } from '../../../adapters/memory/memory-organization-store.ts';
import { RecordingNotifier } from '../../../adapters/memory/recording-notifier.ts';
import { NotAuthenticated, StoreUnavailable } from '../../../src/domain/errors.ts';
import { type OrganizationId, organizationId } from '../../../src/domain/organization-id.ts';
import type { Principal } from '../../../src/ports/authenticator.ts';
import { AuthenticateEnabled } from '../../../src/use-cases/organizations/authenticate-enabled.ts';
import { DisabledOrganizations } from '../../../src/use-cases/organizations/disabled-organizations.ts';
import { DropDisabled } from '../../../src/use-cases/organizations/drop-disabled.ts';

const [acme, bolt] = [organizationId('acme'), organizationId('bolt')];
const now = new Date('2026-01-04T12:00:00Z');

describe('a token of an organization that is disabled', () => {
  test('lets nobody in, and every other does', async () => {
    const world = aWorld();
    await world.store.disable(acme, now);

    expect(await world.authenticate(acme)).toBe('org_disabled');
    expect(await world.authenticate(bolt)).toEqual(principalOf(bolt));
  });

  test('lets in until it is known here that it is disabled: five seconds', async () => {
    const world = aWorld();
    await world.authenticate(acme);
    await world.store.disable(acme, now);

    world.clock.advance(4);
    expect(await world.authenticate(acme)).toEqual(principalOf(acme));
    world.clock.advance(1);
    expect(await world.authenticate(acme)).toBe('org_disabled');
  });

  test('lets in again when it is enabled, as soon as that is known', async () => {
    const world = aWorld();
    await world.store.disable(acme, now);
    await world.authenticate(acme);
    await world.store.enable(acme);

    world.clock.advance(5);

    expect(await world.authenticate(acme)).toEqual(principalOf(acme));
  });

  test('is known for long by no clock that was set back', async () => {
    const world = aWorld();
    await world.authenticate(acme);
    await world.store.disable(acme, now);

    world.clock.advance(-3600);

    expect(await world.authenticate(acme)).toBe('org_disabled');
  });

  test('says what is wrong with it first: a bad one reveals nothing of its organization', async () => {
    const world = aWorld();
    await world.store.disable(acme, now);

    await expect(world.authenticator.authenticate('')).rejects.toMatchObject({
      code: 'token_invalid',
    });
  });
});

describe('which organizations are disabled', () => {
  test('is read once however many ask', async () => {
    const world = aWorld();
    const many = () => Promise.all(Array.from({ length: 50 }, () => world.authenticate(acme)));

    await many();
    await many();
    expect(world.reads).toBe(1);
    world.clock.advance(5);
    await many();

    expect(world.reads).toBe(2);
  });

  test('is known from the last answer while the store is away, which not everybody asks then', async () => {
    const world = aWorld();
    await world.store.disable(acme, now);
    await world.authenticate(acme);

    world.isAway = true;
    world.clock.advance(3600);
    const answers = [
      await world.authenticate(acme),
      await world.authenticate(bolt),
      await world.authenticate(acme),
    ];

    expect(answers).toEqual(['org_disabled', principalOf(bolt), 'org_disabled']);
    expect(world.reads).toBe(2);
  });

  test('is asked again once the store is back', async () => {
    const world = aWorld();
    await world.authenticate(acme);
    world.isAway = true;
    world.clock.advance(5);
    await world.authenticate(acme);
    await world.store.disable(acme, now);

    world.isAway = false;
    world.clock.advance(5);

    expect(await world.authenticate(acme)).toBe('org_disabled');
  });

  test('lets nobody in before the store ever answered, and refuses nobody for good', async () => {
    const world = aWorld();
    world.isAway = true;

    const away = world.authenticator.authenticate(acme);

    await expect(away).rejects.toThrow(StoreUnavailable);
    world.isAway = false;
    expect(await world.authenticate(acme)).toEqual(principalOf(acme));
  });
});

describe('realtime clients of an organization that is disabled', () => {
  test('are let go, and no others', async () => {
    const world = aWorld();
    await world.store.disable(acme, now);

    await world.drop.execute();

    expect(world.notifier.organizations()).toEqual([bolt]);
  });

  test('are let go however young the answer is that requests are judged by, which is that one then', async () => {
    const world = aWorld();
    await world.authenticate(acme);
    await world.store.disable(acme, now);

    await world.drop.execute();

    expect(world.notifier.organizations()).toEqual([bolt]);
    expect(await world.authenticate(acme)).toBe('org_disabled');
  });

  test('stay while the store is away, and the next look lets them go', async () => {
    const world = aWorld();
    await world.store.disable(acme, now);
    world.isAway = true;

    await expect(world.drop.execute()).rejects.toThrow(StoreUnavailable);
    expect(world.notifier.organizations()).toEqual([acme, bolt]);
    world.isAway = false;
    await world.drop.execute();

    expect(world.notifier.organizations()).toEqual([bolt]);
  });
});

/** Tokens are names of organizations; both have realtime clients. The store can be away. */
function aWorld() {
  const clock = new ManualClock(now);
  const store = new MemoryOrganizationStore();
  const notifier = new RecordingNotifier([acme, bolt]);
  const world = { isAway: false, reads: 0 };
  const disabled = new DisabledOrganizations({
    organizations: {
      disabled: async () => {
        world.reads += 1;
        if (world.isAway) throw new StoreUnavailable('Nobody answers.');
        return store.disabled();
      },
    },
    clock,
  });
  const tokens = {
    authenticate: async (token: string) => {
      if (token === '') throw new NotAuthenticated('token_invalid', 'The token is not valid here.');
      return principalOf(organizationId(token));
    },
  };
  const authenticator = new AuthenticateEnabled({
    tokenAuthenticator: tokens,
    disabledOrganizations: disabled,
  });
  return Object.assign(world, {
    clock,
    store,
    notifier,
    authenticator,
    drop: new DropDisabled({ disabledOrganizations: disabled, notifier }),
    /** Returns the organization that was let in, or the code of the refusal. */
    authenticate: (id: OrganizationId) =>
      authenticator.authenticate(id).catch((error: unknown) => {
        if (error instanceof NotAuthenticated) return error.code;
        throw error;
      }),
  });
}

function principalOf(id: OrganizationId): Principal {
  return { subject: 'a-person', organizationId: id, role: 'member', expiresAt: now };
}
