import { zipped } from './zip.js';

/** A file of an archive. */
export interface ZipEntry {
  name: string;
  blob: Blob;
}

addEventListener('message', async ({ data }: MessageEvent<ZipEntry[]>) => {
  try {
    const archive = await zipped(data, (done) => postMessage({ done }));
    postMessage({ archive });
  } catch (error) {
    postMessage({ failed: error instanceof Error ? error.message : String(error) });
  }
});
