import type { FastifyReply } from 'fastify';
import { type IdPrefix, isId } from '../../jobs/id.js';
import { invalid } from '../validation.js';

/** A page of a list. */
export interface Page<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  next: string | null;
}

/**
 * Where a page begins.
 *
 * @throws {Problem} `validation` for what can't be an id
 */
export function placeAfter(prefix: IdPrefix, after: string | undefined): { after?: string } {
  if (after === undefined) return {};
  if (!isId(prefix, after)) throw invalid([{ pointer: '/after', detail: `must be an id (${prefix}_…)` }]);
  return { after };
}

/**
 * One page of `rows`, of which there is one more than `limit` where the list goes on. The next page's address is in the
 * answer and in the header `Link` (RFC 8288).
 *
 * @param query what the next page's address says beside its place
 */
export function page<R extends { id: string }, T>(
  reply: FastifyReply,
  path: string,
  query: { limit: number } & Record<string, string | number | undefined>,
  rows: readonly R[],
  view: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? shown.at(-1) : undefined;
  const next = last ? `${path}?${queryText({ ...query, after: last.id })}` : null;
  if (next) reply.header('link', `<${next}>; rel="next"`);
  return { object: 'list', data: shown.map(view), has_more: next !== null, next };
}

function queryText(query: Record<string, string | number | undefined>): string {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) text.set(name, String(value));
  return text.toString();
}
