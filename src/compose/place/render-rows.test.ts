import { describe, expect, it } from 'vitest';
import { colourSpace } from '../../engine/colour/space.js';
import type { Pixels } from '../../engine/master.js';
import type { Mesh } from './mesh.js';
import type { Shape } from './placement.js';
import { surfaceOf } from './placement.js';
import type { Point } from './point.js';
import type { Quad } from './quad.js';
import { type Composition, composed, drawn } from './testing/composed.js';
import { refineCorner } from './testing/corner.js';

const GREY = drawn(400, 360, () => 128);
const board = (side: number, cells: number) =>
  drawn(side, side, (x, y) =>
    (Math.floor((x * cells) / side) + Math.floor((y * cells) / side)) % 2 ? 230 : 25,
  );

const lights = (out: Uint8Array, channels: 3 | 4 = 3) => {
  const [curve] = colourSpace(undefined).linear;
  return Float64Array.from({ length: out.length / channels }, (_, i) => curve[out[channels * i] * 257]);
};

/** A curved sheet: a grid of points bent like a roll. */
const BENT: Mesh = {
  columns: 7,
  rows: 4,
  points: Array.from({ length: 28 }, (_, i): Point => {
    const [u, v] = [(i % 7) / 6, Math.floor(i / 7) / 3];
    return [70 + 250 * u + 12 * v, 60 + 210 * v + 34 * Math.sin(Math.PI * u) - 20 * u * v];
  }),
};

const QUADS: [string, Quad][] = [
  [
    'upright',
    [
      [60, 50],
      [340, 50],
      [340, 310],
      [60, 310],
    ],
  ],
  [
    'in perspective',
    [
      [90, 60],
      [330, 95],
      [300, 300],
      [60, 280],
    ],
  ],
  [
    'strongly foreshortened',
    [
      [150, 70],
      [250, 72],
      [370, 300],
      [30, 310],
    ],
  ],
  [
    'turned',
    [
      [200, 40],
      [350, 180],
      [200, 320],
      [50, 180],
    ],
  ],
];

function worstCorner(shape: Shape, cells: number, { out }: Composition): number {
  const surface = surfaceOf(shape);
  const grey = lights(out);
  let worst = 0;
  for (let j = 1; j < cells; j++)
    for (let i = 1; i < cells; i++) {
      const [x, y] = surface.at(i / cells, j / cells);
      const [u, v] = refineCorner(grey, GREY.width, x, y, 4);
      worst = Math.max(worst, Math.hypot(u - x, v - y));
    }
  return worst;
}

describe('where a design lands', () => {
  it.each(QUADS)('puts the corners of a checkerboard within half a pixel: %s', (_name, quad) => {
    expect(worstCorner({ quad }, 8, composed(GREY, board(640, 8), { shape: { quad } }))).toBeLessThan(0.2);
  });

  it('and on a mesh, where the surface goes smoothly through its points', () => {
    const shape = { mesh: BENT };
    expect(worstCorner(shape, 6, composed(GREY, board(480, 6), { shape }))).toBeLessThan(0.25);
  });

  it('reproduces the design where it is laid on exactly as large as it is', () => {
    const design = drawn(120, 90, (x, y, c) => 30 + ((x * 37 + y * 91 + c * 53 + ((x * y) % 17) * 7) % 200));
    const quad: Quad = [
      [40, 30],
      [160, 30],
      [160, 120],
      [40, 120],
    ];
    const { out } = composed(GREY, design, { shape: { quad } });
    let worst = 0;
    for (let y = 0; y < 90; y++)
      for (let x = 0; x < 120; x++)
        for (let c = 0; c < 3; c++)
          worst = Math.max(
            worst,
            Math.abs(out[((y + 30) * 400 + x + 40) * 3 + c] - design.samples[(y * 120 + x) * 3 + c]),
          );
    expect(worst).toBeLessThanOrEqual(1);
  });

  it('composes the same whether one thread does it or many, on quads and meshes', () => {
    const photo = drawn(400, 360, (x, y) => 120 + 60 * Math.sin(x / 17) * Math.cos(y / 23));
    for (const shape of [{ quad: QUADS[1][1] }, { mesh: BENT }]) {
      const once = composed(photo, board(300, 6), { shape, shade: 1, displace: 1 });
      const many = composed(photo, board(300, 6), { shape, shade: 1, displace: 1 }, { bands: 7 });
      expect(Buffer.compare(Buffer.from(once.out), Buffer.from(many.out))).toBe(0);
      expect(many.pixels).toBe(once.pixels);
    }
  });

  it('leaves every pixel that was not composed as it was, also of photos with odd sides', () => {
    const photo = drawn(401, 333, (x, y, c) => (x * 7 + y * 13 + c * 29) % 256);
    const { out, coverage } = composed(photo, board(64, 4), {
      shape: { quad: QUADS[1][1] },
      shade: 1,
      displace: 1,
    });
    let changed = 0;
    for (let i = 0; i < coverage.length; i++)
      if (coverage[i] === 0)
        for (let c = 0; c < 3; c++) if (out[3 * i + c] !== photo.samples[3 * i + c]) changed++;
    expect(changed).toBe(0);
  });
});

