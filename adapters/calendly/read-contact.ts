import { bounds } from '../../src/domain/bounds.ts';
import type { Contact } from '../../src/domain/invitee-fact.ts';
import { shownText } from '../wire/calendly-text.ts';
import type { CalendlyInvitee } from '../wire/calendly-v2-webhook.ts';

/** Reads an invitee's names. An event type that asks for a first and a last name may send no full name. */
export function readContact(
  names: Pick<CalendlyInvitee, 'name' | 'first_name' | 'last_name' | 'timezone'>,
): Contact {
  const both = [names.first_name, names.last_name].filter((name) => name !== null).join(' ');
  return {
    name: names.name ?? (both === '' ? null : shownText(both, bounds.name.value)),
    firstName: names.first_name,
    lastName: names.last_name,
    timezone: names.timezone,
  };
}
