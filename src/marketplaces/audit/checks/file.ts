import type { Check } from '../check.js';
import { megabytes, percent } from './text.js';

const format: Check<'format'> = {
  code: 'format',
  about: 'the format by the file’s bytes, whatever it is called',
  worst: 'fail',
  judge: ({ file, market }) => {
    const limit = market.formats.join(', ');
    if (market.formats.includes(file.format))
      return { severity: 'pass', value: file.format, limit, message: `${file.format} is taken` };
    return {
      severity: 'fail',
      value: file.format,
      limit,
      message: `${file.format} is not taken; ${limit} ${market.formats.length > 1 ? 'are' : 'is'}`,
      fix: `heroshot enhance --for ${market.name} makes ${market.format}`,
    };
  },
};

const fileSize: Check<'file_size'> = {
  code: 'file_size',
  about: 'the bytes of the file',
  worst: 'fail',
  judge: ({ file, market }) => {
    const [value, limit] = [file.bytes, market.maxBytes];
    if (value <= limit)
      return { severity: 'pass', value, limit, message: `${megabytes(value)} are few enough` };
    return {
      severity: 'fail',
      value,
      limit,
      message: `the file has ${megabytes(value)}; the most is ${megabytes(limit)}`,
      fix: `heroshot enhance --for ${market.name} keeps below it`,
    };
  },
};

const animation: Check<'animation'> = {
  code: 'animation',
  about: 'frames or pages: one is shown',
  worst: 'warn',
  judge: ({ file }) =>
    file.frames > 1
      ? {
          severity: 'warn',
          value: file.frames,
          limit: 1,
          message: `the file has ${file.frames} frames or pages; a product picture has one`,
          fix: 'heroshot enhance takes the first',
        }
      : undefined,
};

const density: Check<'density'> = {
  code: 'density',
  about: 'the dots per inch that the file names',
  worst: 'warn',
  judge: ({ file, market }) => {
    const limit = market.density?.least;
    if (limit === undefined || file.density === undefined) return undefined;
    // Metric densities come back rounded: 72 is 28.3 dots a centimetre.
    if (file.density > limit - 0.5)
      return { severity: 'pass', value: file.density, limit, message: `${file.density} dots per inch` };
    return {
      severity: 'warn',
      value: file.density,
      limit,
      message: `the file names ${file.density} dots per inch; at least ${limit} are asked for`,
      fix: `heroshot enhance --dpi ${market.density?.made}`,
    };
  },
};

const colourSpace: Check<'colour_space'> = {
  code: 'colour_space',
  about: 'the colour profile: sRGB is shown alike everywhere',
  worst: 'fail',
  judge: ({ file: { colour }, market }) => {
    const severity =
      colour.kind === 'srgb' ? 'pass' : colour.kind === 'cmyk' ? market.colour.cmyk : market.colour.otherRgb;
    const base = { severity, value: colour.name, limit: 'sRGB' } as const;
    if (severity === 'pass') return { ...base, message: `${colour.name} is taken` };
    return {
      ...base,
      message: `the colours are in ${colour.name}, and ${severity === 'fail' ? 'that is not taken' : 'may be shown shifted'}`,
      fix: `heroshot enhance --for ${market.name} converts to sRGB by the profile`,
    };
  },
};

const transparency: Check<'transparency'> = {
  code: 'transparency',
  about: 'see-through pixels, which many marketplaces turn black or grey',
  worst: 'fail',
  judge: ({ file, market }) => {
    if (file.transparent === 0) return undefined;
    const value = percent(file.transparent);
    if (market.transparency) return { severity: 'pass', value, message: 'see-through pixels are taken' };
    return {
      severity: 'fail',
      value,
      limit: percent(0),
      message: `${value} of the pixels are see-through and may turn black`,
      fix: `heroshot enhance --for ${market.name} lays it on white`,
    };
  },
};

/** Checks of the file itself. */
export const FILE_CHECKS = [format, fileSize, animation, density, colourSpace, transparency] as const;
