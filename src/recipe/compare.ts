import sharp from 'sharp';
import { colourSpace } from '../engine/colour/space.js';
import { type Fidelity, fidelityOf, tallyRows } from '../engine/measure/fidelity.js';
import type { SampleView } from '../engine/measure/reduce.js';

/** Two files, the second made of the first by somebody else. */
export interface CompareTask {
  before: Uint8Array;
  after: Uint8Array;
}

/**
 * How faithful a picture is to what it was made of, where it is as large or a whole number of times as large. Both have been
 * decoded within the limits by then.
 *
 * @returns `undefined` for any other size
 */
export async function compare({ before, after }: CompareTask): Promise<Fidelity | undefined> {
  const [one, other] = [await sizeOf(before), await sizeOf(after)];
  const scale = other.width / one.width;
  if (!Number.isInteger(scale) || scale > 4 || other.height !== one.height * scale) return undefined;
  const [input, output] = [await samplesOf(before), await samplesOf(after)];
  return fidelityOf([tallyRows(input, output, scale, colourSpace(undefined), 0, input.height)]);
}

const open = (bytes: Uint8Array) => sharp(bytes, { limitInputPixels: false }).autoOrient();

async function sizeOf(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  const { autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata();
  return autoOrient;
}

async function samplesOf(bytes: Uint8Array): Promise<SampleView> {
  const { data, info } = await open(bytes)
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels >= 3) return { width, height, channels, samples: data };
  const samples = new Uint8Array(width * height * 3);
  for (let i = 0; i < samples.length; i++) samples[i] = data[Math.floor(i / 3) * channels];
  return { width, height, channels: 3, samples };
}
