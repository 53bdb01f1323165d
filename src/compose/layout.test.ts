import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Frame, leads } from './frame.js';
import { planLayout } from './layout.js';
import { tasks } from './testing/frames.js';
import { contentScale } from './transform.js';

const square: Frame = {
  canvas: { width: 2000, height: 2000, minimum: 1000 },
  mode: 'pad',
  background: 'white',
  fill: { least: 0.85, most: 0.9 },
};

const runs = { numRuns: 2000 };

describe('every layout', () => {
  test('never enlarges: no step’s factor, across or down, is above 1', () => {
    fc.assert(
      fc.property(tasks, ({ master, subject, frame }) => {
        const { log, scale, crop, place } = planLayout(master, subject, frame);
        for (const step of log) expect(contentScale(step)).toBeLessThanOrEqual(1);
        expect(scale).toBeLessThanOrEqual(1);
        expect(place.width).toBeLessThanOrEqual(crop.width);
        expect(place.height).toBeLessThanOrEqual(crop.height);
      }),
      runs,
    );
  });

  test('never cuts the subject, unless a person’s focus leads a crop', () => {
    fc.assert(
      fc.property(tasks, ({ master, subject, frame }) => {
        if (!subject || leads(frame)) return;
        const { crop } = planLayout(master, subject, frame);
        expect(crop.left).toBeLessThanOrEqual(subject.left);
        expect(crop.top).toBeLessThanOrEqual(subject.top);
        expect(crop.left + crop.width).toBeGreaterThanOrEqual(subject.left + subject.width);
        expect(crop.top + crop.height).toBeGreaterThanOrEqual(subject.top + subject.height);
      }),
      runs,
    );
  });

  test('takes of the master what is there, and lies on the canvas as a whole', () => {
    fc.assert(
      fc.property(tasks, ({ master, subject, frame }) => {
        const { crop, place, canvas, pads } = planLayout(master, subject, frame);
        for (const number of [...Object.values(crop), ...Object.values(place), ...Object.values(pads)]) {
          expect(Number.isInteger(number)).toBe(true);
          expect(number).toBeGreaterThanOrEqual(0);
        }
        expect(crop.left + crop.width).toBeLessThanOrEqual(master.width);
        expect(crop.top + crop.height).toBeLessThanOrEqual(master.height);
        expect(place.width * place.height).toBeGreaterThan(0);
        expect(pads.left + place.width + pads.right).toBe(canvas.width);
        expect(pads.top + place.height + pads.bottom).toBe(canvas.height);
      }),
      runs,
    );
  });

  test('keeps the shape of things: across and down agree to a pixel of the canvas', () => {
    fc.assert(
      fc.property(tasks, ({ master, subject, frame }) => {
        const { crop, place, scale } = planLayout(master, subject, frame);
        expect(Math.abs(crop.width * scale - place.width)).toBeLessThanOrEqual(
          1.01 + crop.width / Math.max(1, crop.height),
        );
      }),
      runs,
    );
  });

  test('says whether it is as large as wanted, and keeps to the allowed shapes', () => {
    fc.assert(
      fc.property(tasks, ({ master, subject, frame }) => {
        const { canvas, reached } = planLayout(master, subject, frame);
        const asked = frame.canvas;
        const [longest, shortest] = [
          Math.max(canvas.width, canvas.height),
          Math.min(canvas.width, canvas.height),
        ];
        if ('height' in asked) {
          if (reached === 'wanted') expect(canvas).toEqual({ width: asked.width, height: asked.height });
          else expect(longest).toBeLessThan(Math.max(asked.width, asked.height));
          if (reached === 'minimum') expect(longest).toBeGreaterThanOrEqual(asked.minimum ?? Infinity);
          return;
        }
        const length = asked.side === 'shortest' ? shortest : longest;
        if (reached === 'wanted') expect(length).toBe(asked.wanted);
        else expect(length).toBeLessThan(asked.wanted);
        if (reached !== 'below') expect(length).toBeGreaterThanOrEqual(asked.minimum ?? 1);
      }),
      runs,
    );
  });

  test('fills the canvas with the subject as the rule says, to a pixel, where pads are free', () => {
    fc.assert(
      fc.property(tasks, ({ master, subject, frame }) => {
        if (!subject || !frame.fill) return;
        const {
          fill = 0,
          canvas,
          scale,
        } = planLayout(master, subject, { ...frame, mode: 'pad', background: 'white' });
        const pixel =
          2 / Math.min(canvas.width, canvas.height) + scale / Math.min(canvas.width, canvas.height);
        expect(fill).toBeGreaterThanOrEqual(frame.fill.least - pixel);
        expect(fill).toBeLessThanOrEqual(frame.fill.most + pixel);
      }),
      runs,
    );
  });

  test('centres the subject to a pixel where pads are free', () => {
    fc.assert(
      fc.property(tasks, ({ master, subject, frame }) => {
        if (!subject) return;
        const { focus, ...rest } = frame;
        const { subject: placed, canvas } = planLayout(master, subject, {
          ...rest,
          mode: 'pad',
          background: 'white',
          fill: rest.fill ?? { least: 0.5, most: 0.6 },
          margin: 0,
        });
        if (!placed) throw new Error('no subject');
        expect(Math.abs(placed.left + placed.width / 2 - canvas.width / 2)).toBeLessThanOrEqual(1);
        expect(Math.abs(placed.top + placed.height / 2 - canvas.height / 2)).toBeLessThanOrEqual(1);
      }),
      runs,
    );
  });
});

