import type { ThumbMade } from './thumb.worker.js';

/** Pictures that are decoded at the same time: each may take 4 bytes a pixel for a moment. */
const AT_ONCE = 2;

/** Longest side in pixels. */
const SIDE = 240;

interface Wanted {
  file: Blob;
  side: number;
  done(made: ThumbMade): void;
}

const waiting: Wanted[] = [];
const idle: Worker[] = [];
let started = 0;

/**
 * A small copy of a picture, made away from the page's own thread; those who ask wait in turn.
 *
 * @returns without a copy where the browser can't read the picture
 */
export function thumbOf(file: Blob, side = SIDE): Promise<ThumbMade> {
  return new Promise((done) => {
    waiting.push({ file, side, done });
    next();
  });
}

function next(): void {
  const worker = idle.pop() ?? (started < AT_ONCE ? start() : undefined);
  if (!worker) return;
  const wanted = waiting.shift();
  if (!wanted) {
    idle.push(worker);
    return;
  }
  const finish = (made: ThumbMade) => {
    worker.onmessage = null;
    worker.onerror = null;
    idle.push(worker);
    wanted.done(made);
    next();
  };
  worker.onmessage = ({ data }: MessageEvent<ThumbMade>) => finish(data);
  worker.onerror = () => finish({ id: 0 });
  worker.postMessage({ id: 0, file: wanted.file, side: wanted.side });
}

function start(): Worker {
  started += 1;
  return new Worker(new URL('./thumb.worker.ts', import.meta.url), { type: 'module' });
}
