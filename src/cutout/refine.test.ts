import { expect, test } from 'vitest';
import { refineMatte } from './refine.js';
import type { Subject } from './subject.js';
import { disc, painted } from './testing/drawn.js';

const subject: Subject = {
  matte: disc(40, 14),
  box: { left: 6, top: 6, width: 28, height: 28 },
  confidence: 1,
  method: 'uniform',
  findings: [],
};

test('an outline of the working size becomes alpha of the master’s size, in the memory given', () => {
  const truth = disc(120, 42);
  const master = painted(truth, [180, 60, 20], [230, 230, 235]);
  const out = new Uint8Array(120 * 120);
  const matte = refineMatte(subject, master, out);
  expect([matte.width, matte.height, matte.alpha === out]).toEqual([120, 120, true]);
  const off = out.reduce((sum, value, i) => sum + Math.abs(value - truth.alpha[i]), 0) / 255;
  // Of an edge 264 pixels long, less than a tenth of a pixel is missed.
  expect(off).toBeLessThan(26);
});

test('a picture with transparency of its own gets an opaque matte', () => {
  const master = painted(disc(40, 14), [180, 60, 20], [0, 0, 0]);
  const { alpha } = refineMatte({ ...subject, method: 'alpha' }, master, new Uint8Array(1600));
  expect(alpha.every((value) => value === 255)).toBe(true);
});
