import { calendlyUserId } from '../../src/domain/calendly-user-id.ts';
import type { Connection, SealedSecrets } from '../../src/domain/connection.ts';
import { AlreadyConnected } from '../../src/domain/errors.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { ConnectionChanges, ConnectionStore } from '../../src/ports/connection-store.ts';

interface Kept {
  connection: Connection;
  secrets: SealedSecrets;
}

const noSecrets: SealedSecrets = {
  accessToken: null,
  refreshToken: null,
  signingKey: null,
  previousSigningKey: null,
};

/** Keeps connections in memory. */
export class MemoryConnectionStore implements ConnectionStore {
  readonly #kept = new Map<string, Kept>();
  readonly #leases = new Map<string, { holder: string; until: Date }>();

  async list(organizationId: OrganizationId): Promise<Connection[]> {
    return this.#shown((connection) => connection.organizationId === organizationId);
  }

  async get(organizationId: OrganizationId, id: string): Promise<Connection | null> {
    const found = await this.find(id);
    return found?.organizationId === organizationId ? found : null;
  }

  async find(id: string): Promise<Connection | null> {
    return structuredClone(this.#kept.get(id)?.connection ?? null);
  }

  async ofUsers(userUris: readonly string[]): Promise<Connection[]> {
    const ids = new Set(userUris.map(calendlyUserId));
    return this.#shown((one) => isLive(one) && ids.has(calendlyUserId(one.user.uri)));
  }

  async live(): Promise<Connection[]> {
    return this.#shown(isLive);
  }

  async connect(
    connection: Connection,
    seal: (id: string) => Promise<Partial<SealedSecrets>>,
  ): Promise<Connection> {
    for (;;) {
      const id = this.#idFor(connection);
      const sealed = given(await seal(id));
      // During the sealing another writer may have connected the user.
      if (this.#idFor(connection) !== id) continue;
      const secrets = { ...noSecrets, ...this.#kept.get(id)?.secrets, ...sealed };
      const connected = structuredClone({ ...connection, id });
      this.#kept.set(id, { connection: connected, secrets });
      return structuredClone(connected);
    }
  }

  async update(
    organizationId: OrganizationId,
    id: string,
    changes: ConnectionChanges,
  ): Promise<Connection | null> {
    const kept = this.#liveOne(organizationId, id);
    if (kept === undefined) return null;
    kept.connection = { ...kept.connection, ...given(changes) };
    return structuredClone(kept.connection);
  }

  async secrets(organizationId: OrganizationId, id: string): Promise<SealedSecrets | null> {
    return structuredClone(this.#liveOne(organizationId, id)?.secrets ?? null);
  }

  async saveSecrets(
    organizationId: OrganizationId,
    id: string,
    secrets: Partial<SealedSecrets>,
  ): Promise<boolean> {
    const kept = this.#liveOne(organizationId, id);
    if (kept === undefined) return false;
    kept.secrets = { ...kept.secrets, ...given(secrets) };
    return true;
  }

  async disconnect(organizationId: OrganizationId, id: string): Promise<void> {
    const kept = this.#liveOne(organizationId, id);
    if (kept === undefined) return;
    const gone = { tokenExpiresAt: null, subscription: null, routingForms: null, problems: [] };
    kept.connection = { ...kept.connection, ...gone, state: 'disconnected' };
    kept.secrets = noSecrets;
  }

  async lease(name: string, holder: string, now: Date, until: Date): Promise<boolean> {
    const held = this.#leases.get(name);
    if (held !== undefined && held.holder !== holder && held.until > now) return false;
    this.#leases.set(name, { holder, until: new Date(until) });
    return true;
  }

  async release(name: string, holder: string): Promise<void> {
    if (this.#leases.get(name)?.holder === holder) this.#leases.delete(name);
  }

  /** @throws AlreadyConnected */
  #idFor({ id, organizationId, user }: Connection): string {
    const userId = calendlyUserId(user.uri);
    const ofUser = [...this.#kept.values()]
      .map(({ connection }) => connection)
      .filter((one) => calendlyUserId(one.user.uri) === userId);
    if (ofUser.some((one) => isLive(one) && one.organizationId !== organizationId)) {
      throw new AlreadyConnected('Another organization has connected this user of Calendly.');
    }
    return ofUser.find((one) => one.organizationId === organizationId)?.id ?? id;
  }

  #liveOne(organizationId: OrganizationId, id: string): Kept | undefined {
    const kept = this.#kept.get(id);
    const isTheirs = kept?.connection.organizationId === organizationId;
    return isTheirs && isLive(kept.connection) ? kept : undefined;
  }

  #shown(wanted: (connection: Connection) => boolean): Connection[] {
    return [...this.#kept.values()]
      .map(({ connection }) => connection)
      .filter(wanted)
      .toSorted(
        (a, b) => a.connectedAt.getTime() - b.connectedAt.getTime() || (a.id < b.id ? -1 : 1),
      )
      .map((connection) => structuredClone(connection));
  }
}

function isLive({ state }: Connection): boolean {
  return state !== 'disconnected';
}

/** The fields that have a value. */
function given<T extends object>(changes: T): Partial<T> {
  const pairs = Object.entries(changes).filter(([, value]) => value !== undefined);
  return structuredClone(Object.fromEntries(pairs)) as Partial<T>;
}
