import { borderKind, type PlainBorder } from '../../../src/compose/border-kind.js';
import { subjectBox } from '../../../src/compose/subject-box.js';
import type { Box } from '../../../src/engine/raster.js';
import { cutMask } from './cut-mask.js';

/** What a look at a picture found; sizes and boxes are in its own pixels. */
export interface Seen {
  width: number;
  height: number;
  /** It has transparent pixels. */
  alpha: boolean;
  /** What differs from a plain backdrop; none where there is no such backdrop. */
  subject?: Box;
  border?: PlainBorder;
  /** The subject's outline for a preview, as a picture whose alpha shows it. */
  mask?: Blob;
}

/** Longest side of the copy that is looked at; as the service's own. */
const SIDE = 256;
const LEAST = 16;

async function look(file: Blob): Promise<Seen> {
  const bitmap = await createImageBitmap(file);
  try {
    const { width: fullWidth, height: fullHeight } = bitmap;
    const factor = Math.max(1, Math.max(fullWidth, fullHeight) / SIDE);
    const [width, height] = [Math.round(fullWidth / factor), Math.round(fullHeight / factor)];
    const plain = { width: fullWidth, height: fullHeight, alpha: false };
    const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context || width < LEAST || height < LEAST) return plain;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    const samples = new Uint8Array(width * height * 3);
    let clear = 0;
    for (let pixel = 0; pixel < width * height; pixel++) {
      const alpha = data[pixel * 4 + 3] ?? 255;
      if (alpha < 128) clear += 1;
      for (let c = 0; c < 3; c++)
        samples[pixel * 3 + c] = 255 + (((data[pixel * 4 + c] ?? 255) - 255) * alpha) / 255;
    }
    const subject = subjectBox(samples, width, height, plain);
    const border = borderKind(samples, width, height);
    if (clear > 0)
      return { ...plain, alpha: true, ...(subject ? { subject } : {}), ...(border ? { border } : {}) };
    if (!subject) return { ...plain, ...(border ? { border } : {}) };
    const mask = cutMask(samples, width, height);
    const drawn = context.createImageData(width, height);
    for (const [pixel, value] of mask.entries()) drawn.data[pixel * 4 + 3] = value;
    context.putImageData(drawn, 0, 0);
    return { ...plain, subject, ...(border ? { border } : {}), mask: await canvas.convertToBlob() };
  } finally {
    bitmap.close();
  }
}

addEventListener('message', async ({ data }: MessageEvent<Blob>) => {
  try {
    postMessage(await look(data));
  } catch {
    // The browser can't read it; the service may.
    postMessage(undefined);
  }
});
