/** A backdrop as the picture's border tells it. */
export interface Backdrop {
  /** Its colour behind every pixel, `[H, W, 3]`: a light falls off evenly across it. */
  colours: Float32Array;
  /** Typical distance of the border from it, 0..255. */
  spread: number;
  /** Share of the border that is clearly something else, 0..1. */
  unlike: number;
}

/** Border pixels further from the plane than this are left out of the second fit. */
const OUTLIER = 24;

/** Width of the border ring as a share of the shorter side. */
const RING = 0.03;

type Plane = [number, number, number];

/** Solve a symmetric 3×3 system by Cramer's rule; a flat plane where it has no one solution. */
function solve(m: number[], v: number[]): Plane {
  const det = (
    a: number,
    b: number,
    c: number,
    d: number,
    e: number,
    f: number,
    g: number,
    h: number,
    i: number,
  ) => a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const [a, b, c, , d, e, , , f] = m;
  const whole = det(a, b, c, b, d, e, c, e, f);
  if (Math.abs(whole) < 1e-6) return [v[0] / Math.max(1, a), 0, 0];
  return [
    det(v[0], b, c, v[1], d, e, v[2], e, f) / whole,
    det(a, v[0], c, b, v[1], e, c, v[2], f) / whole,
    det(a, b, v[0], b, d, v[1], c, e, v[2]) / whole,
  ];
}

/** Least-squares plane `a + b·x + c·y` through the chosen pixels of one channel; x and y are −1..1. */
function fitPlane(
  samples: Uint8Array,
  channel: number,
  at: { pixels: number[]; x: number[]; y: number[] },
): Plane {
  const [m, v] = [new Array(9).fill(0), [0, 0, 0]];
  for (const [i, pixel] of at.pixels.entries()) {
    const basis = [1, at.x[i], at.y[i]];
    for (let r = 0; r < 3; r++) {
      v[r] += basis[r] * samples[pixel * 3 + channel];
      for (let c = r; c < 3; c++) m[r * 3 + c] += basis[r] * basis[c];
    }
  }
  return solve([m[0], m[1], m[2], m[1], m[4], m[5], m[2], m[5], m[8]], v);
}

/** Fit an even backdrop to the border of a picture `[H, W, 3]`, robustly: twice, the second time without what differs. */
export function planeAround(samples: Uint8Array, width: number, height: number): Backdrop {
  const ring = Math.max(2, Math.round(Math.min(width, height) * RING));
  const scaleX = (x: number) => (2 * x) / (width - 1) - 1;
  const scaleY = (y: number) => (2 * y) / (height - 1) - 1;
  let at = { pixels: [] as number[], x: [] as number[], y: [] as number[] };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (x >= ring && x < width - ring && y >= ring && y < height - ring) continue;
      at.pixels.push(y * width + x);
      at.x.push(scaleX(x));
      at.y.push(scaleY(y));
    }
  const count = at.pixels.length;
  const medians = [0, 1, 2].map((c): Plane => {
    const sorted = at.pixels.map((pixel) => samples[pixel * 3 + c]).sort((a, b) => a - b);
    return [sorted[count >> 1], 0, 0];
  });
  const distance = (planes: Plane[], i: number) =>
    Math.max(
      ...planes.map(([a, b, c], channel) =>
        Math.abs(samples[at.pixels[i] * 3 + channel] - (a + b * at.x[i] + c * at.y[i])),
      ),
    );
  const keep = (planes: Plane[], limit: number) => {
    const kept = at.pixels.map((_, i) => i).filter((i) => distance(planes, i) <= limit);
    at = { pixels: kept.map((i) => at.pixels[i]), x: kept.map((i) => at.x[i]), y: kept.map((i) => at.y[i]) };
  };
  keep(medians, 3 * OUTLIER);
  let planes = [0, 1, 2].map((c) => fitPlane(samples, c, at));
  keep(planes, OUTLIER);
  planes = [0, 1, 2].map((c) => fitPlane(samples, c, at));
  const distances = at.pixels.map((_, i) => distance(planes, i)).sort((a, b) => a - b);
  const colours = new Float32Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (const [a, b, c] of planes) colours[to++] = a + b * scaleX(x) + c * scaleY(y);
  return {
    colours,
    spread: distances[Math.floor(distances.length / 2)] ?? 0,
    unlike: 1 - at.pixels.length / count,
  };
}
