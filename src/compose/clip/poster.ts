import { encode } from '../../engine/encode/encode.js';
import { createCanvas } from '../canvas.js';
import type { DrawingRoom } from './draw.js';
import { framePixels } from './frame-pixels.js';
import type { FrameTask } from './scene.js';

/** A frame that is to be a still. */
export interface JpegTask extends Omit<FrameTask, 'out'> {
  /** IPTC digital source type; absent writes none. */
  digitalSourceType?: string | undefined;
}

/** A frame as a JPEG, from its own pixels rather than from the video's. */
export async function posterJpeg(
  { digitalSourceType, ...task }: JpegTask,
  rooms: DrawingRoom,
): Promise<Uint8Array> {
  const canvas = await createCanvas(task, 3);
  const rgb = framePixels(task, rooms);
  for (let i = 0; i < rgb.length; i++) canvas.samples[i] = Math.min(255, Math.max(0, Math.round(rgb[i])));
  return encode(canvas.tiff, {
    format: 'jpeg',
    pixels: task.width * task.height,
    quality: 92,
    keepIcc: true,
    deep: false,
    exif: {},
    digitalSourceType,
  });
}
