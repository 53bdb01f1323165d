import type { Canvas } from './canvas.js';

/** How white a file's background is once decoded: every sample 255 or not. */
export interface Whiteness {
  /** Pixels that were pure white before encoding. */
  pixels: number;
  /** How many of them are pure white after decoding. */
  exact: number;
  /** Lowest sample among them: a codec rings into the white beside an edge. */
  lowest: number;
  /** Lowest sample among those away from edges: in coding blocks that were white altogether. */
  lowestClear: number;
  /** Lowest sample among those on the outermost rows and columns. */
  lowestBorder: number;
}

/**
 * Hold a decoded file against the canvas that it was encoded from.
 *
 * @param decoded `[H, W, 3]`
 * @param block side of the coding blocks, in pixels: within one a codec spreads an edge's error
 */
export function whitenessOf(canvas: Canvas, decoded: Uint8Array, block: number): Whiteness {
  const { width, height, samples, channels } = canvas;
  const across = Math.ceil(width / block);
  const edged = new Uint8Array(across);
  const lowestOf = new Uint8Array(across);
  const result = { pixels: 0, exact: 0, lowest: 255, lowestClear: 255, lowestBorder: 255 };
  for (let top = 0; top < height; top += block) {
    edged.fill(0);
    lowestOf.fill(255);
    for (let y = top; y < Math.min(top + block, height); y++) {
      const outer = y === 0 || y === height - 1;
      let at = y * width * channels;
      let to = y * width * 3;
      for (let x = 0; x < width; x++, at += channels, to += 3) {
        const column = (x / block) | 0;
        if ((samples[at] & samples[at + 1] & samples[at + 2]) !== 255) {
          edged[column] = 1;
          continue;
        }
        result.pixels++;
        if ((decoded[to] & decoded[to + 1] & decoded[to + 2]) === 255) {
          result.exact++;
          continue;
        }
        const lowest = Math.min(decoded[to], decoded[to + 1], decoded[to + 2]);
        if (lowest < lowestOf[column]) lowestOf[column] = lowest;
        if (outer || x === 0 || x === width - 1) result.lowestBorder = Math.min(result.lowestBorder, lowest);
      }
    }
    for (let column = 0; column < across; column++) {
      result.lowest = Math.min(result.lowest, lowestOf[column]);
      if (edged[column] === 0) result.lowestClear = Math.min(result.lowestClear, lowestOf[column]);
    }
  }
  return result;
}
