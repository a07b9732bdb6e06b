import type { Contact } from '../../src/domain/invitee-fact.ts';

/** Reads how an invitee is called. Event types that ask for a first and a last name may leave out the whole one. */
export function readContact(told: {
  name: string | null;
  first_name: string | null;
  last_name: string | null;
  timezone: string | null;
}): Contact {
  const both = [told.first_name, told.last_name].filter((name) => name !== null).join(' ');
  return {
    name: told.name ?? (both === '' ? null : both),
    firstName: told.first_name,
    lastName: told.last_name,
    timezone: told.timezone,
  };
}
