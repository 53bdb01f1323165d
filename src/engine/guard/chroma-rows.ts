import { toCb, toCr } from './chroma.js';
import { fieldRow } from './field.js';
import type { Guard } from './finish.js';
import { CELL } from './grid.js';

/**
 * The input's fine chroma that comes back, row by row of the result.
 *
 * @returns a function that adds the correction of output row `y` to `errors` (`[width, 3]`, encoded 0..1)
 */
export function chromaRows(guard: Guard, scale: number): (y: number, errors: Float32Array) => void {
  const { width, height } = guard.source;
  const cache = new Map<number, Float32Array>();
  const inputRow = (y: number) => {
    let row = cache.get(y);
    if (!row) {
      if (cache.size > 2) cache.clear();
      row = chromaErrors(guard, y);
      cache.set(y, row);
    }
    return row;
  };
  return (y, errors) => {
    const position = Math.min(Math.max((y + 0.5) / scale - 0.5, 0), height - 1);
    const top = Math.floor(position);
    const down = position - top;
    const a = inputRow(top);
    const b = inputRow(Math.min(top + 1, height - 1));
    for (let x = 0, e = 0; x < width * scale; x++, e += 3) {
      const at = Math.min(Math.max((x + 0.5) / scale - 0.5, 0), width - 1);
      const left = Math.floor(at);
      const along = at - left;
      const l = left * 2;
      const r = Math.min(left + 1, width - 1) * 2;
      const cb = mix(mix(a[l], a[r], along), mix(b[l], b[r], along), down);
      const cr = mix(mix(a[l + 1], a[r + 1], along), mix(b[l + 1], b[r + 1], along), down);
      errors[e] += 1.402 * cr;
      errors[e + 1] -= 0.344136 * cb + 0.714136 * cr;
      errors[e + 2] += 1.772 * cb;
    }
  };
}

const mix = (a: number, b: number, part: number) => a + (b - a) * part;

/** Cb and Cr that the guarded result still lacks in one input row, times the share that comes back: `[width, 2]`. */
function chromaErrors({ source, reduced, field, chromaShare }: Guard, y: number): Float32Array {
  const { width, channels, samples } = source;
  const unit = source.depth === 8 ? 1 / 255 : 1 / 65535;
  const held = new Float32Array(field.columns * 3);
  fieldRow(field, y + 0.5, held);
  const out = new Float32Array(width * 2);
  for (let x = 0, s = y * width * channels, r = y * width * 3; x < width; x++, s += channels, r += 3) {
    const f = Math.min(field.columns - 1, Math.floor(x / CELL)) * 3;
    const visible = channels === 4 ? samples[s + 3] * unit : 1;
    const red = samples[s] * unit - reduced[r] / 65535 - held[f];
    const green = samples[s + 1] * unit - reduced[r + 1] / 65535 - held[f + 1];
    const blue = samples[s + 2] * unit - reduced[r + 2] / 65535 - held[f + 2];
    out[x * 2] = toCb(red, green, blue) * chromaShare * visible;
    out[x * 2 + 1] = toCr(red, green, blue) * chromaShare * visible;
  }
  return out;
}
