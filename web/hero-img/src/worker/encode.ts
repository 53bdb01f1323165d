/** Samples `[H, W, 3 or 4]`, 0..255. */
interface Samples {
  width: number;
  height: number;
  channels: 3 | 4;
  samples: Uint8Array;
}

/** A file that loses nothing, for the page to show. */
export function encoded(picture: Samples, colorSpace: PredefinedColorSpace): Promise<Blob> {
  const { width, height } = picture;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { colorSpace });
  if (!context) throw new Error('this browser has no canvas in workers');
  context.putImageData(new ImageData(withAlpha(picture), width, height, { colorSpace }), 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

function withAlpha({ channels, samples }: Samples): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray((samples.length / channels) * 4).fill(255);
  for (let s = 0, d = 0; s < samples.length; s += channels, d += 4)
    for (let c = 0; c < channels; c++) out[d + c] = samples[s + c];
  return out;
}
