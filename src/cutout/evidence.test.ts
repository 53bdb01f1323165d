import { expect, test } from 'vitest';
import { backdrop } from './backdrop.js';
import { mixedEvidence, uniformEvidence } from './evidence.js';
import { drawn, labOf } from './testing/drawn.js';

const side = 80;
const size = { width: side, height: side };
const away = (x: number, y: number) => Math.hypot(x - 40, y - 40);
const at = (x: number, y: number) => y * side + x;

/** A ring with a hole through which the white background shows; its shadow lies to the right. */
const ring = drawn(size, (x, y) => {
  if (away(x, y) < 10) return [250, 250, 250];
  if (away(x, y) < 24) return [40, 80, 150];
  return x > 64 && x < 72 ? [200, 200, 200] : [250, 250, 250];
});

function uniform(subject: Float32Array): Float32Array {
  const lab = labOf(ring);
  const found = backdrop(lab, size, subject);
  if (!found) throw new Error('not uniform');
  return uniformEvidence(lab, subject, found);
}

test('an open hole and the background are background, the product is subject', () => {
  const odds = uniform(
    Float32Array.from({ length: side * side }, (_, i) => (away(i % side, i / side) < 24 ? 0.7 : 0.05)),
  );
  expect([odds[at(40, 40)], odds[at(2, 2)]].every((value) => value < -2)).toBe(true);
  expect(odds[at(40, 24)]).toBeGreaterThan(3);
});

test('an enclosed part that the network is sure of is subject: white print on a label', () => {
  const odds = uniform(
    Float32Array.from({ length: side * side }, (_, i) => (away(i % side, i / side) < 24 ? 0.97 : 0.05)),
  );
  expect(odds[at(40, 40)]).toBeGreaterThan(2);
});

test('a shadow is left to the network', () => {
  const odds = uniform(new Float32Array(side * side).fill(0.1));
  expect(odds[at(68, 40)]).toBeLessThan(-1);
});

test('elsewhere network and colour add up', () => {
  const subject = Float32Array.from({ length: side * side }, (_, i) =>
    away(i % side, i / side) < 24 ? 0.9 : 0.1,
  );
  subject[at(40, 24)] = 0.5;
  subject[at(2, 2)] = 0.5;
  const odds = mixedEvidence(labOf(ring), subject);
  expect(odds[at(40, 24)]).toBeGreaterThan(1.5);
  expect(odds[at(2, 2)]).toBeLessThan(-0.3);
});
