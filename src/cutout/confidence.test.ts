import { expect, test } from 'vitest';
import { type Doubts, judge, SURE } from './confidence.js';
import { disc } from './testing/drawn.js';

const side = 60;
const mask = disc(side, 20).alpha.map((value) => (value > 127 ? 1 : 0));
const sure: Doubts = {
  map: Float32Array.from(mask),
  mask,
  size: { width: side, height: side },
  agreement: 0.98,
  peak: 1,
};
const codes = (doubts: Doubts) => judge(doubts).findings.map(({ code }) => code);

test('two looks that agree on an outline that is kept: sure, nothing found', () => {
  expect(judge(sure)).toEqual({ confidence: 0.98, findings: [] });
});

test('two looks that differ', () => {
  expect(codes({ ...sure, agreement: 0.6 })).toEqual(['second_look_differs', 'low_confidence']);
});

test('a network that is unsure at its surest', () => {
  expect(judge({ ...sure, peak: 0.45 }).confidence).toBeCloseTo(0.49);
});

test('half-transparent answers, and an outline that left half of the answer', () => {
  const half = sure.map.map((value, i) => (value && i % 2 ? 0.6 : value));
  expect(judge({ ...sure, map: half }).confidence).toBeLessThan(SURE);
  const wider = sure.map.map(() => 1);
  expect(judge({ ...sure, map: wider }).confidence).toBeLessThan(0.5);
});

test('an edge that has the background’s colour, and one that has not', () => {
  const distance = new Float32Array(side * side);
  expect(codes({ ...sure, distance })).toEqual(['like_background', 'low_confidence']);
  expect(codes({ ...sure, distance: distance.map((_, i) => 30 * mask[i]) })).toEqual([]);
});

test('all four borders, but not three', () => {
  const cross = mask.map((value, i) => (Math.abs((i % side) - 30) < 4 || i / side < 34 ? 1 : value));
  expect(codes({ ...sure, mask: cross, map: Float32Array.from(cross) })).toContain('touches_all_borders');
  const three = cross.map((value, i) => (i < side ? 0 : value));
  expect(codes({ ...sure, mask: three, map: Float32Array.from(three) })).toEqual([]);
});
