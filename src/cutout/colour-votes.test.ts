import { expect, test } from 'vitest';
import { colourVotes } from './colour-votes.js';
import { drawn, labOf } from './testing/drawn.js';

test('a colour votes for the side that has it, one that both have for neither', () => {
  // Left half subject: red, and grey at the bottom; right half background: green, and the same grey.
  const picture = drawn({ width: 40, height: 40 }, (x, y) =>
    y >= 30 ? [128, 128, 128] : x < 20 ? [200, 20, 20] : [20, 160, 20],
  );
  const subject = Float32Array.from({ length: 1600 }, (_, i) => (i % 40 < 20 ? 1 : 0));
  const votes = colourVotes(labOf(picture), subject);
  expect(votes[0]).toBeCloseTo(2.5);
  expect(votes[39]).toBeCloseTo(-2.5);
  expect(votes[35 * 40]).toBeCloseTo(0);
});

test('what the network is unsure of teaches nothing', () => {
  const picture = drawn({ width: 10, height: 10 }, () => [200, 20, 20]);
  expect(colourVotes(labOf(picture), new Float32Array(100).fill(0.7))[0]).toBeCloseTo(0);
});
