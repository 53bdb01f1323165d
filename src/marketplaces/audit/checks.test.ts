import { describe, expect, it } from 'vitest';
import { type Marketplace, marketplace } from '../marketplaces.js';
import { judge } from './audit.js';
import type { Severity } from './check.js';
import { CHECKS, type FindingCode } from './checks.js';
import type { Inspection } from './inspection.js';

/** What is measured of a file with nothing to find. */
const GOOD: Inspection = {
  format: 'jpeg',
  bytes: 400_000,
  width: 2000,
  height: 2000,
  frames: 1,
  colour: { kind: 'srgb', name: 'sRGB' },
  transparent: 0,
  density: 72,
  personal: [],
  whiteBorder: 1,
  backdrop: { uniform: true, colour: [255, 255, 255], white: 1, shadow: 0, fill: 0.88, lettering: 0 },
  damage: { compression: 0.08, noise: 0, blur: 0 },
  enlarged: 1,
};

const finding = (
  code: FindingCode,
  file: Partial<Inspection>,
  market: Marketplace,
  from?: [number, number],
) => {
  const madeFrom = from && { width: from[0], height: from[1] };
  return judge({ ...GOOD, ...file }, market, madeFrom).findings.find((found) => found.code === code);
};

const backdrop = (part: Partial<Inspection['backdrop']>) => ({ backdrop: { ...GOOD.backdrop, ...part } });
const damage = (part: Partial<NonNullable<Inspection['damage']>>) => ({
  damage: { compression: 0, noise: 0, blur: 0, ...part },
});

