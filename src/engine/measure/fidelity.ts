import type { ColourSpace } from '../colour/rgb-space.js';
import { deltaE2000 } from './delta-e.js';
import { Histogram } from './histogram.js';
import { toLab } from './lab.js';
import { reducedRows, type SampleView } from './reduce.js';
import { meanColour, REGION, stayedFlat, wasFlat } from './regions.js';

/** How faithful an encoded result is to its input; the numbers of the report. */
export interface Fidelity {
  /** CIEDE2000 between input pixels and the result reduced to input size. */
  deltaE00: { mean: number; p95: number; max: number };
  /** CIEDE2000 between the mean colours of 8×8-pixel regions: colour that moved, without the noise that was removed. */
  regionDeltaE00: { mean: number; p99: number; max: number };
  /** PSNR in dB between the input and the result reduced to input size (RGB, encoded values); 99 where they are equal. */
  consistencyPsnr: number;
  /** Regions that were flat in the input: their share of the picture, and the share of them that stayed flat. */
  flatAreas: { share: number; kept: number };
}

/** What one band of rows contributes to {@link Fidelity}; plain data that crosses threads. */
export interface Tally {
  pixels: Pick<Histogram, 'counts' | 'sum' | 'count' | 'max'>;
  regions: Pick<Histogram, 'counts' | 'sum' | 'count' | 'max'>;
  squares: number;
  flat: number;
  kept: number;
}

/**
 * Compare rows of a result with its input, 8 input rows at a time, so that memory does not grow with the picture.
 *
 * @param output the *encoded* result, decoded again; sides `scale` times the input's
 * @param from first input row, a multiple of 8; `to` is the row after the last
 */
export function tallyRows(
  input: SampleView,
  output: SampleView,
  scale: number,
  space: ColourSpace,
  from: number,
  to: number,
): Tally {
  const { width } = input;
  const before = new Float32Array(width * REGION * 3);
  const after = new Float32Array(width * REGION * 3);
  const pixels = new Histogram();
  const regions = new Histogram();
  const lab = new Float32Array(6);
  let squares = 0;
  let flat = 0;
  let kept = 0;
  const difference = (r1: number, g1: number, b1: number, r2: number, g2: number, b2: number) => {
    toLab(space, (r1 + 0.5) | 0, (g1 + 0.5) | 0, (b1 + 0.5) | 0, lab, 0);
    toLab(space, (r2 + 0.5) | 0, (g2 + 0.5) | 0, (b2 + 0.5) | 0, lab, 3);
    return deltaE2000(lab[0], lab[1], lab[2], lab[3], lab[4], lab[5]);
  };
  for (let row = from; row < to; row += REGION) {
    const rows = Math.min(REGION, to - row);
    reducedRows(input, 1, row, rows, before);
    reducedRows(output, scale, row, rows, after);
    for (let i = 0; i < rows * width * 3; i += 3) {
      const [r1, g1, b1] = [before[i], before[i + 1], before[i + 2]];
      const [r2, g2, b2] = [after[i], after[i + 1], after[i + 2]];
      const square = (r1 - r2) ** 2 + (g1 - g2) ** 2 + (b1 - b2) ** 2;
      squares += square;
      pixels.add(square < 4 ? 0 : difference(r1, g1, b1, r2, g2, b2));
    }
    for (let left = 0; left < width; left += REGION) {
      const area = { left, width: Math.min(REGION, width - left), rows, stride: width };
      regions.add(difference(...meanColour(before, area), ...meanColour(after, area)));
      if (!wasFlat(before, area)) continue;
      flat++;
      if (stayedFlat(output, scale, row, area)) kept++;
    }
  }
  const plain = ({ counts, sum, count, max }: Histogram) => ({ counts, sum, count, max });
  return { pixels: plain(pixels), regions: plain(regions), squares, flat, kept };
}

/** Fidelity of the whole picture from the tallies of its bands. */
export function fidelityOf(tallies: Tally[]): Fidelity {
  const pixels = new Histogram();
  const regions = new Histogram();
  const total = { squares: 0, flat: 0, kept: 0 };
  for (const tally of tallies) {
    pixels.merge(tally.pixels);
    regions.merge(tally.regions);
    total.squares += tally.squares;
    total.flat += tally.flat;
    total.kept += tally.kept;
  }
  const mse = total.squares / (pixels.count * 3 * 65535 ** 2);
  return {
    deltaE00: { mean: pixels.mean, p95: pixels.percentile(0.95), max: pixels.max },
    regionDeltaE00: { mean: regions.mean, p99: regions.percentile(0.99), max: regions.max },
    consistencyPsnr: mse > 0 ? Math.min(99, -10 * Math.log10(mse)) : 99,
    flatAreas: { share: total.flat / regions.count, kept: total.flat ? total.kept / total.flat : 1 },
  };
}
