import { bounds } from '../../src/domain/bounds.ts';
import type { Contact } from '../../src/domain/invitee-fact.ts';
import { shownText } from '../wire/calendly-text.ts';

/** Reads an invitee's names. An event type that asks for a first and a last name may send no full name. */
export function readContact(names: {
  name: string | null;
  first_name: string | null;
  last_name: string | null;
  timezone: string | null;
}): Contact {
  const both = [names.first_name, names.last_name].filter((name) => name !== null).join(' ');
  return {
    name: names.name ?? (both === '' ? null : shownText(both, bounds.name.value)),
    firstName: names.first_name,
    lastName: names.last_name,
    timezone: names.timezone,
  };
}
