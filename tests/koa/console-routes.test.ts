import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Router } from '@koa/router';
import Koa from 'koa';
import { consoleRoutes } from '../../adapters/koa/console-routes.ts';

/** A console of one page and one file, served. */
async function aServedConsole() {
  const folder = await mkdtemp(join(tmpdir(), 'console-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  const file = join(folder, 'assets/page-1.js');
  await writeFile(file, 'export {};');
  const router = new Router();
  consoleRoutes(router, folder);
  const answer = new Koa().use(router.routes()).callback();
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    file,
    get: async (path: string) => {
      const response = await fetch(url + path);
      return { status: response.status, body: await response.text() };
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await rm(folder, { recursive: true });
    },
  };
}

test('a file of a console that was built anew meanwhile is not found, and the next page is served', async () => {
  await using console = await aServedConsole();
  const before = await console.get('/assets/page-1.js');
  await rm(console.file);

  const after = await console.get('/assets/page-1.js');

  expect(before).toEqual({ status: 200, body: 'export {};' });
  expect(after.status).toBe(404);
  expect((await console.get('/')).status).toBe(200);
});
