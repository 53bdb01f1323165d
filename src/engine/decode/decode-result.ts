import sharp from 'sharp';
import type { SampleView } from '../measure/reduce.js';
import type { Samples } from '../picture.js';

/**
 * The samples of an encoded result as a viewer would decode them, in the result's own RGB space.
 *
 * @param room for the samples; 16-bit samples where `deep`
 */
export async function decodeResult(task: {
  encoded: Uint8Array;
  deep: boolean;
  room: Samples;
}): Promise<SampleView> {
  const { encoded, deep, room } = task;
  const { data, info } = await sharp(encoded, { limitInputPixels: false, ignoreIcc: true })
    .toColourspace(deep ? 'rgb16' : 'srgb')
    .raw({ depth: deep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const samples = room.subarray(0, info.width * info.height * info.channels);
  samples.set(deep ? new Uint16Array(data.buffer, data.byteOffset, data.byteLength / 2) : data);
  return { width: info.width, height: info.height, channels: info.channels, samples };
}
