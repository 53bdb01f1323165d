import type { Size } from '../../engine/raster.js';
import { resample } from './resample.js';
import type { DeepScene, Ground, Scene } from './scene.js';
import { inFrame } from './view.js';

/** How far a row of the background moves with the subject that stands on it: all below its foot, none far above. */
function shiftOf({ near, far, sway }: Ground): ((row: number) => number) | undefined {
  if (sway === 0) return undefined;
  return (row) => {
    const t = Math.min(1, Math.max(0, (row - far) / Math.max(1, near - far)));
    return sway * t * t * (3 - 2 * t);
  };
}

/** Lay the subject's layer over a frame that shows its background. */
function laySubject(
  { subject, origin, subjectView: view }: DeepScene,
  frame: Size,
  rgb: Float32Array,
  room: Float32Array,
): void {
  const own = { ...view, left: view.left - origin.left, top: view.top - origin.top };
  const start = inFrame(own, frame, 0, 0);
  const end = inFrame(own, frame, subject.width - 1, subject.height - 1);
  const left = Math.max(0, Math.floor(start.x));
  const top = Math.max(0, Math.floor(start.y));
  const width = Math.min(frame.width, Math.ceil(end.x) + 1) - left;
  const height = Math.min(frame.height, Math.ceil(end.y) + 1) - top;
  if (width <= 0 || height <= 0) return;
  const layer = room.subarray(0, width * height * 4);
  resample(subject, own, frame, { left, top, width, height }, layer);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0, o = ((top + y) * frame.width + left) * 3; x < width; x++, i += 4, o += 3) {
      // The kernel overshoots at edges; coverage doesn't.
      const alpha = Math.min(255, Math.max(0, layer[i + 3]));
      if (alpha === 0) continue;
      const rest = 1 - alpha / 255;
      for (let c = 0; c < 3; c++) rgb[o + c] = Math.min(alpha, Math.max(0, layer[i + c])) + rest * rgb[o + c];
    }
}

/** Memory of a thread that draws frames; it grows to the largest frame. */
export class DrawingRoom {
  private rooms = new Map<string, Float32Array>();

  of(name: string, length: number): Float32Array {
    let room = this.rooms.get(name);
    if (!room || room.length < length) {
      room = new Float32Array(length);
      this.rooms.set(name, room);
    }
    return room.subarray(0, length);
  }
}

/**
 * Draw what is seen of one still.
 *
 * @param rgb `[H, W, 3]`, 0..255; overshoot of the kernel is left in
 */
export function drawScene(scene: Scene, frame: Size, rgb: Float32Array, rooms: DrawingRoom): void {
  const whole = { left: 0, top: 0, width: frame.width, height: frame.height };
  if (scene.kind === 'flat') {
    resample(scene.plate, scene.view, frame, whole, rgb);
    return;
  }
  resample(scene.background, scene.view, frame, whole, rgb, shiftOf(scene.ground));
  laySubject(scene, frame, rgb, rooms.of('layer', frame.width * frame.height * 4));
}
