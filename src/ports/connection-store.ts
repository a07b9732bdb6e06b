import type { Connection, ConnectionState, SealedSecrets } from '../domain/connection.ts';
import type { OrganizationId } from '../domain/organization-id.ts';

/**
 * Keeps connections and their sealed secrets. A user of Calendly is the same by `calendlyUserId`. One that was
 * disconnected is changed by nothing but `connect`: what was under way meanwhile brings no secret back.
 */
export interface ConnectionStore {
  /** All that were ever connected, the oldest first; of one user only the latest. */
  list(organizationId: OrganizationId): Promise<Connection[]>;
  /** Null when this organization has no such connection. */
  get(organizationId: OrganizationId, id: string): Promise<Connection | null>;

  /** Whoever's it is: a webhook names its connection before anybody knows the organization. */
  find(id: string): Promise<Connection | null>;
  /** The connections, of whichever organization and not disconnected, of these users of Calendly. */
  ofUsers(userUris: readonly string[]): Promise<Connection[]>;
  /** All that are not disconnected, of all organizations: for watching over them. */
  live(): Promise<Connection[]>;

  /**
   * Adds a connection with its secrets, or puts it in the place of the same user's earlier one in this organization,
   * which keeps its id, and the secrets that are not given. `seal` is given the id that it will have, for secrets open
   * at their own connection only; it may be called again when somebody else connects the user at the same time.
   * @throws AlreadyConnected when another organization has this user of Calendly
   */
  connect(
    connection: Connection,
    seal: (id: string) => Promise<Partial<SealedSecrets>>,
  ): Promise<Connection>;

  /** Changes what is given. Null when this organization has no such connection, or it was disconnected. */
  update(
    organizationId: OrganizationId,
    id: string,
    changes: ConnectionChanges,
  ): Promise<Connection | null>;

  /** Null when this organization has no such connection, or it was disconnected. */
  secrets(organizationId: OrganizationId, id: string): Promise<SealedSecrets | null>;
  /** Replaces the secrets that are given. False when there is no such connection, or it was disconnected. */
  saveSecrets(
    organizationId: OrganizationId,
    id: string,
    secrets: Partial<SealedSecrets>,
  ): Promise<boolean>;
  /**
   * Marks it as disconnected and erases its secrets, its subscriptions and its problems. Who it was stays known. Again,
   * or of one that is not there, it does nothing.
   */
  disconnect(organizationId: OrganizationId, id: string): Promise<void>;

  /**
   * True for one holder of a name at a time, across all processes, until `until` or {@link release}. Names are free:
   * `refresh:<connection>`, `watch:<connection>`. A holder may lengthen its own.
   */
  lease(name: string, holder: string, now: Date, until: Date): Promise<boolean>;
  /** Ends the lease of this holder. Somebody else's goes on. */
  release(name: string, holder: string): Promise<void>;
}

export type ConnectionChanges = Partial<
  Pick<
    Connection,
    'scope' | 'grantedScopes' | 'tokenExpiresAt' | 'subscription' | 'routingForms' | 'problems'
  > & { state: Exclude<ConnectionState, 'disconnected'> }
>;
