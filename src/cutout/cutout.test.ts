import { describe, expect, test } from 'vitest';
import type { Matte } from '../engine/raster.js';
import { SURE } from './confidence.js';
import { findSubject } from './cutout.js';
import { drawn } from './testing/drawn.js';
import { BACKGROUNDS, laidOn, PRODUCTS, product, SIDE } from './testing/products.js';

function intersectionOverUnion({ alpha }: Matte, truth: Matte): number {
  let [both, either] = [0, 0];
  alpha.forEach((value, i) => {
    const [found, there] = [value > 127, truth.alpha[i] > 127];
    if (found && there) both++;
    if (found || there) either++;
  });
  return both / either;
}

const cases = [
  ...Object.keys(BACKGROUNDS).map((background) => ['bottle', background] as const),
  ['mug', 'white'],
  ['mug', 'boards'],
] as const;

describe('finding the subject', () => {
  test.each(cases)('a %s before %s', async (name, background) => {
    const { raster, truth } = await product(PRODUCTS[name]);
    const subject = await findSubject(laidOn(raster, BACKGROUNDS[background]));
    expect(intersectionOverUnion(subject.matte, truth)).toBeGreaterThan(0.95);
    expect(subject.method).toBe(background === 'boards' ? 'mixed' : 'uniform');
    expect(subject.confidence).toBeGreaterThan(SURE);
    const xs = [...truth.alpha.keys()].filter((i) => truth.alpha[i] > 127).map((i) => i % SIDE);
    const [left, right] = [xs.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b))];
    expect(Math.abs(subject.box.left - left)).toBeLessThan(4);
    expect(Math.abs(subject.box.left + subject.box.width - 1 - right)).toBeLessThan(4);
  });

  test('on pure white hardly a pixel of the product is lost', async () => {
    const { raster, truth } = await product(PRODUCTS.bottle);
    const { matte } = await findSubject(laidOn(raster, BACKGROUNDS.white));
    const whole = [...truth.alpha.keys()].filter((i) => truth.alpha[i] === 255);
    const lost = whole.filter((i) => matte.alpha[i] < 128).length;
    expect(lost / whole.length).toBeLessThan(0.003);
  });

  test('a blank picture has no subject', async () => {
    const blank = drawn({ width: 300, height: 300 }, () => [255, 255, 255]);
    await expect(findSubject(blank)).rejects.toMatchObject({ code: 'no_subject' });
  });

  test('a fully transparent one has none either', async () => {
    const samples = new Uint8Array(64 * 64 * 4);
    const picture = { width: 64, height: 64, channels: 4, samples } as const;
    await expect(findSubject(picture)).rejects.toMatchObject({ code: 'no_subject' });
  });

  test('a picture with transparency of its own is taken at its word', async () => {
    const { raster, truth } = await product(PRODUCTS.mug);
    const { matte, method, confidence } = await findSubject(raster);
    expect([method, confidence]).toEqual(['alpha', 1]);
    expect(Buffer.compare(matte.alpha, truth.alpha)).toBe(0);
  });

  test('white on white is not claimed to be sure', async () => {
    const { raster } = await product('<path d="M30 20h40l8 60H22z" fill="#fdfdfd"/>');
    const confidence = await findSubject(laidOn(raster, BACKGROUNDS.white)).then(
      (subject) => subject.confidence,
      ({ code }) => code,
    );
    if (typeof confidence === 'number') expect(confidence).toBeLessThan(SURE);
    else expect(confidence).toBe('no_subject');
  });

  test('a subject that leaves the picture on all sides is told', async () => {
    const { raster } = await product(
      '<circle cx="50" cy="50" r="54" fill="#8c1d18"/><circle cx="50" cy="50" r="30" fill="#c9a227"/>',
    );
    const { findings, confidence } = await findSubject(laidOn(raster, BACKGROUNDS.white));
    expect(findings.map(({ code }) => code)).toContain('touches_all_borders');
    expect(confidence).toBeLessThan(SURE);
  });

  test('a very small picture is told, and its box is in its own pixels', async () => {
    const small = drawn({ width: 120, height: 90 }, (x, y) =>
      Math.hypot(x - 50, y - 45) < 25 ? [30, 60, 160] : [235, 235, 235],
    );
    const { findings, box } = await findSubject(small);
    expect(findings.map(({ code }) => code)).toContain('tiny_source');
    expect(Math.abs(box.left - 25)).toBeLessThan(3);
    expect(Math.abs(box.width - 50)).toBeLessThan(4);
  });

  test('a model that is not there is refused', async () => {
    const picture = drawn({ width: 64, height: 64 }, () => [90, 90, 90]);
    await expect(findSubject(picture, { matteModel: 'gone.onnx' })).rejects.toMatchObject({
      code: 'matte_model_unusable',
    });
  });
});
