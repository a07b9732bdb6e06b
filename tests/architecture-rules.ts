import type { ICruiseOptions, IRegularForbiddenRuleType } from 'dependency-cruiser';

/*
 * Who may import whom. The architecture test applies these rules, and plants a violation of each
 * to see that it bites.
 */

/** The rooms of src/use-cases, and for each the rooms that it may import. */
const topics: Record<string, string[]> = {
  realtime: ['connections', 'history', 'intake'],
  connections: ['history', 'intake'],
  history: ['intake'],
  operators: ['intake'],
  intake: [],
  prospects: [],
  organizations: [],
  upkeep: [],
};

const src = '^src/';
const adapters = '^adapters/';

/** Matches an npm package, resolved or not. */
const packages = (...names: string[]) =>
  names.map((name) => `(^|/)node_modules/${name}/|^${name}(/|$)`).join('|');

const rule = (
  name: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
): IRegularForbiddenRuleType => ({ name, severity: 'error', from, to });

/** A technology has one home; to replace it is to replace a folder. */
const only = (name: string, home: string, ...names: string[]) =>
  rule(
    `${name}-only-at-home`,
    { path: `${src}|${adapters}|^mikro-orm\\.config\\.ts$`, pathNot: home },
    { path: packages(...names) },
  );

export const forbidden: IRegularForbiddenRuleType[] = [
  // Three floors: use-cases → ports → domain, and nothing else in the world.
  rule('src-imports-only-src', { path: src }, { pathNot: src }),
  rule(
    'domain-imports-only-domain',
    { path: '^src/domain/' },
    { path: src, pathNot: '^src/domain/' },
  ),
  rule(
    'ports-import-only-ports-and-domain',
    { path: '^src/ports/' },
    { path: src, pathNot: '^src/(ports|domain)/' },
  ),
  rule(
    'use-cases-import-only-the-three-floors',
    { path: '^src/use-cases/' },
    { path: src, pathNot: '^src/(use-cases|ports|domain)/' },
  ),

  // One adapter folder per outside thing.
  only('koa', '^adapters/koa/', 'koa[^/]*', '@koa/[^/]+'),
  only(
    'mikro-orm',
    '^adapters/postgres/|^mikro-orm\\.config\\.ts$',
    'mikro-orm',
    '@mikro-orm/[^/]+',
    'kysely',
    'pg',
    '@electric-sql/[^/]+',
    'tar',
  ),
  only('inversify', '^adapters/service/container\\.ts$', 'inversify'),
  only('socket-io', '^adapters/socket-io/', 'socket\\.io'),
  only('socket-io-client', '^adapters/client/', 'socket\\.io-client'),
  only('jose', '^adapters/jose/', 'jose'),
  only('openid-client', '^adapters/calendly/', 'openid-client', 'oauth4webapi'),
  only('zod-openapi', '^adapters/koa/', 'zod-openapi'),
  only('standardwebhooks', '^adapters/alerts/', 'standardwebhooks'),
  only('croner', '^adapters/croner/', 'croner'),
  only('pino', '^adapters/pino/', 'pino[^/]*'),
  only('prom-client', '^adapters/prom-client/', 'prom-client'),
  only('rate-limiter-flexible', '^adapters/rate-limiter-flexible/', 'rate-limiter-flexible'),

  // The topics of the use cases are drawn in docs/architecture.md. Each imports only those below it.
  ...Object.entries(topics).map(([topic, below]) =>
    rule(
      `${topic}-imports-only-topics-below`,
      { path: `^src/use-cases/${topic}/` },
      { path: '^src/use-cases/', pathNot: `^src/use-cases/(${[topic, ...below].join('|')})/` },
    ),
  ),
  rule(
    'use-cases-have-a-topic',
    { path: `^src/use-cases/(?!(${Object.keys(topics).join('|')})/)` },
    {},
  ),

  // Adapters never import each other, except the shapes of what crosses a wire. The composition knows them all.
  rule(
    'adapters-do-not-meet',
    { path: '^adapters/([^/]+)/', pathNot: '^adapters/(console|service|running|commands)/' },
    { path: '^adapters/[^/]+/', pathNot: '^adapters/($1|wire|service|running|commands)/' },
  ),
  rule(
    'console-meets-only-client-and-wire',
    { path: '^adapters/console/' },
    { path: '^adapters/[^/]+/', pathNot: '^adapters/(console|client|wire)/' },
  ),
  rule(
    'only-programs-know-the-service',
    { path: '^adapters/', pathNot: '^adapters/(service|running|commands)/|^adapters/main\\.ts$' },
    { path: '^adapters/(service|running|commands)/|^adapters/main\\.ts$' },
  ),
  rule('no-loose-files-in-adapters', {}, { path: '^adapters/(?!main\\.ts$)[^/]+$' }),
  rule('wire-does-no-io', { path: '^adapters/wire/' }, { dependencyTypes: ['core'] }),

  rule('no-circles', {}, { circular: true }),
  // What cannot be found cannot be judged by its path.
  rule(
    'imports-can-be-found',
    { path: `${src}|${adapters}` },
    { couldNotResolve: true, pathNot: '^virtual:' },
  ),
];

export const options: ICruiseOptions = {
  // TypeScript 7 has no API to parse with. Without swc nothing would be read, and all rules would hold.
  parser: 'swc',
  tsPreCompilationDeps: true,
  doNotFollow: { path: '(^|/)node_modules/' },
  exclude: { path: '^(dist|\\.data)/' },
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'node', 'default', 'types'],
    extensions: ['.ts', '.tsx', '.js', '.json', '.d.ts'],
  },
};
