import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Statement, VariableDeclarator } from '@swc/core';
import { Visitor } from '@swc/core/Visitor.js';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { forbidden, options } from './architecture-rules.ts';

// The reader of swc's syntax tree is older than `using` and stops there.
// oxlint-disable-next-line typescript/unbound-method -- it is called with the `this` it is due.
const { visitStatement } = Visitor.prototype;
Visitor.prototype.visitStatement = function (statement: Statement | UsingDeclaration) {
  if (statement.type !== 'UsingDeclaration') return visitStatement.call(this, statement);
  this.visitVariableDeclarators(statement.decls);
  return statement as never;
};
type UsingDeclaration = { type: 'UsingDeclaration'; decls: VariableDeclarator[] };

const root = join(import.meta.dirname, '..');

describe('the imports', () => {
  test('keep every rule', async () => {
    const { modules, summary } = await cruised(root);

    expect(broken(summary)).toEqual([]);
    expect(sourceFiles(modules)).toEqual(await filesUnder(root, 'src', 'adapters'));
  });

  /** Rule → a file, or several, that break it and no other. */
  const violations: Record<string, Record<string, string>> = {
    'src-imports-only-src': {
      'src/domain/reads-a-file.ts': `import 'node:fs';`,
      'src/domain/uses-a-package.ts': `import type { ZodType } from 'zod';`,
      'src/use-cases/intake/knows-an-adapter.ts': `import '../../../adapters/wire/shape.ts';`,
    },
    'domain-imports-only-domain': {
      'src/domain/looks-up.ts': `import '../ports/port.ts';`,
      'src/domain/passes-on.ts': `export * from '../ports/port.ts';`,
      'src/domain/passes-one-on.ts': `export { X } from '../ports/port.ts';`,
      'src/domain/waits.ts': `export class A { async b() { await import('../ports/port.ts'); } }`,
    },
    'ports-import-only-ports-and-domain': {
      'src/ports/looks-up.ts': `import type { X } from '../use-cases/intake/use-case.ts';`,
    },
    'use-cases-import-only-the-three-floors': {
      'src/use-cases/intake/looks-aside.ts': `import '../../elsewhere/thing.ts';`,
    },
    'realtime-imports-only-topics-below': {
      'src/use-cases/realtime/shows.ts': `import '../prospects/use-case.ts';`,
    },
    'connections-imports-only-topics-below': {
      'src/use-cases/connections/pushes.ts': `import '../realtime/use-case.ts';`,
    },
    'history-imports-only-topics-below': {
      'src/use-cases/history/connects.ts': `import '../connections/use-case.ts';`,
    },
    'intake-imports-only-topics-below': {
      'src/use-cases/intake/reads.ts': `import '../history/use-case.ts';`,
    },
    'prospects-imports-only-topics-below': {
      'src/use-cases/prospects/takes-in.ts': `import '../intake/use-case.ts';`,
    },
    'organizations-imports-only-topics-below': {
      'src/use-cases/organizations/takes-in.ts': `import type { X } from '../intake/use-case.ts';`,
    },
    'operators-imports-only-topics-below': {
      'src/use-cases/operators/shows.ts': `import '../prospects/use-case.ts';`,
    },
    'upkeep-imports-only-topics-below': {
      'src/use-cases/upkeep/lists.ts': `import '../prospects/use-case.ts';`,
    },
    'use-cases-have-a-topic': {
      'src/use-cases/loose.ts': `import '../ports/port.ts';`,
      'src/use-cases/somewhere/else.ts': `import '../../domain/fact.ts';`,
    },
    'koa-only-at-home': {
      'adapters/croner/serves.ts': `import Koa from 'koa';`,
      'adapters/croner/routes.ts': `import Router from '@koa/router';`,
      'adapters/croner/parses.ts': `import { koaBody } from 'koa-body';`,
    },
    'mikro-orm-only-at-home': {
      'adapters/koa/maps.ts': `import type { EntityManager } from '@mikro-orm/core';`,
      'adapters/koa/queries.ts': `import { sql } from 'kysely';`,
      'adapters/koa/connects.ts': `import pg from 'pg';`,
    },
    'inversify-only-at-home': { 'adapters/main.ts': `import { Container } from 'inversify';` },
    'socket-io-only-at-home': { 'adapters/koa/pushes.ts': `import { Server } from 'socket.io';` },
    'socket-io-client-only-at-home': {
      'adapters/socket-io/dials.ts': `import { io } from 'socket.io-client';`,
    },
    'jose-only-at-home': { 'adapters/koa/verifies.ts': `import { jwtVerify } from 'jose';` },
    'openid-client-only-at-home': {
      'adapters/koa/consents.ts': `import { Configuration } from 'openid-client';`,
    },
    'zod-openapi-only-at-home': {
      'adapters/wire/describes.ts': `import { createDocument } from 'zod-openapi';`,
    },
    'standardwebhooks-only-at-home': {
      'adapters/koa/alerts.ts': `import { Webhook } from 'standardwebhooks';`,
    },
    'croner-only-at-home': { 'adapters/koa/schedules.ts': `import { Cron } from 'croner';` },
    'pino-only-at-home': {
      'adapters/koa/logs.ts': `async function log() { await using pino = await import('pino'); }`,
    },
    'prom-client-only-at-home': {
      'adapters/koa/counts.ts': `import { Counter } from 'prom-client';`,
    },
    'rate-limiter-flexible-only-at-home': {
      'adapters/koa/limits.ts': `import { RateLimiterMemory } from 'rate-limiter-flexible';`,
    },
    'adapters-do-not-meet': {
      'adapters/koa/borrows.ts': `import type { X } from '../jose/own.ts';`,
      'adapters/wire/borrows.ts': `import '../koa/own.ts';`,
    },
    'console-meets-only-client-and-wire': {
      'adapters/console/borrows.tsx': `import '../koa/own.ts';\nexport const a = <p>b</p>;`,
    },
    'only-programs-know-the-service': {
      'adapters/settings/looks-up.ts': `import '../service/container.ts';`,
    },
    'no-loose-files-in-adapters': {
      'adapters/service/borrows.ts': `import '../loose.ts';`,
    },
    'wire-does-no-io': { 'adapters/wire/reads-a-file.ts': `import { readFile } from 'node:fs';` },
    'no-circles': { 'src/domain/egg.ts': `import type { Hen } from './hen.ts';` },
    'imports-can-be-found': { 'adapters/koa/guesses.ts': `import './nowhere.ts';` },
  };

  const allowed: Record<string, string> = {
    'src/domain/fact.ts': '',
    // Closes the circle of egg.ts, where it is reported.
    'src/domain/hen.ts': `import type { Egg } from './egg.ts';`,
    'src/ports/port.ts': `import '../domain/fact.ts';`,
    'src/use-cases/realtime/use-case.ts': `import '../connections/use-case.ts';\nimport '../../ports/port.ts';`,
    'src/use-cases/connections/use-case.ts': `import '../history/use-case.ts';\nimport '../intake/use-case.ts';`,
    'src/use-cases/history/use-case.ts': `import '../intake/use-case.ts';`,
    'src/use-cases/intake/use-case.ts': `import '../../ports/port.ts';\nimport '../../domain/fact.ts';`,
    'src/use-cases/prospects/use-case.ts': `import '../../ports/port.ts';`,
    'adapters/loose.ts': '',
    'src/elsewhere/thing.ts': '',
    'adapters/wire/shape.ts': `import { z } from 'zod';`,
    'adapters/koa/own.ts': `import Koa from 'koa';\nimport 'node:http';\nimport '../wire/shape.ts';`,
    'adapters/jose/own.ts': `import { jwtVerify } from 'jose';\nimport '../../src/ports/port.ts';`,
    'adapters/client/own.ts': `import { io } from 'socket.io-client';`,
    'adapters/console/own.tsx': `import '../client/own.ts';\nexport const a = <p>b</p>;`,
    'adapters/postgres/own.ts': `import { MikroORM } from '@mikro-orm/postgresql';`,
    'adapters/service/container.ts': `import 'inversify';\nimport '../koa/own.ts';\nimport '../jose/own.ts';`,
    'mikro-orm.config.ts': `import { defineConfig } from '@mikro-orm/postgresql';`,
  };

  test('that break a rule are found, each by its own rule', async () => {
    const planted = Object.values(violations).reduce((all, files) => ({ ...all, ...files }), {});
    await using folder = await aCheckoutOf({ ...allowed, ...planted });

    const { summary } = await cruised(folder.path);
    const found = broken(summary).map((line) => line.split(' → ')[0]);

    const expected = Object.entries(violations).flatMap(([rule, files]) =>
      Object.keys(files).map((file) => `${rule}: ${file}`),
    );
    expect(found).toEqual(expected.toSorted());
  });

  test('that break a rule are planted for every rule', () => {
    const names = forbidden.map(({ name }) => `${name}`);

    expect(Object.keys(violations).toSorted()).toEqual(names.toSorted());
  });
});

