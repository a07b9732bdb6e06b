import type { Connection, ConnectionState, SealedSecrets } from '../domain/connection.ts';
import type { OrganizationId } from '../domain/organization-id.ts';

/**
 * Keeps connections and their sealed secrets. `calendlyUserId` identifies a Calendly user. Only `connect` changes a
 * disconnected connection: work that was under way brings no secret back.
 */
export interface ConnectionStore {
  /** All connections that ever existed, the oldest first; of one user only the latest. */
  list(organizationId: OrganizationId): Promise<Connection[]>;
  /** Null when this organization has no such connection. */
  get(organizationId: OrganizationId, id: string): Promise<Connection | null>;

  /** Finds a connection of any organization: a webhook names its connection before the organization is known. */
  find(id: string): Promise<Connection | null>;
  /** The connections of these Calendly users, in any organization. Disconnected ones are left out. */
  ofUsers(userUris: readonly string[]): Promise<Connection[]>;
  /** All connections of all organizations that are not disconnected, for the watcher. */
  live(): Promise<Connection[]>;

  /**
   * Adds a connection with its secrets. The same user's earlier connection in this organization is replaced: its id
   * stays, and so does every secret that is not given. `seal` gets the final id, because a secret opens only for its
   * own connection. It may be called again when another process connects the user at the same time.
   * @throws AlreadyConnected when another organization has this Calendly user
   */
  connect(
    connection: Connection,
    seal: (id: string) => Promise<Partial<SealedSecrets>>,
  ): Promise<Connection>;

  /** Changes the given fields. Null when this organization has no such connection, or it is disconnected. */
  update(
    organizationId: OrganizationId,
    id: string,
    changes: ConnectionChanges,
  ): Promise<Connection | null>;

  /** Null when this organization has no such connection, or it is disconnected. */
  secrets(organizationId: OrganizationId, id: string): Promise<SealedSecrets | null>;
  /** Replaces the given secrets. False when there is no such connection, or it is disconnected. */
  saveSecrets(
    organizationId: OrganizationId,
    id: string,
    secrets: Partial<SealedSecrets>,
  ): Promise<boolean>;
  /**
   * Marks the connection as disconnected, and erases its secrets, subscriptions and problems. The user stays known. It
   * does nothing to a connection that is missing or already disconnected.
   */
  disconnect(organizationId: OrganizationId, id: string): Promise<void>;

  /**
   * Takes a lease: true for one holder of a name at a time, across all processes, until `until` or {@link release}.
   * Names are free: `refresh:<connection>`, `watch:<connection>`. A holder may extend its own lease.
   */
  lease(name: string, holder: string, now: Date, until: Date): Promise<boolean>;
  /** Ends this holder's lease. Another holder's lease stays. */
  release(name: string, holder: string): Promise<void>;
}

export type ConnectionChanges = Partial<
  Pick<
    Connection,
    'scope' | 'grantedScopes' | 'tokenExpiresAt' | 'subscription' | 'routingForms' | 'problems'
  > & { state: Exclude<ConnectionState, 'disconnected'> }
>;
