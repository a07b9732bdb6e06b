import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { controlRoutes } from '../../adapters/simulator/control/control-routes.ts';
import { apiFaults, deliveryFaults, tokenFaults } from '../../adapters/simulator/faults/fault.ts';
import { SimulatorOptions } from '../../adapters/simulator/simulator-options.ts';
import { ACalendly } from './a-calendly.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/simulator.md'), 'utf8');
const section = (title: string) => page.split(/^## /m).find((text) => text.startsWith(title)) ?? '';

test('the page lists every control', () => {
  const told = [...section('Controls').matchAll(/^\| `([A-Z]+ \/\S+)` \|/gm)].map(
    ([, name]) => name,
  );
  const routes = controlRoutes({} as never, {} as never).map(
    ({ method, path }) => `${method} ${path}`,
  );

  expect(new Set(told)).toEqual(new Set(routes));
  expect(told).toHaveLength(routes.length);
});

test('the page lists every fault', () => {
  const told = [...section('Faults').matchAll(/`([a-z]+(?:-[a-z]+)*)`/g)].map(([, name]) => name);

  for (const kind of [...tokenFaults, ...apiFaults, ...deliveryFaults])
    expect(told).toContain(kind);
});

test('the page lists every option, with its default', () => {
  const rows = [...section('In tests').matchAll(/^\| `(\w+)` \| (.+?) \|/gm)];
  const told = Object.fromEntries(rows.map(([, name = '', value = '']) => [name, value]));
  const defaults = SimulatorOptions.parse({}) as Record<string, unknown>;

  expect(Object.keys(told)).toEqual(Object.keys(SimulatorOptions.shape));
  for (const [name, value] of Object.entries(defaults).filter(
    ([, value]) => typeof value !== 'object',
  ))
    expect({ [name]: told[name] }).toEqual({ [name]: `\`${String(value)}\`` });
});

test('the people of the page are there, in their roles and plans', async () => {
  await using calendly = await ACalendly.start();
  const { users, organizations } = (await calendly.get('/simulator')).body;

  for (const { slug, name } of [...users, ...organizations])
    expect(section('Start')).toContain(`${name}, \`${slug}\``);
  expect(users.map(({ role }: { role: string }) => role)).toEqual(['owner', 'user', 'owner']);
  expect(organizations.map(({ plan }: { plan: string }) => plan)).toEqual(['standard', 'free']);
});
