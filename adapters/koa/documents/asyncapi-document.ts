import { z } from 'zod';
import { Handshake } from '../../wire/socket-message.ts';
import type { DocumentFacts } from './document-facts.ts';
import {
  controlMessages,
  eventMessages,
  type LiveMessage,
  renewal,
  renewalReply,
} from './live-messages.ts';
import type { Schema } from './show-schema.ts';

/** The parts of the document that this service reads. */
export interface AsyncapiDocument {
  asyncapi: string;
  components: { schemas: Record<string, Schema>; [key: string]: unknown };
  [key: string]: unknown;
}

/** The realtime events in AsyncAPI 3.0, from the schemas that write them. A message has its name on the socket. */
export function asyncapiDocument({ appUrl, version }: DocumentFacts): AsyncapiDocument {
  const { host, protocol } = new URL(appUrl);
  const fromServer = [...eventMessages, ...controlMessages];
  const all = [...fromServer, renewal, renewalReply];
  const schemas = schemasOf(all);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Velvena Calendly, live',
      version,
      description:
        'Socket.IO 4 on its default path. The handshake brings `auth: {token, after, epoch}`; the organization is the one of the token. Every message is a Socket.IO event of its name with one argument, the payload.',
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    defaultContentType: 'application/json',
    servers: {
      service: {
        host,
        protocol: protocol === 'https:' ? 'wss' : 'ws',
        pathname: '/socket.io/',
        description: 'The token is a field of the handshake, see the schema `Handshake`.',
        security: [{ $ref: '#/components/securitySchemes/token' }],
      },
    },
    channels: {
      organization: {
        address: 'org:{organizationId}',
        title: 'What happens in an organization',
        description:
          'The room of the organization that the token names. A client cannot choose another.',
        parameters: { organizationId: { description: 'The organization of the token.' } },
        messages: Object.fromEntries(all.map(({ name }) => [idOf(name), refTo('messages', name)])),
      },
    },
    operations: {
      notify: {
        action: 'send',
        channel: { $ref: '#/channels/organization' },
        summary: 'The service sends events, and what concerns the socket.',
        messages: fromServer.map(({ name }) => refTo('channels/organization/messages', name)),
      },
      renew: {
        action: 'receive',
        channel: { $ref: '#/channels/organization' },
        summary: renewal.summary.en,
        messages: [refTo('channels/organization/messages', renewal.name)],
        reply: {
          channel: { $ref: '#/channels/organization' },
          messages: [refTo('channels/organization/messages', renewalReply.name)],
        },
      },
    },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      messages: Object.fromEntries(
        all.map(({ name, summary, payload }) => [
          idOf(name),
          {
            name,
            title: name,
            summary: summary.en,
            payload: payload === null ? { type: 'null' } : refTo('schemas', schemaNameOf(name)),
          },
        ]),
      ),
      schemas,
    },
  };
}

function refTo(where: string, name: string): { $ref: string } {
  const at = where.startsWith('channels') ? where : `components/${where}`;
  return { $ref: `#/${at}/${idOf(name)}` };
}

/** Keys have no colon. */
function idOf(name: string): string {
  return name.replace(':', '.');
}

function schemaNameOf(name: string): string {
  return `${idOf(name)}.payload`;
}

/** The schemas in JSON Schema draft-07, which AsyncAPI expects by default. */
function schemasOf(messages: LiveMessage[]): Record<string, Schema> {
  const payloads = messages.flatMap(({ name, payload }) =>
    payload === null ? [] : [[schemaNameOf(name), payload] as const],
  );
  const { definitions, properties = {} } = z.toJSONSchema(
    z.object({ ...Object.fromEntries(payloads), Handshake }),
    { target: 'draft-7', override: ({ jsonSchema }) => simplify(jsonSchema) },
  ) as z.core.JSONSchema.JSONSchema;
  // It stands among the definitions.
  delete properties['Handshake'];
  const text = JSON.stringify(Object.assign({}, definitions, properties));
  return JSON.parse(text.replaceAll('#/definitions/', '#/components/schemas/')) as Record<
    string,
    Schema
  >;
}

/** A message may have more fields one day. A format says what its pattern spells. */
function simplify(schema: z.core.JSONSchema.BaseSchema): void {
  delete schema.additionalProperties;
  if (schema.format === 'date-time') delete schema.pattern;
}
