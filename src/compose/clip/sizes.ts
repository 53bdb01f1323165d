import { HeroshotError } from '../../engine/errors.js';
import type { Size } from '../../engine/raster.js';

/** A place where clips are shown, and the size that it wants. */
export interface ClipTarget extends Size {
  name: string;
  title: string;
}

/** Where clips go, a row each; `--for` takes these names. */
export const CLIP_TARGETS = [
  { name: 'tiktok', title: 'TikTok', width: 1080, height: 1920 },
  { name: 'reels', title: 'Instagram and Facebook Reels', width: 1080, height: 1920 },
  { name: 'shorts', title: 'YouTube Shorts', width: 1080, height: 1920 },
  { name: 'shopify', title: 'Shopify product media', width: 1080, height: 1080 },
  { name: 'feed', title: 'Instagram feed', width: 1080, height: 1350 },
  { name: 'youtube', title: 'YouTube, landscape', width: 1920, height: 1080 },
] as const satisfies readonly ClipTarget[];

export type ClipTargetName = (typeof CLIP_TARGETS)[number]['name'];

/** A clip of one size, and the targets that it serves. */
export interface ClipSize extends Size {
  for: ClipTargetName[];
}

/** Shortest and longest side of a frame: even numbers, because colour is stored at half the size. */
export const LEAST_SIDE = 64;
export const MOST_SIDE = 2160;

/**
 * Read a size: `1080x1920`.
 *
 * @throws {HeroshotError} `bad_option`
 */
export function clipSize(text: string): ClipSize {
  const found = /^(\d{1,5})\s*[x×]\s*(\d{1,5})$/i.exec(text.trim());
  const [width, height] = found ? [Number(found[1]), Number(found[2])] : [0, 0];
  const fits = (side: number) => side >= LEAST_SIDE && side <= MOST_SIDE;
  if (!fits(width) || !fits(height))
    throw new HeroshotError(
      'bad_option',
      `a clip's size is written 1080x1920, each side from ${LEAST_SIDE} to ${MOST_SIDE}, not ${text}`,
    );
  if (width % 2 || height % 2)
    throw new HeroshotError(
      'bad_option',
      `video stores colour at half the size, so sides are even: ${width - (width % 2)}x${height - (height % 2)} instead of ${text}`,
    );
  return { width, height, for: [] };
}

/**
 * The sizes that targets want, each once.
 *
 * @param names separated by commas
 * @throws {HeroshotError} `bad_option`, with all names
 */
export function clipTargets(names: string | readonly string[]): ClipSize[] {
  const asked = typeof names === 'string' ? names.split(',') : names;
  const sizes: ClipSize[] = [];
  for (const name of asked.map((one) => one.trim().toLowerCase())) {
    const row = CLIP_TARGETS.find((target) => target.name === name);
    if (!row)
      throw new HeroshotError(
        'bad_option',
        `no clips are made for ${JSON.stringify(name)}; there are ${CLIP_TARGETS.map((one) => one.name).join(', ')}`,
      );
    const { width, height } = row;
    const same = sizes.find((size) => size.width === width && size.height === height);
    if (!same) sizes.push({ width, height, for: [row.name] });
    else if (!same.for.includes(row.name)) same.for.push(row.name);
  }
  return sizes;
}
