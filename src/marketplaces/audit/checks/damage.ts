import type { Case, Check, Severity } from '../check.js';

/**
 * Whether the file says, or it is known, that it was enlarged by an algorithm: then the detail of its source is no fault to be
 * found, but is still told.
 */
function declared({ file, madeFrom }: Case): boolean {
  return madeFrom !== undefined || /algorithmicallyEnhanced$/.test(file.sourceType ?? '');
}

const unlessDeclared = (at: Case): Severity => (declared(at) ? 'info' : 'warn');

/** What limits a declared enlargement. */
function detailFix(at: Case, otherwise: string): string {
  if (!declared(at)) return otherwise;
  const from = at.madeFrom ? ` than ${at.madeFrom.width}×${at.madeFrom.height}` : '';
  return `needs a larger source${from} for more detail`;
}

const round = (value: number) => Math.round(value * 100) / 100;

/** Softness of the sharpest places, as standard deviation in pixels, from which shoppers see it, and clearly. */
const SOFT = { info: 0.6, warn: 0.8 };

const blur: Check<'blur'> = {
  code: 'blur',
  about: 'softness of the sharpest places: standard deviation in pixels, by the estimating network',
  worst: 'warn',
  judge: (at) => {
    const { damage } = at.file;
    if (!damage) return undefined;
    // The network's unit is two pixels.
    const value = round(damage.blur * 2);
    if (value < SOFT.info) return { severity: 'pass', value, limit: SOFT.info, message: 'it is sharp' };
    return {
      severity: value >= SOFT.warn ? unlessDeclared(at) : 'info',
      value,
      limit: SOFT.info,
      message: `even its sharpest places are soft by ${value} px`,
      fix: detailFix(at, 'heroshot enhance measures and undoes a part of it (--sharpen)'),
    };
  },
};

/** Compression from which blocks show on smooth areas, and clearly; 0.4 is a JPEG of quality 60. */
const COMPRESSED = { info: 0.4, warn: 0.55 };

const compression: Check<'compression'> = {
  code: 'compression',
  about:
    'blocks and ringing of JPEG, (100 − quality) / 100 by the file’s tables or its pixels, whichever is worse',
  worst: 'warn',
  judge: ({ file: { damage } }) => {
    if (!damage) return undefined;
    const value = round(damage.compression);
    if (value < COMPRESSED.info)
      return { severity: 'pass', value, limit: COMPRESSED.info, message: 'compression does not show' };
    return {
      severity: value >= COMPRESSED.warn ? 'warn' : 'info',
      value,
      limit: COMPRESSED.info,
      message: `it looks like a JPEG of quality ${Math.round(100 - 100 * value)}: blocks show`,
      fix: 'heroshot enhance measures and cleans it (--restore)',
    };
  },
};

const enlarged: Check<'enlarged'> = {
  code: 'enlarged',
  about: 'a picture whose finest details are those of one half or a quarter as large',
  worst: 'warn',
  judge: (at) => {
    const { file, market } = at;
    if (!file.damage) return undefined;
    const value = file.enlarged;
    if (value === 1) return { severity: 'pass', value, limit: 1, message: 'it has detail of its own size' };
    const [width, height] = [file.width, file.height].map((side) => Math.round(side / value));
    return {
      severity: unlessDeclared(at),
      value,
      limit: 1,
      message: `it has no more detail than ${width}×${height}${declared(at) ? '' : ': enlarged without new detail, or out of focus'}`,
      fix: detailFix(at, `needs the original: heroshot enhance --for ${market.name} makes more of that`),
    };
  },
};

/** Checks of how good the pixels are; no marketplace gives numbers for them. */
export const DAMAGE_CHECKS = [blur, enlarged, compression] as const;
