import { expect, test } from 'vitest';
import { fieldAt } from './colour-field.js';
import { edgeModel } from './edge-model.js';
import { disc, painted } from './testing/drawn.js';

test('each side’s colour is known on both, without the edge’s mixtures', () => {
  const matte = disc(80, 25, 4);
  const model = edgeModel(painted(matte, [200, 20, 20], [20, 20, 200]), matte, 3);
  const out = new Float32Array(4);
  for (const [x, y] of [
    [0, 0],
    [40, 40],
    [40, 15],
  ]) {
    fieldAt(model.subject, x, y, out);
    expect([out[0], out[2]].map(Math.round)).toEqual([200, 20]);
    fieldAt(model.background, x, y, out);
    expect([out[0], out[2]].map(Math.round)).toEqual([20, 200]);
  }
  expect(model.known).toBe(true);
});

test('a matte that covers everything knows no background', () => {
  const matte = { width: 20, height: 20, alpha: new Uint8Array(400).fill(255) };
  expect(edgeModel(painted(matte, [200, 20, 20], [0, 0, 0]), matte, 3).known).toBe(false);
});
