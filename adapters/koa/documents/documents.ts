import { readFileSync } from 'node:fs';
import { type AsyncapiDocument, asyncapiDocument } from './asyncapi-document.ts';
import { type OpenapiDocument, openapiDocument } from './openapi-document.ts';

/** The descriptions of the API and of the socket. Each is made when it is first asked for. */
export interface Documents {
  openapi: () => OpenapiDocument;
  asyncapi: () => AsyncapiDocument;
}

/** The documents of the service at an address, in the version that runs. */
export function documentsAt(appUrl: string): Documents {
  const file = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(file) as { version: string };
  return {
    openapi: once(() => openapiDocument({ appUrl, version })),
    asyncapi: once(() => asyncapiDocument({ appUrl, version })),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