describe('the core', () => {
  const outside =
    /\bDate\.now\b|\bnew Date\b(?!\s*\(\s*[^\s)])|(?<!new )\bDate\(|\bMath\.random\b|\bset(Timeout|Interval|Immediate)\b|\bprocess\.|\bBuffer\b|\bcrypto\b|\bperformance\b|\bconsole\.|(?<!\.)\bfetch\(/;

  test('has no clock, timer, randomness, process or console of its own', async () => {
    const found: string[] = [];
    for (const file of await filesUnder(root, 'src')) {
      const lines = withoutComments(await readFile(join(root, file), 'utf8')).split('\n');
      lines.forEach((line, at) => {
        if (outside.test(line)) found.push(`${file}:${at + 1} ${line.trim()}`);
      });
    }

    expect(found).toEqual([]);
  });

  test.each([
    'const now = Date.now();',
    'const now = new Date();',
    'const now = new Date;',
    'const now = Date();',
    'if (Math.random() < p) return;',
    'setTimeout(() => {}, 1);',
    'process.env.X',
    'Buffer.from(x)',
    'crypto.randomUUID()',
    'await fetch(url)',
  ])('would be caught at %p', (line) => {
    expect(withoutComments(line)).toMatch(outside);
  });

  test.each([
    'const at = new Date(text);',
    '// Date.now() is not for us',
    '/** crypto\n * process.env */',
    'const page = await this.api.fetch(cursor);',
    'compare(a: Date, b: Date)',
  ])('may say %p', (line) => {
    expect(withoutComments(line)).not.toMatch(outside);
  });
});

test('a file is named for what it holds', async () => {
  const nameless = /(^|[-.])(index|utils?|common|helpers?|types|interfaces)(\.|$)/;
  const files = await filesUnder(root, 'src', 'adapters');

  const found = files.filter((file) => file.split('/').some((part) => nameless.test(part)));

  expect(found).toEqual([]);
});

async function cruised(baseDir: string): Promise<ICruiseResult> {
  const entries = ['src', 'adapters', 'mikro-orm.config.ts'];
  const present = (await readdir(baseDir)).filter((name) => entries.includes(name));
  const { output } = await cruise(present, {
    ...options,
    baseDir,
    validate: true,
    ruleSet: { forbidden },
  });
  return output as ICruiseResult;
}

/** The violations as `rule: file → what it imports`, in order. */
function broken(summary: ICruiseResult['summary']): string[] {
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).toSorted();
}

/** What was read, to prove that nothing was overlooked. */
function sourceFiles(modules: ICruiseResult['modules']): string[] {
  return modules
    .map(({ source }) => source)
    .filter((source) => /^(src|adapters)\/.*\.tsx?$/.test(source))
    .toSorted();
}

async function filesUnder(base: string, ...folders: string[]): Promise<string[]> {
  const found = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(join(base, folder), { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile() && ['.ts', '.tsx'].includes(extname(entry.name)))
        .map((entry) => join(entry.parentPath, entry.name).slice(base.length + 1));
    }),
  );
  return found.flat().toSorted();
}

async function aCheckoutOf(files: Record<string, string>) {
  const path = await mkdtemp(join(tmpdir(), basename(import.meta.filename, '.test.ts')));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, file)), { recursive: true });
    await writeFile(join(path, file), text);
  }
  await symlink(join(root, 'node_modules'), join(path, 'node_modules'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

function withoutComments(source: string): string {
  const blank = (comment: string) => comment.replace(/[^\n]/g, ' ');
  return source.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/(?<!:)\/\/.*/g, blank);
}
