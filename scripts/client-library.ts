import { globSync } from 'node:fs';
import { RealtimeEvent } from '../adapters/wire/realtime-event.ts';
import type { Library } from './library.ts';
import { wireTypes } from './wire-types.ts';

const wire = 'adapters/wire/realtime-event.ts';
/** How the line is opened is nobody's business but the client's. */
const inside = ['adapters/client/open-socket.ts'];

/** The realtime client, with the types of what it receives but not the schemas. */
export function clientLibrary(root: string, versions: Record<string, string>): Library {
  const files = globSync('adapters/client/*.ts', { cwd: root }).toSorted();
  return {
    name: 'client',
    description: 'Hears live what a Calendly booking changed in the CRM, without gaps.',
    readme: 'docs/libraries/client.md',
    folders: ['adapters/client'],
    entryPoints: { index: [...files.filter((file) => !inside.includes(file)), wire] },
    instead: { [wire]: wireTypes(RealtimeEvent) },
    needs: { dependencies: { 'socket.io-client': `^${versions['socket.io-client']}` } },
  };
}
