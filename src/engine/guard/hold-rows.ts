import { fieldRow } from './field.js';
import { CELL } from './grid.js';
import type { Guard } from './guard.js';
import { lumaOf } from './hold.js';

/**
 * The input's fine structure that comes back, row by row of the result.
 *
 * @returns a function that adds the correction of output row `y` to `errors` (`[width, channels]`, 16-bit tones)
 */
export function holdRows(guard: Guard, scale: number): (y: number, errors: Float32Array) => void {
  const { width, height, channels } = guard.source;
  const cache = new Map<number, Float32Array>();
  const inputRow = (y: number) => {
    let row = cache.get(y);
    if (!row) {
      if (cache.size > 2) cache.clear();
      row = missing(guard, y);
      cache.set(y, row);
    }
    return row;
  };
  const between = new Float32Array(width * 3);
  // The same places between two input pixels repeat in every pixel.
  const places = Array.from({ length: scale }, (_, k) => (k + 0.5) / scale - 0.5);
  return (y, errors) => {
    const position = Math.min(Math.max((y + 0.5) / scale - 0.5, 0), height - 1);
    const top = Math.floor(position);
    const down = position - top;
    const a = inputRow(top);
    const b = inputRow(Math.min(top + 1, height - 1));
    for (let i = 0; i < between.length; i++) between[i] = (a[i] + (b[i] - a[i]) * down) * 65535;
    for (const [k, place] of places.entries()) {
      const part = Math.abs(place);
      const side = place < 0 ? -3 : 3;
      for (let x = 0, here = 0, e = k * channels; x < width; x++, here += 3, e += scale * channels) {
        const beside = Math.min(Math.max(here + side, 0), (width - 1) * 3);
        errors[e] += between[here] + (between[beside] - between[here]) * part;
        errors[e + 1] += between[here + 1] + (between[beside + 1] - between[here + 1]) * part;
        errors[e + 2] += between[here + 2] + (between[beside + 2] - between[here + 2]) * part;
      }
    }
  };
}

/** What the guarded result still lacks in one input row, times the shares that come back: `[width, 3]`. */
function missing({ source, reduced, field, held }: Guard, y: number): Float32Array {
  const { width, channels, samples } = source;
  const unit = source.depth === 8 ? 1 / 255 : 1 / 65535;
  const row = new Float32Array(field.columns * 3);
  fieldRow(field, y + 0.5, row);
  const out = new Float32Array(width * 3);
  for (let x = 0, s = y * width * channels, r = y * width * 3; x < width; x++, s += channels, r += 3) {
    const f = Math.min(field.columns - 1, Math.floor(x / CELL)) * 3;
    const visible = channels === 4 ? samples[s + 3] * unit : 1;
    const red = samples[s] * unit - reduced[r] / 65535 - row[f];
    const green = samples[s + 1] * unit - reduced[r + 1] / 65535 - row[f + 1];
    const blue = samples[s + 2] * unit - reduced[r + 2] / 65535 - row[f + 2];
    const grey = (held.luma - held.chroma) * lumaOf(red, green, blue);
    out[x * 3] = (held.chroma * red + grey) * visible;
    out[x * 3 + 1] = (held.chroma * green + grey) * visible;
    out[x * 3 + 2] = (held.chroma * blue + grey) * visible;
  }
  return out;
}
