import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePath } from '../grammar/grammar.js';
import { LONGEST_SIDE } from '../grammar/operations.js';
import { COMPASS, RESIZING_TYPES } from '../grammar/options.js';
import { negotiate } from '../negotiation/negotiation.js';
import { planGeometry, reachOf } from './geometry.js';

const plan = (size: string, text: string, headers = {}) => {
  const [width, height] = size.split('x').map(Number);
  const { options } = parsePath(`/${text}/YQ`);
  const { size: asked, original } = negotiate(options, headers);
  return planGeometry({ width, height }, options, asked, reachOf(options, original));
};
const text = ({ width, height }: { width: number; height: number }) => `${width}x${height}`;

describe('geometry', () => {
  it.each([
    // reducing, as imgproxy does
    ['1000x800', 'w:500', '500x400', 0],
    ['1000x800', 'h:400', '500x400', 0],
    ['1000x800', 'rs:fit:300:300', '300x240', 0],
    ['1000x800', 'rs:fill:300:300', '300x300', 0],
    ['1000x800', 'rs:force:300:300', '300x300', 0],
    ['1000x800', 'rs:force:300', '300x800', 0],
    ['1000x800', 'rs:auto:300:200', '300x200', 0],
    ['1000x800', 'rs:auto:200:300', '200x160', 0],
    ['1000x800', 'w:250/dpr:2', '500x400', 0],
    ['1000x800', 'rs:fit:300:300:0:1', '300x300', 0],
    ['1000x800', 'w:500/pd:10:20', '540x420', 0],
    ['1000x800', 'w:250/dpr:2/pd:10', '540x440', 0],
    // too small, and the network helps
    ['400x400', 'w:800', '800x800', 2],
    ['400x400', 'w:801', '801x801', 4],
    ['400x400', 'w:2000', '1600x1600', 4],
    ['400x400', 'w:2000/el:1', '2000x2000', 4],
    ['400x400', 'w:400/dpr:2', '800x800', 2],
    ['400x400', 'w:400/dpr:8', '1600x1600', 4],
    ['400x400', 'dpr:2', '800x800', 2],
    ['400x400', 'enhance:4', '1600x1600', 4],
    ['400x400', 'enhance:2/w:1600', '800x800', 2],
    ['400x600', 'rs:fill:800:800', '800x800', 2],
    ['100x100', 'rs:fill:800:600', '400x400', 4],
    ['100x100', 'rs:fill-down:800:600', '400x300', 4],
    // never
    ['400x400', 'w:800/el:0', '400x400', 0],
    ['400x400', 'w:800/enhance:off', '400x400', 0],
    ['400x400', 'w:800/enhance:off/el:1', '800x800', 0],
    ['400x400', 'w:800/el:0/enhance:auto', '800x800', 2],
    ['400x400', 'enhance:2/w:200', '200x200', 0],
    // too much for the network while somebody waits
    ['1500x1500', 'w:4000', '4000x4000', 2],
    ['3000x3000', 'w:4000/el:1', '4000x4000', 0],
  ])('%s asked as %s is %s, network %i', (source, asked, output, network) => {
    const geometry = plan(source, asked);
    expect([text(geometry.output), geometry.network]).toEqual([output, network]);
  });

  it('gives who saves data the original’s pixels at most', () => {
    const saving = { 'save-data': 'on' };
    expect(text(plan('400x400', 'w:800/dpr:3', saving).output)).toBe('400x400');
    expect(text(plan('400x400', 'w:200/dpr:3', saving).output)).toBe('200x200');
    expect(plan('400x400', 'enhance:4', saving)).toMatchObject({ network: 0, output: { width: 400 } });
  });

  it('follows the visitor’s device where the address gives no size', () => {
    expect(text(plan('400x400', 'q:80', { 'sec-ch-ua-mobile': '?1' }).output)).toBe('800x800');
    expect(text(plan('400x400', 'q:80', { 'sec-ch-viewport-width': '3840' }).output)).toBe('1600x1600');
    expect(text(plan('400x400', 'q:80', { 'sec-ch-width': '700' }).output)).toBe('750x750');
    const phone = { 'sec-ch-viewport-width': '320', 'sec-ch-dpr': '2' };
    expect(text(plan('4000x4000', 'q:80', phone).output)).toBe('640x640');
  });

  it('says which density it came to', () => {
    expect(plan('400x400', 'w:400/dpr:8').dpr).toBe(4);
    expect(plan('400x400', 'w:400/dpr:2/el:0').dpr).toBe(1);
    expect(plan('4000x4000', 'w:400/dpr:2').dpr).toBe(2);
  });

  it.each([
    ['g:ce', 100, 0],
    ['g:we', 0, 0],
    ['g:ea', 200, 0],
    ['g:ea:20', 180, 0],
    ['g:we:0.1', 40, 0],
    ['g:no:30', 130, 0],
    ['g:fp:0:0', 0, 0],
    ['g:fp:0.3:0', 20, 0],
    ['g:fp:1:1', 200, 0],
  ])('%s cuts from %i, %i', (gravity, left, top) => {
    expect(plan('400x200', `rs:fill:200:200/${gravity}`).crop).toEqual({
      width: 200,
      height: 200,
      left,
      top,
    });
  });

  it('lays a smaller picture on the extended size', () => {
    expect(plan('400x200', 'rs:fit:200:200:0:1:so/pd:5:0:0:3').canvas).toEqual({
      size: { width: 203, height: 205 },
      place: { width: 200, height: 100, left: 3, top: 105 },
    });
  });

  it('stays within its bounds, whatever is asked', () => {
    const size = fc.integer({ min: 1, max: 9000 });
    const asked = fc.record({
      width: fc.nat(LONGEST_SIDE),
      height: fc.nat(LONGEST_SIDE),
      dpr: fc.constantFrom(0.1, 1, 3, 8),
      type: fc.constantFrom(...RESIZING_TYPES),
      more: fc.constantFrom('q:1', 'el:1', 'el:0', 'ex:1:soea:9:0.5', 'pd:4096', 'enhance:2'),
      gravity: fc.constantFrom(...COMPASS, 'fp:0.9:0.1'),
    });
    fc.assert(
      fc.property(size, size, asked, (width, height, { width: w, height: h, dpr, type, more, gravity }) => {
        try {
          const made = plan(`${width}x${height}`, `rs:${type}:${w}:${h}/dpr:${dpr}/${more}/g:${gravity}`);
          const { scaled, crop, canvas, output, network } = made;
          for (const length of [scaled.width, scaled.height, output.width, output.height]) {
            expect(Number.isInteger(length)).toBe(true);
            expect(length).toBeGreaterThan(0);
          }
          if (crop && !('smart' in crop)) {
            expect(crop.left + crop.width).toBeLessThanOrEqual(scaled.width);
            expect(crop.top + crop.height).toBeLessThanOrEqual(scaled.height);
            expect(Math.min(crop.left, crop.top)).toBeGreaterThanOrEqual(0);
          }
          if (canvas) {
            expect(canvas.place.left + canvas.place.width).toBeLessThanOrEqual(canvas.size.width);
            expect(canvas.place.top + canvas.place.height).toBeLessThanOrEqual(canvas.size.height);
          }
          expect(width * height * network ** 2).toBeLessThanOrEqual(16_000_000);
          if (more === 'el:0')
            expect(Math.max(scaled.width / width, scaled.height / height)).toBeLessThanOrEqual(1);
        } catch (error) {
          expect((error as { code?: string }).code ?? error).toBe('result_too_large');
        }
      }),
      { numRuns: 1000 },
    );
  });
});
