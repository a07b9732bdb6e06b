import { enCalendly } from './en-calendly.ts';
import { enDeliveries } from './en-deliveries.ts';
import { prospectTexts } from './prospect-texts.ts';
import type { Text } from './text.ts';

/** The page's texts in English; its keys are the list that every language must fill. */
export const en = {
  again: 'Try again',
  language: 'Language',
  signOut: 'Sign out',
  skip: 'Skip to the details',

  'signIn.title': 'Sign in',
  'signIn.lead': 'See bookings arrive as they are made.',
  'signIn.token': 'Access token',
  'signIn.show': 'Show or hide the token',
  'signIn.go': 'Sign in',
  'signIn.how': 'No token at hand? In the folder of the service, type:',
  'signIn.notAToken':
    'This is not a token: it should be one long line of three parts with dots between them.',
  'signIn.refused':
    'The server does not accept this token. It may have expired, or been made with another secret: make a new one with the line below and paste it here.',
  'signIn.expired': 'Your token has expired. Make a new one with the line below and paste it here.',
  'signIn.disabled':
    'Your organization is disabled on this server. Ask those who run it to enable it again, then sign in.',

  'offer.title': 'Sign in?',
  'offer.lead': 'A link asks to sign you in here. Read whose organization it is first.',
  'offer.otherTitle': 'Sign in as somebody else?',
  'offer.otherLead':
    'You are signed in. A link asks to put another session in its place in this tab.',
  'offer.asking': 'Asking the server about the link…',
  'offer.notAToken': 'The link holds no token. You stay signed in.',
  'offer.refused': 'The server does not accept the token of the link. You stay signed in.',
  'offer.expired': 'The token of the link has expired. You stay signed in.',
  'offer.disabled': 'The organization of the link is disabled on this server. You stay signed in.',
  'offer.now': 'Signed in now',
  'offer.next': 'After signing in by the link',
  'offer.foreign':
    'This is another organization. A Calendly account that you connect there, and whatever you write, will be theirs.',
  'offer.organization': 'Organization',
  'offer.person': 'Person',
  'offer.role': 'Role',
  'offer.admin': 'Administrator',
  'offer.member': 'Member',
  'offer.until': 'Until',
  'offer.no': 'Do not sign in',
  'offer.stay': 'Stay as now',

  'live.status': 'Connection',
  'live.connecting': 'Connecting…',
  'live.live': 'Live',
  'live.reconnecting': 'Reconnecting…',
  'live.signedOut': 'Signed out',
  'live.away':
    'The server is not answering. What you see stays readable and will catch up by itself.',
  'live.oneNew': ['New prospect: ', ['name']] as Text,
  'live.manyNew': [
    ['count', 'plural', { one: ['#', ' new prospect'], other: ['#', ' new prospects'] }],
  ] as Text,

  'list.title': 'Prospects',
  'list.search': 'Search prospects',
  'list.searchHint': 'Name or e-mail',
  'list.clearSearch': 'Clear the search',
  'list.nothingFound': 'Nobody matches this search.',
  'list.loadingMore': 'Loading more prospects',
  'list.failed': 'The list could not be loaded',

  'filter.label': 'Filter prospects',
  'filter.all': 'All',

  'row.next': 'Next meeting:',
  'row.noMeeting': 'No meeting ahead',
  'row.activity': 'Latest activity:',
  'row.new': 'New',
  'row.soon': 'Soon',

  'empty.title': 'No booking yet',
  'empty.lead': 'Prospects appear here the moment they book.',
  'empty.try': 'To see it happen, type in the folder of the service:',
  'empty.then': 'Keep this page open: the prospect shows up without a reload.',
  'command.copy': 'Copy the line',
  'command.copied': 'Copied',

  'details.choose': 'Choose a prospect to see meetings and notes.',
  'details.back': 'All prospects',
  'details.loading': 'Loading the prospect',
  'details.failed': 'This prospect could not be loaded',
  'details.gone': 'This prospect does not exist',
  'details.goneWhy': 'It may have been erased, or the address may be wrong.',

  'facts.next': 'Next meeting',
  'facts.none': 'None planned',
  'facts.clock': ['(', ['time'], ' there now)'] as Text,
  'facts.since': 'Prospect since',
  'facts.firstSource': 'First came from',
  'facts.lastSource': 'Last came from',
  'facts.edited': 'Edited by hand',
  'facts.unknown': 'Unknown',

  ...prospectTexts('en'),

  'edit.open': 'Edit',
  'edit.title': 'Edit the prospect',
  'edit.note': 'What you change here stays as you wrote it, whatever Calendly sends later.',
  'edit.handBack': [['field'], ': hand back to Calendly'] as Text,
  'edit.willHandBack': 'Will follow Calendly again',
  'edit.save': 'Save',
  'edit.dismiss': 'Discard',
  'edit.failed': 'The changes were not saved',

  'meetings.title': 'Meetings',
  'meetings.none': 'No meeting.',
  'meetings.older': 'Show older meetings',
  'meetings.unnamed': 'Meeting',
  'meetings.noTime': 'Time not known yet',
  'meetings.theirClock': ['(', ['time'], ' in ', ['zone'], ')'] as Text,
  'meetings.with': ['With ', ['hosts']] as Text,
  'meetings.movedTo': ['Moved to ', ['date']] as Text,
  'meetings.movedFrom': ['Moved from ', ['date']] as Text,
  'meetings.movedAway': 'Moved to another time',
  'meetings.movedHere': 'Moved here from another time',
  'meetings.reschedule': 'Reschedule on Calendly',
  'meetings.cancel': 'Cancel on Calendly',
  'meetings.source': 'Came from',

  'standing.active': 'Confirmed',
  'standing.over': 'Held',
  'standing.canceled': 'Canceled',
  'standing.rescheduled': 'Rescheduled',
  'standing.noShow': 'No-show',

  'cancellation.by': ['Canceled by ', ['who']] as Text,
  'cancellation.host': 'host',
  'cancellation.invitee': 'invitee',
  'cancellation.reason': 'Reason:',

  'place.physical': 'In person',
  'place.other': 'Place',
  'place.outboundCall': 'We call',
  'place.inboundCall': 'They call',
  'place.told': [['label'], ': ', ['text']] as Text,
  'place.join': 'Join',

  'payment.label': 'Payment',
  'payment.done': [['amount'], ' paid through ', ['provider']] as Text,
  'payment.failed': [['amount'], ' not paid (', ['provider'], ')'] as Text,

  'notes.title': 'Notes',
  'notes.none': 'No note yet.',
  'notes.older': 'Show older notes',
  'older.failed': 'The older ones were not loaded',
  'note.new': 'New note',
  'note.add': 'Add the note',
  'note.failed': 'The note was not saved',
  'note.booked': 'Booked',
  'note.rescheduled': 'Rescheduled',
  'note.canceled': 'Canceled',
  'note.noShow': 'No-show',
  'note.routingForm': 'Form',
  'note.manual': 'Note',

  'problem.away': 'The server is not answering. Try again in a moment.',
  'problem.refused': [['detail'], ' (', ['status'], ' ', ['code'], ')'] as Text,

  ...enCalendly,
  ...enDeliveries,
};