/** For each check what it says of measured values: a row each. `none` where it says nothing. */
const CASES: [FindingCode, Parameters<typeof marketplace>[0], Partial<Inspection>, Severity | 'none'][] = [
  ['size_minimum', 'amazon-main', { width: 1000, height: 700 }, 'pass'],
  ['size_minimum', 'amazon-main', { width: 999, height: 999 }, 'fail'],
  ['size_minimum', 'google-merchant', { width: 2000, height: 499 }, 'fail'],
  ['size_minimum', 'google-merchant', { width: 500, height: 500 }, 'pass'],
  ['size_maximum', 'amazon-main', { width: 10_001, height: 3000 }, 'fail'],
  ['size_maximum', 'google-merchant', { width: 8001, height: 8000 }, 'fail'],
  ['size_maximum', 'google-merchant', { width: 8000, height: 8000 }, 'pass'],
  ['size_maximum', 'instagram', {}, 'none'],
  ['zoom', 'ebay', { width: 1599, height: 1000 }, 'warn'],
  ['zoom', 'ebay', { width: 1600, height: 1000 }, 'pass'],
  ['zoom', 'instagram', {}, 'none'],
  ['size_recommended', 'amazon-main', { width: 1499, height: 1499 }, 'warn'],
  ['size_recommended', 'amazon-main', { width: 1999, height: 1999 }, 'info'],
  ['size_recommended', 'amazon-main', {}, 'pass'],
  ['format', 'amazon-main', { format: 'webp' }, 'fail'],
  ['format', 'shopify', { format: 'webp' }, 'pass'],
  ['file_size', 'walmart', { bytes: 5_000_001 }, 'fail'],
  ['file_size', 'walmart', { bytes: 5_000_000 }, 'pass'],
  ['animation', 'shopify', { format: 'gif', frames: 12 }, 'warn'],
  ['animation', 'shopify', {}, 'none'],
  ['density', 'print', { density: 72 }, 'warn'],
  ['density', 'print', { density: 300 }, 'pass'],
  ['density', 'etsy', { density: 71.9 }, 'pass'],
  ['density', 'shopify', { density: 1 }, 'none'],
  ['colour_space', 'shopify', {}, 'pass'],
  ['colour_space', 'shopify', { colour: { kind: 'other-rgb', name: 'Display P3' } }, 'warn'],
  ['colour_space', 'ebay', { colour: { kind: 'cmyk', name: 'CMYK' } }, 'fail'],
  ['colour_space', 'print', { colour: { kind: 'cmyk', name: 'FOGRA39' } }, 'pass'],
  ['transparency', 'amazon-main', { transparent: 0.4 }, 'fail'],
  ['transparency', 'shopify', { transparent: 0.4 }, 'pass'],
  ['transparency', 'amazon-main', {}, 'none'],
  ['aspect_ratio', 'tiktok-shop', { width: 1200, height: 1600 }, 'fail'],
  ['aspect_ratio', 'tiktok-shop', {}, 'pass'],
  ['aspect_ratio', 'shopify', { width: 1500, height: 2000 }, 'info'],
  ['aspect_ratio', 'instagram', { width: 1080, height: 1350 }, 'pass'],
  ['aspect_ratio', 'instagram', { width: 1080, height: 1920 }, 'fail'],
  ['aspect_ratio', 'print', { width: 300, height: 2000 }, 'pass'],
  ['white_border', 'amazon-main', {}, 'pass'],
  ['white_border', 'amazon-main', { whiteBorder: 0.95 }, 'warn'],
  ['white_border', 'amazon-main', { whiteBorder: 0.5 }, 'fail'],
  ['white_border', 'ebay', { whiteBorder: 0.5 }, 'warn'],
  ['white_border', 'instagram', { whiteBorder: 0 }, 'none'],
  ['white_background', 'amazon-main', {}, 'pass'],
  ['white_background', 'amazon-main', backdrop({ white: 0.95 }), 'warn'],
  ['white_background', 'amazon-main', backdrop({ white: 0, uniform: false }), 'fail'],
  ['white_background', 'amazon-main', backdrop({ white: 0.9, shadow: 0.095 }), 'info'],
  ['white_background', 'amazon-main', backdrop({ white: 0.8, shadow: 0.05 }), 'fail'],
  ['white_background', 'google-merchant', backdrop({ white: 0 }), 'warn'],
  ['fill', 'amazon-main', {}, 'pass'],
  ['fill', 'amazon-main', backdrop({ fill: 0.6 }), 'fail'],
  ['fill', 'google-merchant', backdrop({ fill: 0.98 }), 'warn'],
  ['fill', 'instagram', backdrop({ fill: 0.1 }), 'none'],
  ['frame', 'ebay', {}, 'pass'],
  ['frame', 'ebay', { frame: { thickness: 4, colour: [0, 0, 0] } }, 'fail'],
  ['frame', 'meta-catalog', { frame: { thickness: 4, colour: [0, 0, 0] } }, 'warn'],
  ['frame', 'shopify', { frame: { thickness: 4, colour: [0, 0, 0] } }, 'none'],
  ['blur', 'shopify', {}, 'pass'],
  ['blur', 'shopify', damage({ blur: 0.32 }), 'info'],
  ['blur', 'shopify', damage({ blur: 0.5 }), 'warn'],
  ['enlarged', 'shopify', {}, 'pass'],
  ['enlarged', 'shopify', { enlarged: 2 }, 'warn'],
  ['compression', 'shopify', {}, 'pass'],
  ['compression', 'shopify', damage({ compression: 0.45 }), 'info'],
  ['compression', 'shopify', damage({ compression: 0.7 }), 'warn'],
  ['text_overlay', 'amazon-main', {}, 'pass'],
  ['text_overlay', 'amazon-main', backdrop({ lettering: 2 }), 'info'],
  ['text_overlay', 'shopify', backdrop({ lettering: 2 }), 'none'],
  ['ai_tag', 'shopify', { sourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/x' }, 'info'],
  ['ai_tag', 'shopify', {}, 'none'],
  ['personal_data', 'shopify', {}, 'pass'],
  ['personal_data', 'shopify', { personal: ['location (GPS)'] }, 'warn'],
];

const ORDER = ['pass', 'none', 'info', 'warn', 'fail'];

describe('checks', () => {
  it.each(CASES)('%s for %s of %j: %s', (code, name, file, expected) => {
    const found = finding(code, file, marketplace(name));
    expect(found?.severity ?? 'none').toBe(expected);
    if (!found) return;
    expect(found.source).toBe(marketplace(name).source);
    expect(found.message).toMatch(/^\S.*[^.]$/);
    // What is wrong has a remedy, and what passes needs none.
    if (found.severity === 'pass') expect(found.fix).toBeUndefined();
    else if (code !== 'ai_tag') expect(found.fix).toBeTypeOf('string');
  });

  it.each(CHECKS.map(({ code, worst }) => [code, worst] as const))(
    '%s is seen at its worst, %s, and never worse',
    (code, worst) => {
      const said = CASES.filter(([of]) => of === code).map(([, , , severity]) => severity);
      expect(said).toContain(worst);
      expect(said.every((severity) => ORDER.indexOf(severity) <= ORDER.indexOf(worst))).toBe(true);
      expect(said.some((severity) => severity === 'pass' || severity === 'none')).toBe(true);
    },
  );

  it('have a code each, in the form of error codes', () => {
    const codes = CHECKS.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
  });
});

describe('what nothing could be measured of', () => {
  it('is not judged', () => {
    const { damage: _, density: __, ...plain } = GOOD;
    const { fill: ___, ...scene } = GOOD.backdrop;
    const { findings } = judge(
      { ...plain, backdrop: { ...scene, uniform: false } },
      marketplace('amazon-main'),
    );
    const codes = findings.map(({ code }) => code);
    for (const code of ['blur', 'enlarged', 'compression', 'density', 'text_overlay'])
      expect(codes).not.toContain(code);
    expect(findings.find(({ code }) => code === 'fill')?.severity).toBe('info');
  });
});

describe('a file that is too small', () => {
  const amazon = marketplace('amazon-main');
  it('names heroshot where 4× reaches, and a larger source where it does not', () => {
    expect(finding('size_minimum', { width: 300, height: 400 }, amazon)?.fix).toContain('--for amazon-main');
    expect(finding('size_recommended', { width: 300, height: 400 }, amazon)?.fix).toBe(
      'needs a larger source: 300×400 reaches 1200×1600 at 4×',
    );
  });

  it('is judged by the canvas: a wide picture reaches a square by its longer side', () => {
    const walmart = marketplace('walmart');
    expect(finding('size_minimum', { width: 600, height: 200 }, walmart)?.fix).toContain('--for walmart');
    expect(finding('size_minimum', { width: 300, height: 200 }, walmart)?.fix).toContain('larger source');
  });

  it('says what the source of a made file reaches', () => {
    expect(finding('size_recommended', { width: 800, height: 800 }, amazon, [200, 200])?.fix).toBe(
      'needs a larger source: 200×200 reaches 800×800 at 4×',
    );
  });
});

describe('a declared enlargement', () => {
  it('is told its softness and missing detail without a warning', () => {
    const sourceType = 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced';
    const file = { sourceType, enlarged: 2, ...damage({ blur: 0.5 }) };
    for (const code of ['blur', 'enlarged'] as const) {
      expect(finding(code, file, marketplace('shopify'))?.severity).toBe('info');
      expect(finding(code, file, marketplace('shopify'), [500, 400])?.fix).toContain('500×400');
    }
  });
});
