import type { Text } from './text.ts';

/** The page's texts about the connection to Calendly, in English. */
export const enCalendly = {
  'calendly.title': 'Calendly',
  'calendly.link': ['Calendly: ', ['state']] as Text,
  'calendly.failed': 'The state of Calendly could not be read',
  'calendly.loading': 'Reading the state of Calendly',
  'calendly.connection': 'Connection',
  'calendly.connections': 'Connections',
  'calendly.askAdmin':
    'Connecting and disconnecting is for the administrators of your organization.',

  'light.good': 'Connected',
  'light.attention': 'Connected, but something needs attention',
  'light.broken': 'To be connected again',
  'light.off': 'Not connected',
  'light.unknown': 'not known',

  'simulator.title': 'Simulator',
  'simulator.lead':
    'This service talks to a Calendly that is made up, on this machine. No Calendly account is touched.',
  'simulator.open': 'Open the booking page (new tab)',

  'connect.title': 'Connect a Calendly account',
  'connect.lead':
    'Calendly asks for your consent, then brings you back here. From then on bookings arrive by themselves, and past ones are loaded.',
  'connect.go': 'Connect Calendly',
  'connect.again': 'Connect again',
  'connect.lost': 'Connect Calendly again',
  'connect.more': 'One more Calendly account',
  'connect.another': 'Connect another account',
  'connect.failed': 'The account was not connected',
  'connect.unable':
    'This service has neither a Calendly application nor a key to keep tokens with. Set CALENDLY_CLIENT_ID, CALENDLY_CLIENT_SECRET and TOKEN_ENCRYPTION_KEY, and start it again.',
  'token.title': 'With a personal access token',
  'token.label': 'Personal access token',
  'token.hint':
    'In Calendly: Integrations, API and webhooks, personal access tokens. It needs these permissions:',
  'token.show': 'Show or hide the token',
  'token.go': 'Connect with this token',

  'outcome.connected': 'Calendly is connected.',
  'outcome.dismiss': 'Close this message',
  'outcome.oauth_state_invalid':
    'This consent was used before, has expired, or was begun in another browser. Connect again.',
  'outcome.oauth_failed': 'Consent was not given. Connect again, and allow access.',
  'outcome.already_connected':
    'Another organization has connected this Calendly user. Disconnect it there first.',
  'outcome.provider_error':
    'Calendly did not answer, or not as expected. Try again in a few minutes.',
  'outcome.calendly_unauthenticated':
    'Calendly does not accept this token. Make a new one, and paste all of it.',
  'outcome.calendly_forbidden':
    'Calendly does not allow this: a permission is missing, or the plan or the role is too small.',
  'outcome.calendly_rate_limited': 'Calendly takes no more calls for now. Try again in a minute.',
  'outcome.not_reachable':
    'Calendly cannot reach this service: it needs a public https address in APP_URL.',
  'outcome.not_configured': 'This service is not set up for this way of connecting.',
  'outcome.other': ['Something went wrong (', ['code'], '). Try again.'] as Text,

  'line.since': 'Since',
  'line.scope': 'Whose bookings',
  'line.organization': 'Everybody’s in the Calendly organization',
  'line.user': 'Those of this person',
  'line.subscription': 'Subscription',
  'line.active': 'Active',
  'line.disabled': 'Disabled by Calendly',
  'line.missing': 'None',
  'line.checked': 'Subscription last checked',
  'line.was': 'Was connected as',
  'line.details': 'Technical details',
  'line.address': 'Webhook address',
  'line.events': 'Events',
  'line.retrying': 'Calendly last began to send again',
  'line.kind': 'Way of connecting',
  'line.oauth': 'Consent (OAuth)',
  'line.personal_token': 'Personal access token',
  'line.tokenEnds': 'Access token, renewed by itself before',

  'figures.title': 'Webhooks of the last 24 hours',
  'figures.last': 'the last one',
  'figures.never': 'none yet',
  'figures.applied': 'Applied',
  'figures.duplicate': 'Sent again',
  'figures.ignored': 'Ignored',
  'figures.unrouted': 'Nobody’s',
  'figures.quarantined': 'Too old',
  'figures.due': 'To be tried again',
  'figures.dead': 'Failed',

  'problem.todo': 'What to do:',

  'disconnect.go': 'Disconnect',
  'disconnect.of': ['Disconnect ', ['who']] as Text,
  'disconnect.sure': ['Disconnect ', ['who'], '?'] as Text,
  'disconnect.what':
    'Calendly stops sending bookings, and the access is given back. Prospects, meetings and notes stay.',
  'disconnect.keep': 'Stay connected',
  'disconnect.failed': 'It was not disconnected',

  'sync.title': 'Past bookings',
  'sync.lead':
    'Loads the bookings of the last 90 days and all to come. What is there already stays as it is.',
  'sync.go': 'Load past bookings',
  'sync.again': 'Load again',
  'sync.running': 'Loading past bookings…',
  'sync.waiting': ['Calendly makes us wait until ', ['time']] as Text,
  'sync.progress': 'Progress of loading',
  'sync.counts': [
    ['events', 'plural', { one: ['#', ' meeting'], other: ['#', ' meetings'] }],
    ' with ',
    ['invitees', 'plural', { one: ['#', ' invitee'], other: ['#', ' invitees'] }],
    ' read: ',
    ['created'],
    ' new, ',
    ['updated'],
    ' changed',
  ] as Text,
  'sync.seconds': [
    'about ',
    ['count', 'plural', { one: ['#', ' second'], other: ['#', ' seconds'] }],
    ' left',
  ] as Text,
  'sync.minutes': [
    'about ',
    ['count', 'plural', { one: ['#', ' minute'], other: ['#', ' minutes'] }],
    ' left',
  ] as Text,
  'sync.last': 'Last loaded:',
  'sync.done': 'Past bookings are loaded.',
  'sync.failed': 'Past bookings could not be loaded to the end.',
  'sync.percent': ['Loading past bookings: ', ['percent'], ' %'] as Text,
  'sync.notStarted': 'Loading was not started',

  'empty.connectLead': 'Connect your Calendly, and bookings arrive here by themselves.',
  'empty.orTry': 'Or, to see a booking come in without it, type in the folder of the service:',
};