describe('a layout', () => {
  const master = { width: 2400, height: 3200 };
  const bottle = { left: 900, top: 200, width: 600, height: 2800 };

  test('of a tall product on a white square pads beside it and fills the wanted share', () => {
    const layout = planLayout(master, bottle, square);
    expect(layout.canvas).toEqual({ width: 2000, height: 2000 });
    expect(layout.fill).toBeCloseTo(0.875, 2);
    expect(layout.pads.left).toBeGreaterThan(0);
    expect(layout.reached).toBe('wanted');
  });

  test('of a scene crops around the subject without pads', () => {
    const story: Frame = { canvas: { width: 1080, height: 1920 }, mode: 'crop', background: 'blur' };
    const layout = planLayout(master, { left: 1800, top: 1000, width: 500, height: 900 }, story);
    expect(layout.pads).toEqual({ left: 0, top: 0, right: 0, bottom: 0 });
    expect(layout.crop).toEqual({ left: 600, top: 0, width: 1800, height: 3200 });
  });

  test('pads where the subject is too wide for the shape', () => {
    const story: Frame = { canvas: { width: 1080, height: 1920 }, mode: 'crop', background: 'blur' };
    const { pads, crop } = planLayout(master, { left: 50, top: 1500, width: 2300, height: 500 }, story);
    expect(crop).toEqual({ left: 50, top: 0, width: 2300, height: 3200 });
    expect(pads.top).toBeGreaterThan(0);
    expect(pads.left).toBe(0);
  });

  test('of a small master shrinks the canvas, takes the pixels as they are, and says so', () => {
    const small = { width: 900, height: 1200 };
    const subject = { left: 100, top: 100, width: 700, height: 1000 };
    const layout = planLayout(small, subject, square);
    expect(layout).toMatchObject({ scale: 1, reached: 'minimum' });
    expect(layout.canvas.width).toBe(Math.floor(1000 / 0.875));
    expect(layout.log.map(({ step }) => step)).not.toContain('reduce');
    const tiny = planLayout(
      { width: 90, height: 120 },
      { left: 10, top: 10, width: 70, height: 100 },
      square,
    );
    expect(tiny).toMatchObject({ scale: 1, reached: 'below' });
  });

  test('gives a small subject more room, within the rule, to reach the minimum', () => {
    const subject = { left: 300, top: 300, width: 860, height: 400 };
    const { canvas, reached, fill } = planLayout({ width: 1400, height: 1000 }, subject, square);
    expect(canvas).toEqual({ width: 1000, height: 1000 });
    expect(reached).toBe('minimum');
    expect(fill).toBeCloseTo(0.86);
  });

  test('of several shapes takes the nearest that can hold the subject', () => {
    const frame: Frame = {
      canvas: { ratio: [0.8, 1, 1.91], wanted: 1080 },
      mode: 'crop',
      background: 'edge',
    };
    const wide = { left: 0, top: 1000, width: 2400, height: 300 };
    expect(planLayout({ width: 2400, height: 1800 }, undefined, frame).canvas).toEqual({
      width: 1080,
      height: 1080,
    });
    expect(planLayout({ width: 2400, height: 1800 }, wide, frame).canvas).toEqual({
      width: 1080,
      height: 565,
    });
    expect(planLayout(master, wide, frame).canvas).toEqual({ width: 864, height: 1080 });
  });

  test('keeps the master’s shape where none is asked for, and counts the shortest side where told', () => {
    const frame: Frame = { canvas: { wanted: 1600 }, mode: 'crop', background: 'edge' };
    expect(planLayout(master, undefined, frame).canvas).toEqual({ width: 1200, height: 1600 });
    const shortest: Frame = { ...frame, canvas: { wanted: 1600, side: 'shortest' } };
    expect(planLayout(master, undefined, shortest).canvas).toEqual({ width: 1600, height: 2133 });
  });

  test('of a firm focus goes before the subject in a crop, and stays inside the photograph', () => {
    const master = { width: 1000, height: 2000 };
    const frame: Frame = { canvas: { width: 800, height: 800 }, mode: 'crop', background: 'blur' };
    const wide = { left: 0, top: 100, width: 1000, height: 1600 };
    const focus = (y: number) => ({ focus: { x: 0.5, y, firm: true } });
    expect(planLayout(master, wide, { ...frame, ...focus(0.5) })).toMatchObject({
      crop: { left: 0, top: 500, width: 1000, height: 1000 },
      pads: { left: 0, top: 0, right: 0, bottom: 0 },
    });
    expect(planLayout(master, wide, { ...frame, ...focus(1) }).crop.top).toBe(1000);
  });

  test('follows the focus as far as the subject allows', () => {
    const frame: Frame = { canvas: { ratio: [1], wanted: 1000 }, mode: 'crop', background: 'edge' };
    const subject = { left: 400, top: 300, width: 500, height: 500 };
    expect(planLayout(master, undefined, { ...frame, focus: { x: 0.5, y: 1 } }).crop.top).toBe(800);
    expect(planLayout(master, subject, { ...frame, focus: { x: 0.5, y: 1 } }).crop.top).toBe(300);
  });

  test('keeps its margin free where the photograph has room, and doesn’t pad a scene for it', () => {
    const frame: Frame = {
      canvas: { ratio: [1], wanted: 1000 },
      mode: 'crop',
      background: 'edge',
      margin: 0.1,
    };
    const inner = planLayout(master, { left: 600, top: 60, width: 1200, height: 1900 }, frame);
    expect(inner.crop.top).toBe(0);
    expect(inner.pads).toEqual({ left: 0, top: 0, right: 0, bottom: 0 });
    const low = planLayout(master, { left: 600, top: 1100, width: 1200, height: 1900 }, frame);
    expect(low.crop.top + low.crop.height).toBeGreaterThanOrEqual(3000 + 200);
  });
});

