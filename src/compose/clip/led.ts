import type { Size } from '../../engine/raster.js';
import { type DrawingRoom, drawScene } from './draw.js';
import { type Flow, flowAt, opticalFlow } from './flow.js';
import { type Luma, lumaOf, sampled } from './luma.js';
import type { Scene } from './scene.js';

/** How two stills are led into each other: where each pixel of one is in the other, both ways. */
export interface Leading {
  forward: Flow;
  backward: Flow;
}

/** Longest side at which the way is looked for. */
const SIDE = 224;

/** The flow must explain this much of the difference between two stills, or they are no views of one thing. */
const EXPLAINED = 0.45;

/** Two stills that are to be led into each other, as their transition sees them in its middle. */
export interface LeadTask extends Size {
  from: Scene;
  to: Scene;
}

/** @returns `undefined` where the two are too different: following a flow that is none would smear them */
export function leadingOf({ from, to, width, height }: LeadTask, rooms: DrawingRoom): Leading | undefined {
  const scale = SIDE / Math.max(width, height);
  const small = { width: Math.round(width * scale), height: Math.round(height * scale) };
  const luma = (scene: Scene): Luma => {
    const rgb = rooms.of('small', small.width * small.height * 3);
    drawScene(scene, small, rgb, rooms);
    return lumaOf(rgb, small);
  };
  const [a, b] = [luma(from), luma(to)];
  const forward = opticalFlow(a, b);
  const backward = opticalFlow(b, a);
  const explained = Math.min(explains(a, b, forward), explains(b, a, backward));
  return explained >= EXPLAINED ? { forward, backward } : undefined;
}

/** The share of the difference between two pictures that a flow takes away; 1 where there is none. */
function explains(a: Luma, b: Luma, { vectors }: Flow): number {
  let [before, after] = [0, 0];
  for (let y = 0, i = 0; y < a.height; y++)
    for (let x = 0; x < a.width; x++, i++) {
      before += Math.abs(b.values[i] - a.values[i]);
      after += Math.abs(sampled(b, x + vectors[2 * i], y + vectors[2 * i + 1]) - a.values[i]);
    }
  return before < 0.5 * a.values.length ? 1 : 1 - after / before;
}

/**
 * Add a frame `[H, W, 3]` to `out`, times `add`, read where a share of the flow leads: pixel `x` shows `source(x − share · flow(x))`. Keys' cubic.
 */
export function led(
  source: Float32Array,
  frame: Size,
  flow: Flow,
  share: number,
  add: number,
  out: Float32Array,
): void {
  const { width, height } = frame;
  const [across, down] = [width / flow.width, height / flow.height];
  const [wx, wy] = [new Float32Array(4), new Float32Array(4)];
  for (let y = 0, o = 0; y < height; y++)
    for (let x = 0; x < width; x++, o += 3) {
      const [u, v] = flowAt(flow, (x + 0.5) / across - 0.5, (y + 0.5) / down - 0.5);
      const px = Math.min(width - 1, Math.max(0, x - share * u * across));
      const py = Math.min(height - 1, Math.max(0, y - share * v * down));
      const [i, j] = [Math.floor(px), Math.floor(py)];
      weightsAt(px - i, wx);
      weightsAt(py - j, wy);
      let [r, g, b] = [0, 0, 0];
      for (let k = 0; k < 4; k++) {
        const row = Math.min(height - 1, Math.max(0, j + k - 1)) * width;
        for (let n = 0; n < 4; n++) {
          const weight = wy[k] * wx[n];
          const at = (row + Math.min(width - 1, Math.max(0, i + n - 1))) * 3;
          r += weight * source[at];
          g += weight * source[at + 1];
          b += weight * source[at + 2];
        }
      }
      out[o] += add * r;
      out[o + 1] += add * g;
      out[o + 2] += add * b;
    }
}

/** Keys' cubic (a = −0.5) around a fraction. */
function weightsAt(t: number, weights: Float32Array): void {
  weights[0] = ((-0.5 * t + 1) * t - 0.5) * t;
  weights[1] = (1.5 * t - 2.5) * t * t + 1;
  weights[2] = ((-1.5 * t + 2) * t + 0.5) * t;
  weights[3] = (0.5 * t - 0.5) * t * t;
}
