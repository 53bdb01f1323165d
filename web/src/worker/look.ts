import type { Seen } from './look.worker.js';

export type { Seen };

/** Look at a picture away from the page's own thread; undefined where the browser can't read it. */
export function lookAt(file: Blob): Promise<Seen | undefined> {
  const worker = new Worker(new URL('./look.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Seen | undefined>((done) => {
    worker.onmessage = ({ data }: MessageEvent<Seen | undefined>) => done(data);
    worker.onerror = () => done(undefined);
    worker.postMessage(file);
  }).finally(() => worker.terminate());
}
