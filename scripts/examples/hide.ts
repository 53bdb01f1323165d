import { type Cell, cells, fractal, noise } from './noise.js';
import { ramp } from './shade.js';

const found: Cell = { first: 0, second: 0, tag: 0 };

/** Height of leather grain in pixels, about -4 to 4: pebbles of two sizes, creases between them, pores. */
export function grain(x: number, y: number, seed: number): number {
  // Bending the plane first turns straight cell borders into the crooked ones of skin.
  const bx = x + 14 * noise(x / 22, y / 22, seed) + 60 * noise(x / 240, y / 240, seed + 1);
  const by = y + 14 * noise(x / 22, y / 22, seed + 2) + 60 * noise(x / 240, y / 240, seed + 3);
  const size = 27 + 7 * noise(x / 420, y / 420, seed + 4);
  cells(bx / size, by / (size * 0.86), seed + 5, found);
  const pebble = ramp(0, 0.42, found.second - found.first) * (2.6 + 1.8 * found.tag) - 0.9 * found.first;
  cells(bx / (size * 0.42), by / (size * 0.42), seed + 6, found);
  const fine = ramp(0, 0.4, found.second - found.first) * 0.8;
  const pore = found.tag > 0.93 ? -1.6 * ramp(0.3, 0.05, found.first) : 0;
  return (pebble + fine + pore) * 0.95 + 0.7 * fractal(x / 5, y / 5, seed + 7, 2);
}
