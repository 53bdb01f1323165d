/** Keys' cubic kernel with a = −0.5 (R. Keys, "Cubic convolution interpolation", 1981). */
export function cubic(distance: number): number {
  const t = Math.abs(distance);
  if (t < 1) return 1.5 * t ** 3 - 2.5 * t ** 2 + 1;
  if (t < 2) return -0.5 * t ** 3 + 2.5 * t ** 2 - 4 * t + 2;
  return 0;
}

/**
 * Exact centred bicubic enlargement of planes, the picture that the network's skip connection gives.
 * Output pixel X lies at input position (X + 0.5) / scale − 0.5; beyond the border the last pixel repeats.
 *
 * @param planes `[C, H, W]`
 * @returns `[C, scale·H, scale·W]`
 */
export function enlargeBicubic(
  planes: Float32Array,
  channels: number,
  height: number,
  width: number,
  scale: number,
): Float32Array {
  const rows = resample(planes, channels * height, width, scale);
  const out = new Float32Array(channels * height * scale * width * scale);
  for (let c = 0; c < channels; c++)
    for (let x = 0; x < width * scale; x++) {
      const column = Float32Array.from(
        { length: height },
        (_, y) => rows[(c * height + y) * width * scale + x],
      );
      const tall = resample(column, 1, height, scale);
      for (let y = 0; y < tall.length; y++) out[(c * height * scale + y) * width * scale + x] = tall[y];
    }
  return out;
}

/** Enlarge each of `lines` rows of `length` samples. */
function resample(data: Float32Array, lines: number, length: number, scale: number): Float32Array {
  const out = new Float32Array(lines * length * scale);
  for (let line = 0; line < lines; line++)
    for (let x = 0; x < length * scale; x++) {
      const centre = (x + 0.5) / scale - 0.5;
      const base = Math.floor(centre);
      let sum = 0;
      for (let tap = base - 1; tap <= base + 2; tap++) {
        const clamped = Math.min(Math.max(tap, 0), length - 1);
        sum += cubic(centre - tap) * data[line * length + clamped];
      }
      out[line * length * scale + x] = sum;
    }
  return out;
}
