import { hash, noise } from './noise.js';

/** What `yarn` found at a point of the cloth. */
export interface Yarn {
  /** Height over the cloth's middle, in shares of the pitch, about -0.6 to 1. */
  height: number;
  /** True where the lengthwise thread lies on top. */
  warp: boolean;
  /** Brightness of this thread at this place, about 0.8 to 1.2. */
  tone: number;
}

function thread(across: number, along: number, number: number, bend: number, seed: number): [number, number] {
  // Spun yarn is never even: its thickness and its place wander along its length.
  const drift = 0.16 * (noise(along * 0.21, number * 9.7, seed) - 0.5);
  const girth = 0.86 + 0.2 * noise(along * 0.34, number * 5.3, seed + 1);
  const c = (2 * (across - drift) - 1) / girth;
  // Flatter than a circle, since threads in cloth are pressed.
  const round = Math.max(0, 1 - c * c) ** 0.75;
  const ply = Math.sin(6.283 * (along * 2.1 + c * 0.75 + hash(number, 0, seed)));
  const height = round * (0.62 + 0.05 * ply) + bend * 0.42 - 0.3;
  const fibre = noise(along * 7 + c * 3, number * 3 + c * 5, seed + 2);
  const tone = (0.86 + 0.24 * hash(number, 1, seed)) * (0.93 + 0.07 * ply + 0.3 * (fibre - 0.5));
  return [round > 0.05 ? height : -0.75, tone];
}

/**
 * A two-and-two twill with one thread a unit, at u across and v along the warp; writes into `found`.
 * `reverse` shows the other side of the same cloth.
 */
export function yarn(u: number, v: number, reverse: boolean, found: Yarn): void {
  const i = Math.floor(u);
  const j = Math.floor(v);
  const fu = u - i;
  const fv = v - j;
  const phase = (i - j) & 3;
  // Over two threads, then under two: half a sine wave each.
  const warpAt = (1 - phase + 4) % 4;
  const flip = reverse ? -1 : 1;
  const warpBend = flip * Math.sin(((warpAt + fv) * Math.PI) / 2);
  const weftBend = flip * Math.sin((((phase + 2) % 4) + fu) * (Math.PI / 2));
  const [warpHeight, warpTone] = thread(fu, v, i, warpBend, 21);
  const [weftHeight, weftTone] = thread(fv, u, j, weftBend, 41);
  found.warp = warpHeight >= weftHeight;
  found.height = found.warp ? warpHeight : weftHeight;
  found.tone = found.warp ? warpTone : weftTone;
}
