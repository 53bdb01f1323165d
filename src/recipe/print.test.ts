import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paperSize, planPrint } from './print.js';

describe('paper size', () => {
  test('is read in inches, centimetres and millimetres, or as one number for both sides', () => {
    expect(paperSize('8x10in')).toEqual({ width: 8, height: 10 });
    expect(paperSize('8 × 10"')).toEqual({ width: 8, height: 10 });
    expect(paperSize('25.4x50.8cm').height).toBeCloseTo(20, 9);
    expect(paperSize('254mm')).toEqual({ width: 10, height: 10 });
  });

  test.each(['', '8x10', 'x10in', '0x4in', '-3cm', '1e9in', '8x10px', '500in'])('refuses %j', (text) => {
    expect(() => paperSize(text)).toThrowError(/written 8x10in/);
  });
});

describe('print plan', () => {
  test('without a size: 1024×1024 becomes 4096×4096 at 300 dots an inch, 13.65 in', () => {
    const plan = planPrint({ width: 1024, height: 1024 }, undefined);
    expect(plan).toMatchObject({ scale: 4, dpi: 300, pixels: { width: 4096, height: 4096 } });
    expect(plan.inches.width).toBeCloseTo(13.653, 3);
    expect(plan.notes[0]).toContain('13.65 × 13.65 in');
  });

  test('takes the least enlargement that reaches the size, and reduces what is too much', () => {
    const plan = planPrint({ width: 1000, height: 1250 }, paperSize('8x10in'));
    expect(plan).toMatchObject({ scale: 4, dpi: 300, pixels: { width: 2400, height: 3000 } });
    expect(planPrint({ width: 3000, height: 2000 }, paperSize('8x10in')).scale).toBe(1);
    expect(planPrint({ width: 1600, height: 1200 }, paperSize('6x8in')).scale).toBe(2);
  });

  test('turns the sheet as the picture lies', () => {
    const plan = planPrint({ width: 1250, height: 1000 }, paperSize('8x10in'));
    expect(plan.inches).toEqual({ width: 10, height: 8 });
  });

  test('warns where the source is too small, and more where the print will look soft', () => {
    const small = planPrint({ width: 500, height: 500 }, paperSize('10in'));
    expect(small).toMatchObject({ scale: 4, dpi: 200 });
    expect(small.notes[1]).toContain('too small');
    expect(planPrint({ width: 300, height: 300 }, paperSize('10in')).notes[1]).toContain('soft');
  });

  test('never has more pixels than the enlargement gives, more dots than asked, or a print larger than the sheet', () => {
    const side = fc.integer({ min: 1, max: 9000 });
    const inches = fc.double({ min: 0.5, max: 60, noNaN: true });
    fc.assert(
      fc.property(side, side, inches, inches, (width, height, w, h) => {
        const { scale, dpi, pixels, inches: print } = planPrint({ width, height }, { width: w, height: h });
        expect(pixels.width).toBeLessThanOrEqual(width * scale);
        expect(pixels.height).toBeLessThanOrEqual(height * scale);
        expect(dpi).toBeLessThanOrEqual(300);
        const [long, short] = [Math.max(w, h), Math.min(w, h)];
        // Half a pixel of rounding, half a hundredth of a dot in the tag.
        const slack = 1.01 + 0.5 / dpi;
        expect(Math.max(print.width, print.height)).toBeLessThanOrEqual(long * slack + 1 / dpi);
        expect(Math.min(print.width, print.height)).toBeLessThanOrEqual(short * slack + 1 / dpi);
      }),
    );
  });
});
