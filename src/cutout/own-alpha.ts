import type { Raster } from '../engine/raster.js';
import { boxOf, noSubject, type Subject } from './subject.js';

/** An alpha that hides less than this share of a picture (rounded corners, say) does not cut its subject out. */
const HIDES = 0.03;

/** Alpha above which something shows: a drawn shadow belongs to the box, or it would run over the edge of a frame. */
const VISIBLE = 5;

/** The share of a picture that its own alpha hides; 0 where that is too little to be a cut-out. */
export function hidden({ channels, samples }: Raster): number {
  if (channels === 3) return 0;
  let count = 0;
  for (let at = 3; at < samples.length; at += 4) if (samples[at] < 128) count++;
  const share = (4 * count) / samples.length;
  return share < HIDES ? 0 : share;
}

/**
 * The subject of a picture that is cut out already. Its matte is its own alpha, which files carry anyway.
 *
 * @throws {HeroshotError} `no_subject` where all of it is transparent
 */
export function ownAlpha({ width, height, samples }: Raster): Subject {
  const alpha = new Uint8Array(width * height);
  for (let i = 0, at = 3; i < alpha.length; i++, at += 4) alpha[i] = samples[at];
  const found = boxOf(
    alpha.map((value) => (value > VISIBLE ? 1 : 0)),
    { width, height },
  );
  if (!found) throw noSubject();
  return { matte: { width, height, alpha }, box: found.box, confidence: 1, method: 'alpha', findings: [] };
}
