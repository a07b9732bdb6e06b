import type { ServiceIdentifier } from 'inversify';
import type { AlertSender } from '../src/ports/alert-sender.ts';
import type { Authenticator } from '../src/ports/authenticator.ts';
import type { CalendlyApi } from '../src/ports/calendly-api.ts';
import type { CalendlyOauth } from '../src/ports/calendly-oauth.ts';
import type { Clock } from '../src/ports/clock.ts';
import type { CompletenessStore } from '../src/ports/completeness-store.ts';
import type { ConnectAttemptStore } from '../src/ports/connect-attempt-store.ts';
import type { ConnectionStore } from '../src/ports/connection-store.ts';
import type { DeliveryDecoder } from '../src/ports/delivery-decoder.ts';
import type { DeliveryStore } from '../src/ports/delivery-store.ts';
import type { EventLog } from '../src/ports/event-log.ts';
import type { IdGenerator } from '../src/ports/id-generator.ts';
import type { IngestStore } from '../src/ports/ingest-store.ts';
import type { LiveChannel } from '../src/ports/live-channel.ts';
import type { Logger } from '../src/ports/logger.ts';
import type { Notifier } from '../src/ports/notifier.ts';
import type { OrganizationStore } from '../src/ports/organization-store.ts';
import type { ProspectStore } from '../src/ports/prospect-store.ts';
import type { ScheduledEventStore } from '../src/ports/scheduled-event-store.ts';
import type { SecretMaker } from '../src/ports/secret-maker.ts';
import type { SignatureVerifier } from '../src/ports/signature-verifier.ts';
import type { SyncStore } from '../src/ports/sync-store.ts';
import type { TokenCipher } from '../src/ports/token-cipher.ts';
import type { UnroutedStore } from '../src/ports/unrouted-store.ts';

const port = <T>(name: string): ServiceIdentifier<T> => Symbol.for(name);

/** What the container knows each port by: interfaces leave no value behind that could name them. */
export const ingestStore = port<IngestStore>('IngestStore');
export const eventLog = port<EventLog>('EventLog');
export const prospectStore = port<ProspectStore>('ProspectStore');
export const scheduledEventStore = port<ScheduledEventStore>('ScheduledEventStore');
export const deliveryStore = port<DeliveryStore>('DeliveryStore');
export const unroutedStore = port<UnroutedStore>('UnroutedStore');
export const connectionStore = port<ConnectionStore>('ConnectionStore');
export const connectAttemptStore = port<ConnectAttemptStore>('ConnectAttemptStore');
export const syncStore = port<SyncStore>('SyncStore');
export const completenessStore = port<CompletenessStore>('CompletenessStore');
export const organizationStore = port<OrganizationStore>('OrganizationStore');
export const authenticator = port<Authenticator>('Authenticator');
export const verifier = port<SignatureVerifier>('SignatureVerifier');
export const decoder = port<DeliveryDecoder>('DeliveryDecoder');
export const calendlyApi = port<CalendlyApi>('CalendlyApi');
/** Null where no application is set up. */
export const calendlyOauth = port<CalendlyOauth | null>('CalendlyOauth');
export const tokenCipher = port<TokenCipher>('TokenCipher');
export const secretMaker = port<SecretMaker>('SecretMaker');
/** Null where nobody wants to be told. */
export const alertSender = port<AlertSender | null>('AlertSender');
export const notifier = port<Notifier>('Notifier');
export const liveChannel = port<LiveChannel>('LiveChannel');
export const ids = port<IdGenerator>('IdGenerator');
export const clock = port<Clock>('Clock');
export const logger = port<Logger>('Logger');
