import { FORMATS } from '../engine/encode/formats.js';
import { HeroshotError } from '../engine/errors.js';
import type { Frame } from './frame.js';

/** What a target asks of its file. */
export interface OutputRule {
  format: 'jpeg' | 'png' | 'webp' | 'avif';
  /** Wanted quality 1..100; the format's own where absent. Ignored by PNG. */
  quality?: number;
  /** Quality below which the file size is not bought; 60 where absent. */
  qualityFloor?: number;
  /** Largest file in bytes. */
  maxBytes?: number;
  /** Dots per inch, written into the file; 300 for print. */
  density?: number;
  /** EXIF text fields to carry; see `decode/fields.ts` for what may pass. */
  exif?: Record<string, string>;
  /** IPTC digital source type. */
  digitalSourceType?: string;
  /**
   * Hold the background to 255, 255, 255 after decoding. On by default where it can be true: a white background that
   * replaces the photograph's own, without a shadow.
   */
  pureWhite?: boolean;
  /** Decode the file again also where no pure white is asked for; on where absent. Off where the caller audits the file. */
  verify?: boolean;
}

const within = (value: number | undefined, low: number, high: number) =>
  value === undefined || (value >= low && value <= high);

/** @throws {HeroshotError} bad_option where a value is out of its range or the format can't hold the background */
export function checkOutput(output: OutputRule, frame: Frame): void {
  const { format, quality, qualityFloor, maxBytes, density } = output;
  const fail = (problem: string) => {
    throw new HeroshotError('bad_option', problem);
  };
  if (frame.background === 'transparent' && !FORMATS[format].alpha)
    fail(`${format} has no transparency; choose png, webp or avif, or a background`);
  if (!within(quality, 1, 100) || !within(qualityFloor, 1, 100)) fail('quality is 1..100');
  if (!within(maxBytes, 1, Infinity)) fail('the largest file has at least a byte');
  if (!within(density, 1, 10_000)) fail('density is 1..10000 dots per inch');
}
