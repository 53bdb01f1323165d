import { connectionLost, faultOf } from './fault.js';
import { authorization, wantKey } from './key.js';
import type { Treatment } from './types.js';

/** What goes up. */
export interface Upload {
  path: string;
  file: Blob;
  name: string;
  /** The photo that the picture is placed on. */
  photo?: Blob | undefined;
  options: Treatment & Record<string, unknown>;
  /** The same for every try, so that a try whose answer was lost makes no second job. */
  once: string;
  signal?: AbortSignal;
  /** Share that was sent, 0..1. */
  onSent?: (share: number) => void;
}

/**
 * Send a file with its options. XMLHttpRequest, because fetch tells nothing of how much was sent.
 *
 * @throws {Fault} what the service answered, or `connection`
 */
export function upload<T>({ path, file, name, photo, options, once, signal, onSent }: Upload): Promise<T> {
  const form = new FormData();
  // Before the file, so that a wrong option is known before the bytes have been sent.
  form.append('options', JSON.stringify(options));
  form.append('file', file, name);
  if (photo) form.append('photo', photo, 'photo');
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    for (const [field, value] of Object.entries(authorization())) request.setRequestHeader(field, value);
    request.setRequestHeader('idempotency-key', once);
    request.upload.onprogress = ({ loaded, total }) => onSent?.(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(connectionLost());
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    request.onload = () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) {
        resolve(JSON.parse(responseText) as T);
        return;
      }
      if (status === 401) wantKey();
      reject(faultOf(status, responseText, request.getResponseHeader('retry-after')));
    };
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    if (signal?.aborted) request.abort();
    else request.send(form);
  });
}
