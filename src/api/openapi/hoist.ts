import type { OpenApi } from './complete.js';

/**
 * Give every schema that has a title of one word a place in `components.schemas`, and refer to it there.
 *
 * @throws {TypeError} where two schemas have the same title and are not the same
 */
export function hoistTitled(document: OpenApi): OpenApi {
  const found: Record<string, string> = {};
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const copy = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, walk(part)]));
    const { title } = copy;
    const schema = 'type' in copy || 'anyOf' in copy;
    if (!schema || typeof title !== 'string' || !/^[A-Z][A-Za-z]*$/.test(title)) return copy;
    const text = JSON.stringify(copy);
    found[title] ??= text;
    if (found[title] !== text) throw new TypeError(`two schemas are called ${title}`);
    return { $ref: `#/components/schemas/${title}` };
  };
  const paths = walk(document.paths) as OpenApi['paths'];
  // Those that no route refers to.
  walk(document.components.schemas);
  const schemas = Object.fromEntries(
    Object.entries(found)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([title, text]) => [title, JSON.parse(text) as unknown]),
  );
  return { ...document, paths, components: { ...document.components, schemas } };
}