describe('a frame', () => {
  const bad: [string, Partial<Frame>][] = [
    ['a background that is no colour', { background: '#12' }],
    ['fill upside down', { fill: { least: 0.9, most: 0.8 } }],
    ['a wanted fill outside its range', { fill: { least: 0.8, most: 0.9, wanted: 0.5 } }],
    ['a margin that the fill rule leaves no room for', { margin: 0.1, fill: { least: 0.85, most: 0.9 } }],
    ['a focus outside the picture', { focus: { x: 1.2, y: 0 } }],
    ['a canvas without pixels', { canvas: { width: 0, height: 10 } }],
    ['no shapes', { canvas: { ratio: [], wanted: 100 } }],
    ['a minimum above what is wanted', { canvas: { wanted: 100, minimum: 200 } }],
  ];
  test.each(bad)('is refused with %s', (_, change) => {
    const plan = () => planLayout({ width: 100, height: 100 }, undefined, { ...square, ...change });
    expect(plan).toThrow(expect.objectContaining({ code: 'bad_option' }));
  });

  test('is refused with a subject outside the master', () => {
    const plan = () =>
      planLayout({ width: 100, height: 100 }, { left: 50, top: 0, width: 51, height: 9 }, square);
    expect(plan).toThrow(expect.objectContaining({ code: 'bad_option' }));
  });
});

test('a photograph that keeps its own background is padded for a fill rule only when it must be', () => {
  const master = { width: 1600, height: 1600 };
  const aside = { left: 100, top: 300, width: 1000, height: 1000 };
  const layout = planLayout(master, aside, square, false);
  expect(layout.pads).toEqual({ left: 0, top: 0, right: 0, bottom: 0 });
  expect(layout.fill).toBeCloseTo(0.875, 2);
  const seamless = planLayout(master, { ...aside, left: 0 }, square);
  expect(seamless.pads.left).toBeGreaterThan(0);
});