/** What a pixel should show: the mean of many points of it, looked up in the design without any filter. */
function truth(design: Pixels, quad: Quad, photo: Pixels, many: number): Float64Array {
  const surface = surfaceOf({ quad });
  const find = surface.finder(0, photo.height, photo.width);
  const light = lights(design.samples as Uint8Array);
  const ground = lights(photo.samples as Uint8Array);
  return Float64Array.from({ length: photo.width * photo.height }, (_, i) => {
    const [x, y] = [i % photo.width, Math.floor(i / photo.width)];
    let sum = 0;
    for (let k = 0; k < many * many; k++) {
      const touch = find(x + ((k % many) + 0.5) / many, y + (Math.floor(k / many) + 0.5) / many, x, y);
      const inside = touch && touch.u >= 0 && touch.u < 1 && touch.v >= 0 && touch.v < 1;
      sum += inside
        ? light[Math.floor(touch.v * design.height) * design.width + Math.floor(touch.u * design.width)]
        : ground[i];
    }
    return sum / (many * many);
  });
}

describe('how a design is filtered', () => {
  const small: Quad = [
    [14, 12],
    [112, 20],
    [104, 110],
    [8, 98],
  ];
  const photo = drawn(128, 128, () => 128);

  it('does not alias: a fine pattern far below a pixel becomes its mean', () => {
    const fine = drawn(2000, 2000, (x, y) => (((x >> 1) + (y >> 1)) % 2 ? 255 : 0));
    const { out } = composed(photo, fine, { shape: { quad: small } });
    const light = lights(out);
    const inside = [];
    for (let y = 40; y < 80; y++) for (let x = 40; x < 80; x++) inside.push(light[y * 128 + x]);
    const mean = inside.reduce((a, b) => a + b, 0) / inside.length;
    const spread = Math.sqrt(inside.reduce((a, b) => a + (b - mean) ** 2, 0) / inside.length);
    expect(mean).toBeCloseTo(0.5, 2);
    expect(spread).toBeLessThan(0.004);
  });

  it('agrees with a supersampled truth when it is shown ten times smaller', () => {
    const design = drawn(1000, 1000, (x, y) => {
      const ring = Math.hypot(x - 500, y - 480);
      return 128 + 100 * Math.sin((ring * ring) / 3500);
    });
    const quad = small;
    const found = lights(composed(photo, design, { shape: { quad } }).out);
    const right = truth(design, quad, photo, 12);
    const [rms, nearest] = [errorOf(found, right), errorOf(lights(nearestOf(design, quad, photo)), right)];
    expect(rms).toBeLessThan(0.02);
    expect(rms).toBeLessThan(nearest / 3);
  });

  it('anti-aliases the edges of a placed design', () => {
    const white = drawn(300, 300, () => 255);
    const black = drawn(128, 128, () => 0);
    const found = lights(composed(black, white, { shape: { quad: small } }).out);
    const right = truth(white, small, black, 16);
    expect(errorOf(found, right)).toBeLessThan(0.02);
    const steps = new Set(Array.from(found, (value) => Math.round(value * 50)));
    expect(steps.size).toBeGreaterThan(25);
  });
});

function errorOf(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length);
}

function nearestOf(design: Pixels, quad: Quad, photo: Pixels): Uint8Array {
  const find = surfaceOf({ quad }).finder(0, photo.height, photo.width);
  const out = Uint8Array.from(photo.samples);
  for (let y = 0; y < photo.height; y++)
    for (let x = 0; x < photo.width; x++) {
      const touch = find(x + 0.5, y + 0.5, x, y);
      if (!touch || touch.u < 0 || touch.u >= 1 || touch.v < 0 || touch.v >= 1) continue;
      const at = Math.floor(touch.v * design.height) * design.width + Math.floor(touch.u * design.width);
      for (let c = 0; c < 3; c++) out[(y * photo.width + x) * 3 + c] = design.samples[3 * at + c];
    }
  return out;
}

