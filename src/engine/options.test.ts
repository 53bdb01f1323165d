import { describe, expect, test } from 'vitest';
import { checkOptions, type EnhanceOptions } from './options.js';

describe('options', () => {
  test('have a default each', () => {
    expect(checkOptions({})).toEqual({
      scale: 'auto',
      restore: 'auto',
      sharpen: 'auto',
      format: 'keep',
      guard: true,
    });
  });

  test('that were given stay', () => {
    const given: EnhanceOptions = {
      scale: 2,
      restore: 0,
      sharpen: 1,
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
    ['scale', 1],
    ['restore', -0.1],
    ['restore', 1.1],
    ['restore', Number.NaN],
    ['restore', '0.5'],
    ['sharpen', 2],
    ['sharpen', 'strong'],
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
});
