import { type DrawingRoom, drawScene } from './draw.js';
import type { FrameTask } from './scene.js';

/** The RGB of a frame: its scenes, each by its share. @returns `[H, W, 3]`, in the room's memory */
export function framePixels(
  { width, height, parts }: Omit<FrameTask, 'out'>,
  rooms: DrawingRoom,
): Float32Array {
  const frame = { width, height };
  const rgb = rooms.of('frame', width * height * 3);
  const [first, ...rest] = parts;
  drawScene(first.scene, frame, rgb, rooms);
  if (rest.length === 0) return rgb;
  for (let i = 0; i < rgb.length; i++) rgb[i] *= first.share;
  const other = rooms.of('other', width * height * 3);
  for (const { scene, share } of rest) {
    drawScene(scene, frame, other, rooms);
    for (let i = 0; i < rgb.length; i++) rgb[i] += share * other[i];
  }
  return rgb;
}
