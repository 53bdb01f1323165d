import type { ZipEntry } from './zip.worker.js';

type Told = { done: number } | { archive: Blob } | { failed: string };

/**
 * A ZIP of files, made away from the page's own thread.
 *
 * @throws {Error} where it can't be made
 */
export function archiveOf(entries: readonly ZipEntry[], onDone?: (count: number) => void): Promise<Blob> {
  const worker = new Worker(new URL('./zip.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Blob>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Told>) => {
      if ('archive' in data) resolve(data.archive);
      else if ('failed' in data) reject(new Error(data.failed));
      else onDone?.(data.done);
    };
    worker.onerror = () => reject(new Error('the archive could not be made'));
    worker.postMessage(entries);
  }).finally(() => worker.terminate());
}

/** Names for an archive: a second file of a name is `bag (2).jpg`. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const dot = name.lastIndexOf('.');
    const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    let unique = name;
    for (let count = 2; taken.has(unique.toLowerCase()); count++) unique = `${stem} (${count})${ending}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}
