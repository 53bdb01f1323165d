import sharp from 'sharp';
import type { RecipeReport } from '../../../recipe/report.js';
import type { PageEntry } from '../entry.js';

/** A report of a picture that was enlarged 4×, with every optional part. */
export function exampleReport(changes: Partial<RecipeReport> = {}): RecipeReport {
  return {
    version: 1,
    recipe: 'enhance',
    verdict: 'pass',
    reasons: [],
    outputs: [],
    input: {
      format: 'jpeg',
      bytes: 48_400,
      width: 30,
      height: 40,
      depth: 8,
      alpha: false,
      grey: false,
      colour: 'sRGB',
      jpegQuality: 75,
    },
    output: {
      format: 'jpeg',
      bytes: 612_000,
      width: 120,
      height: 160,
      depth: 8,
      alpha: false,
      colour: 'sRGB',
      density: 300,
    },
    scale: 4,
    network: { model: 'standard-x4', device: 'cpu', precision: 'float32', tiles: 2 },
    condition: {
      compression: 0.25,
      noise: 0.08,
      blur: 0,
      restore: 'auto',
      sharpen: 0.3,
      measured: { jpegQuality: 75, seen: { compression: 0.2, noise: 0.08, blur: 0.02 } },
    },
    guard: { meanCorrection: 0.001, maxCorrection: 0.02, held: { chroma: 0.1, luma: 0 } },
    fidelity: {
      deltaE00: { mean: 0.31, p95: 0.92, max: 4.14 },
      regionDeltaE00: { mean: 0.05, p99: 0.4, max: 1.2 },
      consistencyPsnr: 38.24,
      flatAreas: { share: 0.41, kept: 0.998 },
      verdict: 'pass',
      reasons: [],
    },
    advice: [{ code: 'tiny', text: '40 px: very little to work from.' }],
    notes: ['only the first frame was used'],
    timings: {
      decode: 4,
      condition: 12,
      network: 1400,
      tiles: 90,
      guard: 60,
      encode: 30,
      measure: 85,
      total: 1300,
    },
    ...changes,
  };
}

/** An entry of a picture that was done, with real bytes. */
export async function exampleEntry(changes: Partial<PageEntry> = {}): Promise<PageEntry> {
  const picture = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#c83c32' } })
      .jpeg()
      .toBuffer();
  const [before, after] = await Promise.all([picture(30, 40), picture(120, 160)]);
  const report = exampleReport();
  return {
    name: 'bag.jpg',
    source: 'photos/bag.jpg',
    status: 'done',
    file: 'bag.jpg',
    before,
    after,
    report,
    ...changes,
  };
}

/** An entry of a picture that failed. */
export function failedEntry(changes: Partial<PageEntry> = {}): PageEntry {
  const error = { code: 'corrupt_image', message: 'cut.jpg ends early', hint: 'Ask for the file again.' };
  return { name: 'cut.jpg', source: 'photos/cut.jpg', status: 'failed', error, ...changes };
}
