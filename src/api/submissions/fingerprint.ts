import { createHash } from 'node:crypto';

/** SHA-256 of what was asked for: the same words in another order are the same request. */
export function fingerprint(method: string, path: string, asked: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([method, path, ordered(asked)]))
    .digest('hex');
}

/** With the names of objects in order. What comes here has passed a schema, so its depth is bounded. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, part]) => [name, ordered(part)]);
}
