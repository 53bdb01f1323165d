import { type DrawingRoom, drawScene } from './draw.js';
import { led } from './led.js';
import type { FrameTask } from './scene.js';

/** The RGB of a frame: its scenes, each by its share. @returns `[H, W, 3]`, in the room's memory */
export function framePixels(
  { width, height, parts, leading }: Omit<FrameTask, 'out'>,
  rooms: DrawingRoom,
): Float32Array {
  const frame = { width, height };
  const rgb = rooms.of('frame', width * height * 3);
  const [first, second] = parts;
  if (!second) {
    drawScene(first.scene, frame, rgb, rooms);
    return rgb;
  }
  const other = rooms.of('other', width * height * 3);
  if (leading) {
    rgb.fill(0);
    drawScene(first.scene, frame, other, rooms);
    led(other, frame, leading.forward, second.share, first.share, rgb);
    drawScene(second.scene, frame, other, rooms);
    led(other, frame, leading.backward, first.share, second.share, rgb);
    return rgb;
  }
  drawScene(first.scene, frame, rgb, rooms);
  drawScene(second.scene, frame, other, rooms);
  for (let i = 0; i < rgb.length; i++) rgb[i] = first.share * rgb[i] + second.share * other[i];
  return rgb;
}
