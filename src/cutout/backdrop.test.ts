import { expect, test } from 'vitest';
import { randomNumbers } from '../engine/testing/pictures.js';
import { backdrop } from './backdrop.js';
import { drawn, labOf } from './testing/drawn.js';

const size = { width: 120, height: 90 };
const nothing = new Float32Array(size.width * size.height);
const middle = 45 * size.width + 60;

test('one colour: its distance is 0 there and large at a product', () => {
  const picture = drawn(size, (x, y) => (Math.hypot(x - 60, y - 45) < 20 ? [200, 30, 30] : [240, 240, 240]));
  const found = backdrop(labOf(picture), size, nothing);
  expect(found?.distance.values[0]).toBeLessThan(0.1);
  expect(found?.distance.values[middle]).toBeGreaterThan(40);
  expect(found?.colour[0]).toBeCloseTo(94.6, 0);
});

test('a gentle gradient with noise is followed', () => {
  const random = randomNumbers(5);
  const picture = drawn(size, (x, y) => {
    const light = 190 + x / 4 + y / 5 + 4 * random();
    return [light, light, light];
  });
  const found = backdrop(labOf(picture), size, nothing);
  expect(found?.distance.values[middle]).toBeLessThan(3);
  expect(found?.near).toBeLessThan(5);
});

test('a product at the border, seen by the network, is left out of the model', () => {
  const inside = (x: number) => x < 70;
  const picture = drawn(size, (x) => (inside(x) ? [30, 30, 120] : [230, 230, 230]));
  const subject = nothing.map((_, i) => (inside(i % size.width) ? 1 : 0));
  const found = backdrop(labOf(picture), size, subject);
  expect(found?.distance.values[size.width - 1]).toBeLessThan(0.5);
  expect(found?.distance.values[0]).toBeGreaterThan(40);
});

test('a scene, or a border that is nearly all subject, is not uniform', () => {
  const scene = drawn(size, (x, y) => [
    128 + 100 * Math.sin(x / 9),
    128 + 100 * Math.cos(y / 7),
    (x * y) % 256,
  ]);
  expect(backdrop(labOf(scene), size, nothing)).toBeUndefined();
  const plain = drawn(size, () => [230, 230, 230]);
  expect(
    backdrop(
      labOf(plain),
      size,
      nothing.map(() => 1),
    ),
  ).toBeUndefined();
});