describe('the light that a design takes', () => {
  const cloth = (low: number, high: number) =>
    drawn(400, 360, (x, y) => low + (high - low) * (0.5 + 0.5 * Math.sin(x / 21 + Math.cos(y / 37) * 2)));
  const quad = QUADS[0][1];

  it.each([
    ['white', 120, 245],
    ['grey', 60, 150],
    ['black', 8, 60],
  ])('a white design keeps the luminance order of %s cloth below it', (_name, low, high) => {
    const photo = cloth(low, high);
    const { out } = composed(
      photo,
      drawn(280, 260, () => 255),
      { shape: { quad }, shade: 1 },
    );
    const highest = new Float64Array(256).fill(-1);
    const lowest = new Float64Array(256).fill(256);
    for (let y = 60; y < 300; y++)
      for (let x = 70; x < 330; x++) {
        const i = (y * 400 + x) * 3;
        const below = photo.samples[i];
        highest[below] = Math.max(highest[below], out[i]);
        lowest[below] = Math.min(lowest[below], out[i]);
      }
    let last = -1;
    for (let tone = 0; tone < 256; tone++) {
      if (highest[tone] < 0) continue;
      expect(highest[tone] - lowest[tone]).toBeLessThanOrEqual(1);
      expect(lowest[tone]).toBeGreaterThanOrEqual(last);
      last = highest[tone];
    }
    // And the folds show: white is not just white.
    expect(last - Math.min(...Array.from(lowest).filter((value) => value < 256))).toBeGreaterThan(25);
  });

  it('without shading a design keeps its colours', () => {
    const { out } = composed(
      cloth(20, 240),
      drawn(280, 260, (_x, _y, c) => [200, 40, 90][c]),
      {
        shape: { quad },
        shade: 0,
      },
    );
    expect(Array.from(out.subarray((180 * 400 + 200) * 3, (180 * 400 + 200) * 3 + 3))).toEqual([200, 40, 90]);
  });

  it('follows folds: a straight line bends where the cloth does, and stays straight on flat cloth', () => {
    const line = drawn(280, 260, (_x, y) => (y >= 120 && y < 140 ? 0 : 255));
    const fold = drawn(400, 360, (x, y) => 150 + 30 * Math.tanh((x - y * 0.4 - 120) / 9));
    const stripes = drawn(400, 360, (x) => (x % 40 < 20 ? 230 : 25));
    const bendOf = (photo: Pixels) => {
      const { out } = composed(photo, line, { shape: { quad }, displace: 1 });
      const centres = [];
      for (let x = 80; x < 320; x++) {
        let [sum, weight] = [0, 0];
        for (let y = 120; y < 240; y++) {
          const dark = 255 - out[(y * 400 + x) * 3];
          sum += dark * y;
          weight += dark;
        }
        centres.push(sum / weight);
      }
      return Math.max(...centres) - Math.min(...centres);
    };
    expect(bendOf(GREY)).toBeLessThan(0.05);
    expect(bendOf(fold)).toBeGreaterThan(0.5);
    // Printed or knitted: no fold makes so much of the light.
    expect(bendOf(stripes)).toBeLessThan(0.25);
  });

  it('hides stripes that no light makes, and keeps their order', () => {
    const stripes = drawn(400, 360, (x) => (x % 40 < 20 ? 230 : 25));
    const { out } = composed(
      stripes,
      drawn(280, 260, () => 255),
      { shape: { quad }, shade: 1 },
    );
    const light = out[(180 * 400 + 210) * 3];
    const dark = out[(180 * 400 + 230) * 3];
    expect(light).toBeGreaterThan(dark);
    expect(light - dark).toBeLessThan(60);
  });
});

describe('what stays in front', () => {
  const quad = QUADS[0][1];

  it('is kept pixel by pixel, and half covered where the mask is half', () => {
    const photo = drawn(400, 360, (x, y, c) => (x * 3 + y * 5 + c * 7) % 256);
    const kept = Uint8Array.from({ length: 400 * 360 }, (_, i) =>
      i % 400 < 200 ? 255 : i % 400 < 210 ? 128 : 0,
    );
    const { out, coverage } = composed(
      photo,
      drawn(280, 260, () => 255),
      { shape: { quad } },
      { front: { width: 400, height: 360, kept } },
    );
    for (let y = 100; y < 200; y += 9) {
      for (let x = 100; x < 200; x += 9)
        for (let c = 0; c < 3; c++)
          expect(out[(y * 400 + x) * 3 + c]).toBe(photo.samples[(y * 400 + x) * 3 + c]);
      expect(coverage[y * 400 + 205]).toBe(127);
      expect(out[(y * 400 + 300) * 3]).toBe(255);
    }
  });

  it('may be drawn smaller than the photo', () => {
    const kept = Uint8Array.from({ length: 100 * 90 }, (_, i) => (i % 100 < 50 ? 255 : 0));
    const { coverage } = composed(
      GREY,
      drawn(280, 260, () => 255),
      { shape: { quad } },
      {
        front: { width: 100, height: 90, kept },
      },
    );
    expect(coverage[180 * 400 + 190]).toBe(0);
    expect(coverage[180 * 400 + 210]).toBe(255);
  });

  it('a design’s own transparency lets the photo through, without dark fringes', () => {
    const photo = drawn(400, 360, () => 255);
    const design = drawn(280, 260, (x, _y, c) => (c < 3 ? (x < 140 ? 255 : 0) : x < 140 ? 255 : 0), 4);
    const { out } = composed(photo, design, {
      shape: {
        quad: [
          [60.3, 50.7],
          [340.1, 50.2],
          [340, 310],
          [60, 310],
        ],
      },
    });
    expect(out.reduce((a, b) => Math.min(a, b), 255)).toBeGreaterThanOrEqual(254);
  });
});
