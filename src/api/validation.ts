import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { type FieldError, Problem } from './problem.js';

/** What a validator says of a place; of Fastify and of TypeBox. */
interface Complaint {
  keyword: string;
  instancePath: string;
  schemaPath: string;
  params: Record<string, unknown>;
  message?: string;
}

/** Places that are named at most: a list of ten thousand wrong items does not make an answer of megabytes. */
const NAMED = 20;

const compiled = new WeakMap<TSchema, Validator>();

/**
 * Hold a value against a schema.
 *
 * @throws {Problem} `validation`, with a pointer for every wrong place
 */
export function checked<T extends TSchema>(schema: T, value: unknown): Static<T> {
  let validator = compiled.get(schema);
  if (!validator) {
    validator = Compile(schema);
    compiled.set(schema, validator);
  }
  if (validator.Check(value)) return value as Static<T>;
  throw invalid(fieldErrors(validator.Errors(value) as unknown as Complaint[]));
}

/** A problem with the fields of the request. */
export const invalid = (errors: FieldError[]): Problem =>
  new Problem(
    'validation',
    errors.map(({ pointer, detail }) => `${pointer || 'body'}: ${detail}`).join('; '),
    {
      errors,
    },
  );

/** What is wrong where, once for each place. */
export function fieldErrors(complaints: readonly unknown[]): FieldError[] {
  const all = complaints as Complaint[];
  const choices = new Set(all.filter(({ keyword }) => keyword === 'anyOf').map((one) => one.instancePath));
  // Where a choice's constant is wrong, its type is too: that says nothing more.
  const constants = new Set(all.filter(({ keyword }) => keyword === 'const').map((one) => one.schemaPath));
  const found = new Map<string, string[]>();
  const say = (pointer: string, detail: string) => {
    const said = found.get(pointer) ?? [];
    if (!said.includes(detail)) found.set(pointer, [...said, detail]);
  };
  for (const complaint of all) {
    const { keyword, instancePath: at, params, message = 'is not right' } = complaint;
    // Each of these is said by another complaint.
    if (keyword === 'boolean' || keyword === 'anyOf') continue;
    if (keyword === 'type' && constants.has(complaint.schemaPath)) continue;
    const listed = (name: string) => (params[name] as string[] | undefined) ?? [];
    if (keyword === 'additionalProperties')
      for (const name of listed('additionalProperties'))
        say(`${at}/${escaped(name)}`, 'there is no such field');
    else if (keyword === 'required')
      for (const name of listed('requiredProperties')) say(`${at}/${escaped(name)}`, 'is missing');
    else if (keyword === 'enum') say(at, `must be one of ${listed('allowedValues').join(', ')}`);
    else if (keyword === 'const') say(at, `must be ${JSON.stringify(params.allowedValue)}`);
    else say(at, message);
    if (found.size >= NAMED) break;
  }
  return [...found].map(([pointer, said]) => ({
    pointer,
    detail: choices.has(pointer)
      ? `must be ${said.map((one) => one.replace(/^must be /, '')).join(' or ')}`
      : said.join(', '),
  }));
}

/** RFC 6901, section 3. */
const escaped = (name: string) => name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
