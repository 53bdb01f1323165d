import { describe, expect, it } from 'vitest';
import type { Matte } from '../../engine/raster.js';
import { torsoQuad } from './torso.js';

/** A person drawn as a matte: head, neck, shoulders, torso, arms; turned by `tilt` (x per y). */
function person(tilt = 0, head = true): Matte {
  const [width, height] = [300, 400];
  const alpha = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const u = Math.abs(x - 150 - tilt * (y - 200));
      const inHead = head && Math.hypot(u / 26, (y - 50) / 34) < 1;
      const inNeck = head && u < 13 && y >= 50 && y < 112;
      const shoulder = y >= 100 && u < 70 && y - 100 > (u - 30) * 0.35;
      const torso = y >= 110 && y < 380 && u < 62;
      const arms = y >= 130 && y < 330 && u > 60 && u < 88;
      if (inHead || inNeck || (shoulder && y < 380) || torso || arms) alpha[i] = 255;
    }
  return { width, height, alpha };
}
const BOX = { left: 62, top: 16, width: 176, height: 364 };

describe('the torso of a model', () => {
  it('is found below the shoulders, in the middle, as wide as a print', () => {
    const [a, b, c, d] = torsoQuad(person(), BOX, { width: 300, height: 400 });
    expect(a[1]).toBeGreaterThan(105);
    expect(a[1]).toBeLessThan(175);
    expect((a[0] + b[0]) / 2).toBeCloseTo(150, -1);
    expect(b[0] - a[0]).toBeGreaterThan(40);
    expect(b[0] - a[0]).toBeLessThan(110);
    expect(c[1]).toBeGreaterThan(b[1] + 50);
    expect(d[1]).toBeLessThan(380);
  });

  it('is told in pixels of a photo that is larger than the matte', () => {
    const small = torsoQuad(person(), BOX, { width: 300, height: 400 });
    const large = torsoQuad(
      person(),
      { left: 248, top: 64, width: 704, height: 1456 },
      { width: 1200, height: 1600 },
    );
    for (const [i, [x, y]] of large.entries()) {
      expect(x / 4).toBeCloseTo(small[i][0], 0);
      expect(y / 4).toBeCloseTo(small[i][1], 0);
    }
  });

  it('leans with the model', () => {
    const [a, b, , d] = torsoQuad(person(0.12), BOX, { width: 300, height: 400 });
    expect((d[0] - a[0]) / (d[1] - a[1])).toBeCloseTo(0.12, 1);
    expect(b[1]).toBeLessThan(a[1]);
  });

  it('is found on a garment that lies flat, without a head', () => {
    const [a] = torsoQuad(person(0, false), { ...BOX, top: 100, height: 280 }, { width: 300, height: 400 });
    expect(a[1]).toBeGreaterThan(105);
    expect(a[1]).toBeLessThan(175);
  });

  it('is not drawn aside by an arm that lies apart', () => {
    const matte = person(0, false);
    for (let y = 130; y < 330; y++)
      matte.alpha.fill(255, y * 300 + 212 + (y - 130) / 4, y * 300 + 240 + (y - 130) / 4);
    const [a, b, c, d] = torsoQuad(
      matte,
      { left: 62, top: 100, width: 228, height: 280 },
      { width: 300, height: 400 },
    );
    expect(Math.abs((a[0] + b[0]) / 2 - 150)).toBeLessThan(12);
    expect(Math.abs((c[0] + d[0]) / 2 - 150)).toBeLessThan(12);
    expect(b[0] - a[0]).toBeLessThan(110);
  });

  it('stays on a short garment', () => {
    const matte = person(0, false);
    matte.alpha.fill(0, 235 * 300);
    const [a, , c] = torsoQuad(matte, { ...BOX, top: 100, height: 135 }, { width: 300, height: 400 });
    expect(a[1]).toBeGreaterThan(104);
    expect(c[1]).toBeLessThan(232);
  });

  it('is not made up: an empty matte is an error', () => {
    const empty = { width: 300, height: 400, alpha: new Uint8Array(120_000) };
    expect(() => torsoQuad(empty, BOX, { width: 300, height: 400 })).toThrow(/no torso/);
  });
});
