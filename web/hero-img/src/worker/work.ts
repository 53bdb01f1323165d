import type { Answer, Ask, Measured } from '../messages.js';
import { opened } from './decode.js';
import { encoded } from './encode.js';
import { conditionOf, enlarged } from './enlarge.js';
import { fileFacts } from './file-facts.js';
import { loadNetworks, type Networks } from './networks.js';
import { NotHere } from './runtime.js';

/** Most input pixels that are enhanced in a browser; the result's memory grows with them. */
const MOST_PIXELS = 2_000_000;

/** Share of the pixels that the screen shows from which a picture has enough of them. */
const ENOUGH = 0.9;

let networks: Promise<Networks> | undefined;

/** Loaded once for all pictures; a failure is not remembered, nor what was only not here. */
function networksFor(ask: Ask): Promise<Networks> {
  if (networks) return networks;
  const loading = loadNetworks(ask);
  networks = loading;
  loading.catch(() => {
    networks = undefined;
  });
  return loading;
}

/**
 * Make what a picture becomes. Never rejects.
 *
 * @param next is called now and then, and throws where nobody wants the picture any more
 */
export async function worked(ask: Ask, next: () => Promise<void>): Promise<Answer> {
  const { id } = ask;
  let measured: Measured | undefined;
  try {
    const began = performance.now();
    const blob = await fetchedPicture(ask.url);
    const facts = await fileFacts(new Uint8Array(await blob.arrayBuffer()));
    if (!facts) return { id, plain: 'unsupported' };
    const picture = await opened(blob, facts);
    try {
      const pixels = picture.width * picture.height;
      if (picture.width >= ENOUGH * ask.across) return { id, plain: 'enough' };
      if (pixels > MOST_PIXELS) return { id, plain: 'large' };
      const decoded = performance.now();
      const loaded = await networksFor(ask);
      measured = loaded.measured;
      if ((measured.pace * pixels) / 1e6 > ask.patience) return { id, plain: 'slow', measured };
      const started = performance.now();
      await next();
      const samples = picture.read();
      const condition = ask.condition ?? (await conditionOf(samples.source, facts.jpegQuality, loaded));
      const result = await enlarged(samples, condition, loaded, next);
      const done = performance.now();
      const file = await encoded(result, samples.colorSpace);
      const timings = {
        decode: decoded - began,
        start: started - decoded,
        enhance: done - started,
        encode: performance.now() - done,
      };
      const { width, height } = result;
      return { id, measured, enhanced: { blob: file, width, height, condition, timings } };
    } finally {
      picture.close();
    }
  } catch (error) {
    if (error instanceof NotHere) return { id, plain: 'constrained' };
    return { id, plain: 'failed', message: String((error as Error)?.message ?? error), measured };
  }
}

/** The browser has it: it shows it. */
async function fetchedPicture(url: string): Promise<Blob> {
  const answer = await fetch(url, { cache: 'force-cache' });
  if (!answer.ok) throw new Error(`the picture answers ${answer.status}`);
  return answer.blob();
}
