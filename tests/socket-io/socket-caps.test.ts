import { expect, test } from '@jest/globals';
import { SocketCaps } from '../../adapters/socket-io/socket-caps.ts';
import { organizationId } from '../../src/domain/organization-id.ts';
import type { Principal } from '../../src/ports/authenticator.ts';

const person = (subject: string, organization = 'acme') =>
  ({ subject, organizationId: organizationId(organization) }) as Principal;

/** The places of an organization of which a person may have two, and all together three. */
const somePlaces = () => new SocketCaps({ perPerson: 2, perOrganization: 3 });

test('a person has so many places, an organization so many, and neither takes those of another', () => {
  const caps = somePlaces();
  const has = (...who: Principal[]) => who.map((one) => caps.take(one) !== null);

  expect(has(person('ada'), person('ada'), person('ada'))).toEqual([true, true, false]);
  expect(has(person('grace'), person('joan'))).toEqual([true, false]);
  expect(has(person('ada', 'globex'), person('ada', 'globex'), person('ada', 'globex'))).toEqual([
    true,
    true,
    false,
  ]);
});

test('a place that is given back is free again, for its person and its organization', () => {
  const caps = somePlaces();
  const [first, second] = [caps.take(person('ada')), caps.take(person('ada'))];
  caps.take(person('grace'));

  first?.();
  const again = caps.take(person('ada'));
  const more = caps.take(person('ada'));
  second?.();
  again?.();

  expect([again !== null, more]).toEqual([true, null]);
  expect(
    [caps.take(person('joan')), caps.take(person('joan'))].map((place) => place !== null),
  ).toEqual([true, true]);
  expect(caps.take(person('ada'))).toBeNull();
});
