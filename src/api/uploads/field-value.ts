import type { TSchema } from 'typebox';

interface Shape {
  type?: string;
  anyOf?: Shape[];
}

const TRUE = new Set(['true', '1', 'on', 'yes']);
const FALSE = new Set(['false', '0', 'off', 'no']);

/**
 * A form's text as the value that its schema expects: numbers, truths, comma lists, JSON for objects. What does not read
 * as such stays text, and the schema refuses it.
 */
export function fieldValue(schema: TSchema, text: string): unknown {
  const { type, anyOf = [] } = schema as Shape;
  const types = [type, ...anyOf.map((shape) => shape.type)];
  if (type === 'array')
    return text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  if (type === 'boolean') return TRUE.has(text) ? true : FALSE.has(text) ? false : text;
  if (types.includes('object')) return json(text);
  const numeric = types.includes('number') || types.includes('integer');
  return numeric && /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
