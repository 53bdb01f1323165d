import { beforeEach, expect, test } from 'vitest';
import { tidy } from './tidy.js';

const side = 100;
const size = { width: side, height: side };
const at = (x: number, y: number) => y * side + x;
let mask: Uint8Array;
let subject: Float32Array;
let odds: Float32Array;

/** Fill a box of all three maps. */
function box(left: number, top: number, wide: number, value: 0 | 1, sure: number, evidence: number): void {
  for (let y = top; y < top + wide; y++)
    for (let x = left; x < left + wide; x++) {
      mask[at(x, y)] = value;
      subject[at(x, y)] = sure;
      odds[at(x, y)] = evidence;
    }
}

beforeEach(() => {
  mask = new Uint8Array(side * side);
  subject = new Float32Array(side * side);
  odds = new Float32Array(side * side).fill(-3);
  box(10, 10, 60, 1, 1, 3);
});

const tidied = (method: 'uniform' | 'mixed' = 'mixed') => tidy(mask, subject, odds, size, method);

test('a small part goes unless the network is sure of it; a speck goes anyway', () => {
  box(80, 10, 8, 1, 0.5, 1);
  box(80, 40, 8, 1, 0.95, 3);
  box(80, 60, 2, 1, 1, 3);
  tidied();
  expect([mask[at(82, 12)], mask[at(82, 42)], mask[at(81, 61)], mask[at(30, 30)]]).toEqual([0, 1, 0, 1]);
});

test('a large part that the network does not see goes', () => {
  box(72, 72, 25, 1, 0.1, 2);
  tidied();
  expect(mask[at(80, 80)]).toBe(0);
});

test('a hole that looks like background stays open, others are filled', () => {
  box(20, 20, 8, 0, 0.1, -3);
  box(40, 20, 8, 0, 0.6, 1);
  box(20, 50, 1, 0, 0.1, -3);
  tidied();
  expect([mask[at(22, 22)], mask[at(42, 22)], mask[at(20, 50)]]).toEqual([0, 1, 1]);
});

test("a hole of the background's colour that the network sees as subject is a print, on white only if it is sure", () => {
  const holes = () => {
    box(20, 20, 8, 0, 0.7, -3);
    box(40, 20, 8, 0, 0.4, -3);
    box(20, 50, 8, 0, 0.9, -3);
    return [at(22, 22), at(42, 22), at(22, 52)];
  };
  const places = holes();
  tidied('mixed');
  expect(places.map((i) => mask[i])).toEqual([1, 0, 1]);
  holes();
  tidied('uniform');
  expect(places.map((i) => mask[i])).toEqual([0, 0, 1]);
});

test('what is open to the border is no hole, whatever speaks for it', () => {
  odds.fill(1);
  tidied();
  expect(mask[at(90, 90)]).toBe(0);
});
