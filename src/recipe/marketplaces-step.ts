import type { Target } from '../compose/compose.js';
import { NOTES } from '../compose/notes.js';
import type { OutputFormat } from '../engine/encode/formats.js';
import { type Marketplace, marketplace } from '../marketplaces/marketplaces.js';
import { type Carried, composedFormat, type Made } from './compose-step.js';
import { frameOf, type Known } from './frame-of.js';
import type { PrintPlan } from './print.js';
import type { MarketplacesStep } from './recipe.js';
import type { OutputReport } from './report.js';

/** The presets of a step. */
export function marketsOf({ for: names }: MarketplacesStep): Marketplace[] {
  return names.map(marketplace);
}

/** What is to be made for a marketplace. */
export function targetFor(market: Marketplace, known: Known, carried: Carried): Target {
  const { quality, maxBytes, density } = market;
  const frame = frameOf(market, known);
  return {
    frame,
    output: {
      ...carried,
      format: composedFormat(market.format, frame.background === 'transparent'),
      quality,
      maxBytes,
      ...(density ? { density: density.made } : {}),
    },
  };
}

/** What is to be made for paper: the whole picture at its planned size, in its own format, transparency and all. */
export function targetForPaper(
  { pixels, dpi }: PrintPlan,
  format: OutputFormat,
  alpha: boolean,
  carried: Carried,
): Target {
  return {
    frame: { canvas: pixels, mode: 'pad', background: alpha ? 'transparent' : 'white' },
    output: { ...carried, format: composedFormat(format, alpha), quality: 95, density: dpi },
  };
}

/** What a report says of a file that was made. */
export function reportOf({ file, audit }: Made, { name }: Marketplace): OutputReport {
  const { bytes, format, width, height, quality, log, notes } = file;
  return {
    for: name,
    format,
    bytes: bytes.byteLength,
    width,
    height,
    ...(quality === undefined ? {} : { quality }),
    transforms: log,
    audit: { verdict: audit?.verdict ?? 'pass', findings: audit?.findings ?? [] },
    notes: notes.map((code) => NOTES[code]),
  };
}
