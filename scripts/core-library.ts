import { globSync } from 'node:fs';
import { contractFiles } from './contract-files.ts';
import { everythingOf, mainExportsOf } from './entry-point.ts';
import type { Library } from './library.ts';

/** The core: domain, ports and use cases, and the adapters that a project with its own adapters needs beside them. */
export function coreLibrary(root: string, versions: Record<string, string>): Library {
  const filesIn = (pattern: string) => globSync(pattern, { cwd: root }).toSorted();
  return {
    name: 'core',
    description: 'What a Calendly booking makes true in a CRM: domain, ports and use cases.',
    readme: 'docs/libraries/core.md',
    folders: [
      'src',
      'adapters/calendly',
      'adapters/memory',
      'adapters/wire',
      'tests/contracts',
      'tests/support',
    ],
    entryPoints: {
      index:
        everythingOf(filesIn('src/{domain,ports}/*.ts')) +
        mainExportsOf(root, filesIn('src/use-cases/*/*.ts')),
      memory: everythingOf(filesIn('adapters/memory/*.ts')),
      contracts: everythingOf(contractFiles(root)),
      calendly: everythingOf([
        'adapters/calendly/calendly-decoder.ts',
        'adapters/calendly/calendly-signature-verifier.ts',
        'adapters/calendly/sign-webhook.ts',
      ]),
    },
    needs: {
      // Only `./calendly` needs it.
      peerDependencies: { zod: `^${versions['zod']}` },
      peerDependenciesMeta: { zod: { optional: true } },
    },
  };
}
