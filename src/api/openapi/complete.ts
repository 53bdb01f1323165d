import type { Scope } from '../../jobs/keys/keys.js';
import { ProblemSchema } from '../schemas/problem.js';
import type { BodyDocument } from './bodies.js';
import { hoistTitled } from './hoist.js';

/** What the document needs of a route beside its schema. */
export interface Documented {
  scope: Scope | 'public' | undefined;
  body: BodyDocument | undefined;
}

type Json = Record<string, unknown>;

/** An operation of the document, as far as it is completed here. */
interface Operation extends Json {
  operationId?: string;
  description?: string;
  parameters?: Json[];
  responses: Record<string, { description: string; content?: Record<string, { schema?: Json }> }>;
}

/** The document. */
export interface OpenApi extends Json {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> } & Json;
}

const STATUS_TEXT: Record<string, string> = {
  200: 'Done.',
  201: 'Made; `Location` is its address.',
  202: 'Taken; `Location` says where to ask.',
  204: 'Done; there is nothing to say.',
  206: 'The range that was asked for.',
  304: 'It is the file that you have.',
  503: 'Not now.',
};

const HEADERS = [
  {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Any text of yours, at most 255 characters. The same request with it is done once in 24 hours.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  {
    name: 'Prefer',
    in: 'header',
    description: '`wait=N`: seconds that the answer may wait for the job’s end.',
    schema: { type: 'string', examples: ['wait=10'] },
  },
];

/** Add what routes do not say themselves: bodies, problems, keys, media types; and give schemas with a title one place. */
export function completeDocument(document: OpenApi, documented: ReadonlyMap<string, Documented>): OpenApi {
  for (const path of Object.values(document.paths)) {
    delete path.head;
    for (const operation of Object.values(path))
      complete(operation, documented.get(operation.operationId ?? ''));
  }
  return hoistTitled(document);
}

function complete(
  operation: Operation,
  { scope, body }: Documented = { scope: 'public', body: undefined },
): void {
  operation.security = scope === 'public' ? [] : [{ key: [] }];
  if (scope !== 'public') {
    const needs = `Needs a key with the scope \`${scope}\`.`;
    operation.description = [operation.description, needs].filter(Boolean).join('\n\n');
  }
  if (body) {
    operation.requestBody = { required: true, content: body };
    if (operation.operationId !== 'uploadHook')
      operation.parameters = [...(operation.parameters ?? []), ...HEADERS];
  }
  for (const [status, response] of Object.entries(operation.responses)) {
    const schema = Object.values(response.content ?? {})[0]?.schema;
    const types = schema?.['x-media-types'] as string[] | undefined;
    const said = schema?.description as string | undefined;
    if (types && schema) {
      delete schema['x-media-types'];
      response.content = Object.fromEntries(types.map((type) => [type, {}]));
    }
    if (status === '304') delete response.content;
    response.description = (types && said) || STATUS_TEXT[status] || 'Done.';
  }
  operation.responses.default = {
    description: 'A problem (RFC 9457).',
    content: { 'application/problem+json': { schema: structuredClone(ProblemSchema) as unknown as Json } },
  };
}
