import type { Matte } from '../../engine/raster.js';
import { DrawingRoom } from './draw.js';
import { framePixels } from './frame-pixels.js';
import { type Layers, layersOf } from './layers.js';
import { type Leading, type LeadTask, leadingOf } from './led.js';
import { type Plated, type PlateJob, plateOf } from './plate.js';
import { type JpegTask, posterJpeg } from './poster.js';
import type { Plane } from './resample.js';
import type { FrameTask } from './scene.js';
import { toYuv420 } from './yuv.js';

const rooms = new DrawingRoom();

/** Draw a frame into shared memory, as an encoder takes it. */
function frame({ out, ...task }: FrameTask): void {
  toYuv420(framePixels(task, rooms), task, out);
}

/** Everything that clips ask of a pool thread. Samples lie on shared memory. */
export const TASKS = {
  plate: (job: PlateJob): Promise<Plated> => plateOf(job),
  layers: ({ plate, matte }: { plate: Plane; matte: Matte }): Layers | undefined => layersOf(plate, matte),
  leading: (task: LeadTask): Leading | undefined => leadingOf(task, rooms),
  frame,
  poster: (task: JpegTask): Promise<Uint8Array> => posterJpeg(task, rooms),
};
