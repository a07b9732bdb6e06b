import { defineConfig } from '@mikro-orm/postgresql';
import { mapperOptions } from './adapters/postgres/database/mapper-options.ts';

/** For the mapper's command line, such as `npx mikro-orm migration:list`. The service opens its database itself. */
export default defineConfig({
  ...mapperOptions,
  logger: (message) => process.stdout.write(`${message}\n`),
  clientUrl: process.env['DATABASE_URL'] ?? 'postgresql://localhost/velvena_calendly',
});
