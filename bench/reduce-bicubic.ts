import { cubic } from '#heroshot/engine/network/bicubic.js';

/** An 8-bit RGB picture `[height, width, 3]`. */
export interface RgbPicture {
  width: number;
  height: number;
  data: Uint8Array;
}

/**
 * Reduce by a whole factor with a centred, antialiased bicubic (Keys a = −0.5 stretched by the factor, as Pillow and
 * MATLAB do): how the field makes its test inputs.
 */
export function reduceBicubic(picture: RgbPicture, factor: number): RgbPicture {
  const width = Math.floor(picture.width / factor);
  const height = Math.floor(picture.height / factor);
  const taps = (centre: number, length: number) => {
    const from = Math.max(0, Math.ceil(centre - 2 * factor));
    const to = Math.min(length - 1, Math.floor(centre + 2 * factor));
    const weights = Array.from({ length: to - from + 1 }, (_, i) => cubic((from + i - centre) / factor));
    const sum = weights.reduce((a, b) => a + b, 0);
    return { from, weights: weights.map((w) => w / sum) };
  };
  const narrow = new Float32Array(width * picture.height * 3);
  for (let x = 0; x < width; x++) {
    const { from, weights } = taps((x + 0.5) * factor - 0.5, width * factor);
    for (let y = 0; y < picture.height; y++)
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let k = 0; k < weights.length; k++)
          sum += weights[k] * picture.data[(y * picture.width + from + k) * 3 + c];
        narrow[(y * width + x) * 3 + c] = sum;
      }
  }
  const data = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y++) {
    const { from, weights } = taps((y + 0.5) * factor - 0.5, height * factor);
    for (let i = 0; i < width * 3; i++) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k] * narrow[(from + k) * width * 3 + i];
      data[y * width * 3 + i] = sum;
    }
  }
  return { width, height, data: new Uint8Array(data.buffer) };
}
