import { describe, expect, it } from 'vitest';
import { noisePicture } from '../../engine/testing/pictures.js';
import { drawn, product } from '../testing/drawn.js';
import { findBackdrop } from './backdrop.js';
import type { Opaque } from './reduced.js';

const of = (drawing: Parameters<typeof product>[0]) => findBackdrop(product(drawing) as Opaque);

describe('the backdrop', () => {
  it.each([0.3, 0.5, 0.85, 0.9, 1])('of a product that fills %f of the frame is told from it', (fill) => {
    const backdrop = of({ width: 400, height: 300, fill: fill === 1 ? 0.99 : fill });
    expect(backdrop.uniform).toBe(true);
    expect(backdrop.fill).toBeCloseTo(fill === 1 ? 0.99 : fill, 1.5);
  });

  it('is wholly white, or not at all where it is one tone less', () => {
    expect(of({ width: 400, height: 300 }).white).toBe(1);
    expect(of({ width: 400, height: 300, backdrop: [254, 255, 255] })).toMatchObject({
      white: 0,
      colour: [254, 255, 255],
    });
  });

  it('of another colour is one too', () => {
    const backdrop = of({ width: 300, height: 300, backdrop: [20, 20, 24], fill: 0.7 });
    expect(backdrop).toMatchObject({ uniform: true, white: 0, colour: [20, 20, 24] });
    expect(backdrop.fill).toBeCloseTo(0.7, 1);
  });

  it('is not there in a scene', () => {
    const scene = findBackdrop(noisePicture(200, 150) as Opaque);
    expect(scene).toMatchObject({ uniform: false, white: 0 });
    expect(scene.fill).toBeUndefined();
  });

  it('of an empty picture has no subject', () => {
    const empty = findBackdrop(drawn(50, 40, () => [255, 255, 255]) as Opaque);
    expect(empty).toMatchObject({ uniform: true, white: 1, lettering: 0 });
    expect(empty.fill).toBeUndefined();
  });

  it('leaves out dust, and background that the product encloses is no edge', () => {
    const ring = drawn(400, 400, (x, y) => {
      const radius = Math.hypot(x - 200, y - 200);
      const dust = x === 5 && y === 5;
      return dust || (radius > 60 && radius < 100) ? [40, 80, 40] : [255, 255, 255];
    });
    expect(findBackdrop(ring as Opaque).fill).toBeCloseTo(0.5, 1);
  });

  it('tells a soft shadow below the product from a tinted patch and from a tinted background', () => {
    const withPatch = (top: number, bottom: number, tone: number) =>
      findBackdrop(
        drawn(400, 400, (x, y) => {
          if (Math.abs(x - 200) < 100 && Math.abs(y - 200) < 100) return [60, 60, 60];
          return Math.abs(x - 200) < 100 && y >= top && y < bottom ? [tone, tone, tone] : [255, 255, 255];
        }) as Opaque,
      );
    const shadow = withPatch(300, 340, 245);
    expect(shadow.white + shadow.shadow).toBe(1);
    expect(shadow.shadow).toBeCloseTo((200 * 36) / (400 * 400 - 206 * 206), 2);
    expect(withPatch(330, 370, 245)).toMatchObject({ shadow: 0, white: expect.closeTo(0.93, 1) });
    expect(withPatch(300, 400, 245)).toMatchObject({ shadow: 0, white: expect.closeTo(0.84, 1) });
    expect(of({ width: 400, height: 300, backdrop: [254, 255, 255] }).shadow).toBe(0);
  });

  it('counts no ringing beside the product', () => {
    const ringing = drawn(400, 400, (x, y) => {
      const far = Math.max(Math.abs(x - 200), Math.abs(y - 200));
      return far < 100 ? [60, 60, 60] : far < 102 ? [250, 250, 250] : [255, 255, 255];
    });
    expect(findBackdrop(ringing as Opaque)).toMatchObject({ white: 1, shadow: 0 });
  });
});
