import type { Size } from '../../../engine/raster.js';
import { longestSide, ratioOf, type SizeBound } from '../../marketplace.js';
import type { Marketplace } from '../../marketplaces.js';
import type { Case, Check } from '../check.js';
import { sizeText } from './text.js';

/** The most that heroshot enlarges. */
const LARGEST_SCALE = 4;

interface Compared {
  /** The measure, for people. */
  name: string;
  unit: string;
  value: number;
  limit: number;
}

/** The measures of a size that a bound speaks of. */
function compared(size: Size, bound: SizeBound): Compared[] {
  const longest = Math.max(size.width, size.height);
  const shortest = Math.min(size.width, size.height);
  const rows = [
    { name: 'the longest side', unit: 'px', value: longest, limit: bound.longest },
    { name: 'the shortest side', unit: 'px', value: shortest, limit: bound.shortest },
    { name: 'width × height', unit: 'pixels', value: size.width * size.height, limit: bound.pixels },
  ];
  return rows.filter((row): row is Compared => row.limit !== undefined);
}

/** How often a picture must be enlarged to fill the smallest canvas of the made shape that keeps a lower bound. */
function timesNeeded(from: Size, { shape }: Marketplace, { longest = 0, shortest = 0 }: SizeBound): number {
  const ratio = shape.made === 'own' ? from.width / from.height : ratioOf(shape.made);
  const [across, down] = ratio >= 1 ? [ratio, 1] : [1, 1 / ratio];
  const side = Math.max(longest / Math.max(across, down), shortest);
  return Math.min((across * side) / from.width, (down * side) / from.height);
}

/** What would bring a picture up to a bound: heroshot, or only a larger source. */
export function enlargeFix({ file, market, madeFrom }: Case, bound: SizeBound): string {
  const from = madeFrom ?? file;
  if (timesNeeded(from, market, bound) <= LARGEST_SCALE)
    return `heroshot enhance --for ${market.name} enlarges it from ${sizeText(from)}`;
  const reached = { width: from.width * LARGEST_SCALE, height: from.height * LARGEST_SCALE };
  return `needs a larger source: ${sizeText(from)} reaches ${sizeText(reached)} at ${LARGEST_SCALE}×`;
}

const minimum: Check<'size_minimum'> = {
  code: 'size_minimum',
  about: 'the sides against the least that is taken',
  worst: 'fail',
  judge: (at) => {
    const rows = compared(at.file, at.market.minimum);
    const short = rows.find(({ value, limit }) => value < limit);
    if (!short)
      return rows[0] && { severity: 'pass', ...numbers(rows[0]), message: 'it is large enough to be taken' };
    return {
      severity: 'fail',
      ...numbers(short),
      message: `${sizeText(at.file)} is too small: ${short.name} must have at least ${short.limit} ${short.unit}`,
      fix: enlargeFix(at, at.market.minimum),
    };
  },
};

const maximum: Check<'size_maximum'> = {
  code: 'size_maximum',
  about: 'the sides against the most that is taken',
  worst: 'fail',
  judge: ({ file, market }) => {
    const rows = compared(file, market.maximum);
    const long = rows.find(({ value, limit }) => value > limit);
    if (!long)
      return rows[0] && { severity: 'pass', ...numbers(rows[0]), message: 'it is small enough to be taken' };
    return {
      severity: 'fail',
      ...numbers(long),
      message: `${sizeText(file)} is too large: ${long.name} must have at most ${long.limit} ${long.unit}`,
      fix: `heroshot enhance --for ${market.name} makes it ${longestSide(market.canvas)} px`,
    };
  },
};

const zoom: Check<'zoom'> = {
  code: 'zoom',
  about: 'the longest side against that from which shoppers can zoom',
  worst: 'warn',
  judge: (at) => {
    const { zoomFrom } = at.market;
    const value = Math.max(at.file.width, at.file.height);
    if (zoomFrom === undefined) return undefined;
    if (value >= zoomFrom) return { severity: 'pass', value, limit: zoomFrom, message: 'shoppers can zoom' };
    return {
      severity: 'warn',
      value,
      limit: zoomFrom,
      message: `shoppers cannot zoom: that begins at ${zoomFrom} px on the longest side`,
      fix: enlargeFix(at, { longest: zoomFrom }),
    };
  },
};

const recommended: Check<'size_recommended'> = {
  code: 'size_recommended',
  about: 'the longest side against the size that heroshot makes; a warning from a quarter less',
  worst: 'warn',
  judge: (at) => {
    const limit = longestSide(at.market.canvas);
    const value = Math.max(at.file.width, at.file.height);
    if (value >= limit) return { severity: 'pass', value, limit, message: 'it has the recommended size' };
    return {
      severity: value < 0.75 * limit ? 'warn' : 'info',
      value,
      limit,
      message: `${limit} px on the longest side are recommended`,
      fix: enlargeFix(at, { longest: limit }),
    };
  },
};

function numbers({ value, limit }: { value: number; limit: number }) {
  return { value, limit };
}

/** Checks of how large a picture is. */
export const SIZE_CHECKS = [minimum, maximum, zoom, recommended] as const;
