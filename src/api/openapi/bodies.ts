import type { TSchema } from 'typebox';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes forms. */
    form?: boolean;
    /** Bodies for the OpenAPI document, by media type, where the route reads them itself. */
    body?: BodyDocument;
  }
}

/** Bodies by media type. */
export type BodyDocument = Record<string, { schema: object }>;

/** A form with a file, for the OpenAPI document; `second` names further files and what they are. */
export function formBody(options: TSchema, about: string, second: Record<string, string> = {}): BodyDocument {
  const { properties, required = [] } = options as unknown as { properties: object; required?: string[] };
  const file = { type: 'string', contentMediaType: 'application/octet-stream', description: about };
  const seconds = Object.fromEntries(
    Object.entries(second).map(([name, description]) => [name, { ...file, description }]),
  );
  const json = { type: 'string', contentMediaType: 'application/json', description: 'All options as JSON.' };
  return {
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: { file, ...seconds, options: json, ...properties },
        required: ['file', ...required],
      },
    },
  };
}

/** A JSON body, for the OpenAPI document. */
export const jsonBody = (schema: TSchema): BodyDocument => ({ 'application/json': { schema } });
