import { describe, expect, test } from 'vitest';
import type { Matte } from '../engine/raster.js';
import { edgeAlpha } from './edge-alpha.js';
import { edgeModel } from './edge-model.js';
import { disc, hard, painted } from './testing/drawn.js';

const side = 96;
const truth = disc(side, 30, 3);
const picture = painted(truth, [190, 40, 30], [40, 90, 160]);

/** Mean absolute error of alpha, 0..255, where the truth is half-transparent. */
function edgeError(alpha: Uint8Array): number {
  const band = [...truth.alpha.keys()].filter((i) => truth.alpha[i] > 0 && truth.alpha[i] < 255);
  return band.reduce((sum, i) => sum + Math.abs(alpha[i] - truth.alpha[i]), 0) / band.length;
}

function refined(prior: Matte): Uint8Array {
  const out = new Uint8Array(side * side);
  edgeAlpha(picture, edgeModel(picture, prior, 3), out);
  return out;
}

describe('edge alpha', () => {
  test('finds a soft edge again from a hard outline', () => {
    const prior = hard(truth);
    expect(edgeError(prior.alpha)).toBeGreaterThan(40);
    expect(edgeError(refined(prior))).toBeLessThan(8);
  });

  test('takes an outline of half the size', () => {
    const prior = disc(side / 2, 15);
    expect(edgeError(refined(prior))).toBeLessThan(8);
  });

  test('an outline that is a pixel off is put right', () => {
    const prior = hard(disc(side, 31));
    expect(edgeError(refined(prior))).toBeLessThan(8);
  });

  test('is whole inside and nothing outside', () => {
    const alpha = refined(hard(truth));
    expect([alpha[(side / 2) * side + side / 2], alpha[0]]).toEqual([255, 0]);
  });

  test('the prior decides where both sides have one colour', () => {
    const grey = painted(truth, [128, 128, 128], [128, 128, 128]);
    const out = new Uint8Array(side * side);
    edgeAlpha(grey, edgeModel(grey, truth, 3), out);
    // The prior's own alpha, stretched by the few per cent that noise leaves.
    expect(edgeError(out)).toBeLessThan(12);
  });

  test('the prior decides where the subject is too thin to have known colours', () => {
    const line: Matte = disc(side, 2);
    const thin = painted(line, [255, 255, 255], [128, 128, 128]);
    const model = edgeModel(thin, line, 3);
    const out = new Uint8Array(side * side);
    edgeAlpha(thin, model, out);
    expect(model.known).toBe(false);
    expect(Buffer.compare(out, line.alpha)).toBe(0);
  });
});
