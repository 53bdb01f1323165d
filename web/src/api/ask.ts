import { connectionLost, faultOf } from './fault.js';
import { authorization, wantKey } from './key.js';

/** How to ask. */
export interface Asking {
  method?: string;
  /** Sent as JSON. */
  json?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/**
 * Ask the service that served the page.
 *
 * @throws {Fault} what it answered, or `connection`
 */
export async function ask(path: string, { method, json, headers, signal }: Asking = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method: method ?? (json === undefined ? 'GET' : 'POST'),
      headers: {
        ...authorization(),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw connectionLost();
  }
  if (answer.ok) return answer;
  if (answer.status === 401) wantKey();
  throw faultOf(answer.status, await answer.text().catch(() => ''), answer.headers.get('retry-after'));
}

/** As {@link ask}, and read the JSON. */
export async function askJson<T>(path: string, asking?: Asking): Promise<T> {
  const answer = await ask(path, asking);
  return (await answer.json()) as T;
}

/** As {@link ask}, and take the bytes. */
export async function askBlob(path: string, signal?: AbortSignal): Promise<Blob> {
  const answer = await ask(path, signal ? { signal } : {});
  return answer.blob();
}
