import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import { Problem } from '../problem.js';
import { invalid } from '../validation.js';
import { fieldValue } from './field-value.js';

/** A schema of an object, as far as a form needs it. */
interface ObjectSchema {
  properties: Record<string, TSchema>;
}

const LIMITS = { fields: 60, parts: 62, fieldSize: 65_536, fieldNameSize: 100, headerPairs: 20 };

/**
 * Read a form: the file in the field `file` is handed on as it comes, fields become options as the schema types them.
 * Options may come as fields, or together as JSON in one field `options`; none twice.
 *
 * @param takeFile reads the stream to its end, or throws
 * @param files fields that are files, each at most once
 * @throws {Problem} `bad_multipart`, `validation`, `too_large`
 */
export async function readForm(
  request: FastifyRequest,
  schema: ObjectSchema,
  takeFile: (content: Readable, name: string, field: string) => Promise<void>,
  files: readonly string[] = ['file'],
): Promise<Record<string, unknown>> {
  const said = new Map<string, unknown>();
  const say = (name: string, value: unknown) => {
    if (said.has(name)) throw invalid([{ pointer: `/${name}`, detail: 'was said twice' }]);
    said.set(name, value);
  };
  const metadata = new Map<string, string>();
  const lists = new Map<string, unknown[]>();
  const limits = { ...LIMITS, files: files.length, fileSize: Number.MAX_SAFE_INTEGER };
  const isPartAFile = (name: string | undefined) => name !== undefined && files.includes(name);
  const taken = new Set<string>();
  for await (const part of request.parts({ limits, isPartAFile })) {
    const { fieldname: name } = part;
    if (part.type === 'file') {
      if (taken.has(name)) throw new Problem('bad_multipart', `the form has more than one ${name}`);
      taken.add(name);
      await takeFile(part.file, part.filename ?? '', name);
      continue;
    }
    if (part.fieldnameTruncated || part.valueTruncated)
      throw new Problem('too_large', `the field ${name.slice(0, 100)} is too long`);
    const own = /^metadata\[(.+)\]$/.exec(name)?.[1];
    if (own !== undefined) {
      if (metadata.has(own)) throw invalid([{ pointer: `/metadata/${own}`, detail: 'was said twice' }]);
      metadata.set(own, String(part.value));
    } else if (name === 'options')
      for (const [key, value] of Object.entries(optionsOf(request, part.value))) say(key, value);
    else {
      const field = schema.properties[name];
      const value = field && typeof part.value === 'string' ? fieldValue(field, part.value) : part.value;
      if (Array.isArray(value)) lists.set(name, [...(lists.get(name) ?? []), ...value]);
      else say(name, value);
    }
  }
  for (const [name, values] of lists) say(name, values);
  if (metadata.size > 0) say('metadata', Object.fromEntries(metadata));
  return Object.fromEntries(said);
}

/** The field `options`: JSON of an object. */
function optionsOf(request: FastifyRequest, given: unknown): object {
  let value = given;
  if (typeof given === 'string') {
    const parse = request.server.getDefaultJsonParser('error', 'error') as (
      request: FastifyRequest,
      text: string,
      done: (error: Error | null, value?: unknown) => void,
    ) => void;
    parse(request, given, (error, parsed) => {
      value = error ? undefined : parsed;
    });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw invalid([{ pointer: '/options', detail: 'must be a JSON object' }]);
}
