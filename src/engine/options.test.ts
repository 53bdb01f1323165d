import { describe, expect, test } from 'vitest';
import { MODELS } from './network/registry.js';
import { checkEngineOptions, checkOptions, type EngineOptions, type EnhanceOptions } from './options.js';

describe('options', () => {
  test('have a default each', () => {
    expect(checkOptions({})).toEqual({
      scale: 'auto',
      tier: 'standard',
      restore: 'auto',
      sharpen: 'auto',
      detail: 0,
      format: 'keep',
      guard: true,
    });
  });

  test('that were given stay', () => {
    const given: EnhanceOptions = {
      scale: 2,
      tier: 'standard',
      restore: 0,
      sharpen: 1,
      detail: 0,
      format: 'webp',
      quality: 80,
      dpi: 300,
      guard: false,
      signal: new AbortController().signal,
      onProgress: () => {},
    };
    expect(checkOptions(given)).toEqual(given);
  });

  test.each<[keyof EnhanceOptions, unknown]>([
    ['scale', 3],
    ['scale', '4'],
    ['scale', 0],
    ['tier', 'fast'],
    ['tier', 'toString'],
    ['restore', -0.1],
    ['restore', 1.1],
    ['restore', Number.NaN],
    ['restore', '0.5'],
    ['sharpen', 2],
    ['sharpen', 'strong'],
    ['detail', -0.1],
    ['detail', 1.1],
    ['detail', Number.NaN],
    ['detail', '0.5'],
    ['detail', 'auto'],
    ['format', 'gif'],
    ['format', 'toString'],
    ['quality', 0],
    ['quality', 101],
    ['quality', 80.5],
    ['quality', Number.NaN],
    ['dpi', 0],
    ['dpi', 10_001],
    ['dpi', Number.NaN],
  ])('%s cannot be %j: bad_option, and the message names it', (name, value) => {
    let thrown: unknown;
    try {
      checkOptions({ [name]: value } as EnhanceOptions);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'bad_option', message: expect.stringMatching(`^${name} is `) });
  });

  test('detail is taken where a network that may be needed has it', () => {
    for (const scale of [4, 'auto'] as const)
      expect(checkOptions({ scale, detail: 0.5 })).toMatchObject({ scale, detail: 0.5 });
    for (const [scale, tier] of [
      [2, 'standard'],
      [4, 'edge'],
      ['auto', 'edge'],
    ] as const) {
      expect(checkOptions({ scale, tier, detail: 0 }).detail).toBe(0);
      expect(() => checkOptions({ scale, tier, detail: 0.5 })).toThrow(
        expect.objectContaining({
          code: 'bad_option',
          message: `detail is 0.5; it can be 0 alone at scale ${scale} and tier ${tier}; more needs 4× and tier standard`,
        }),
      );
    }
  });

  test('a tier is taken where each scale that may be needed has a network of it', () => {
    const has = (scale: 2 | 4) => MODELS.some((row) => row.tier === 'edge' && row.scale === scale);
    const refused = expect.objectContaining({ code: 'bad_option' });
    for (const [scale, fits] of [
      [2, has(2)],
      [4, has(4)],
      ['auto', has(2) && has(4)],
    ] as const) {
      const check = () => checkOptions({ scale, tier: 'edge' });
      if (fits) expect(check()).toMatchObject({ scale, tier: 'edge' });
      else expect(check).toThrow(refused);
    }
  });
});

describe('engine options', () => {
  test.each<[keyof EngineOptions, unknown]>([
    ['device', 'gpu'],
    ['precision', 'int4'],
    ['precision', 8],
    ['threads', 0],
    ['memory', -1],
  ])('%s cannot be %j', (name, value) => {
    expect(() => checkEngineOptions({ [name]: value } as EngineOptions)).toThrow(
      expect.objectContaining({ code: 'bad_option', message: expect.stringMatching(`^${name} is `) }),
    );
  });

  test.each(['auto', 'float32', 'int8'] as const)('precision can be %s', (precision) => {
    expect(() => checkEngineOptions({ precision })).not.toThrow();
  });
});
