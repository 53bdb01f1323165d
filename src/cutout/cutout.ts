import { colourSpace } from '../engine/colour/space.js';
import { toLab } from '../engine/measure/lab.js';
import type { Box, Raster, Size } from '../engine/raster.js';
import { backdrop } from './backdrop.js';
import { type Doubts, judge } from './confidence.js';
import { mixedEvidence, uniformEvidence } from './evidence.js';
import { finding } from './findings.js';
import { hidden, ownAlpha } from './own-alpha.js';
import { predict } from './passes.js';
import { boxColours, sizeWithin } from './sampling.js';
import { segment } from './segment.js';
import { dropSpurs } from './spurs.js';
import { boxOf, noSubject, type Subject } from './subject.js';
import { tidy } from './tidy.js';

/** Longest side at which the subject is divided from the background: finer outlines are found on the master. */
const WORK = 1024;

/** Below this answer of the network, or this share of the picture, there is no subject. */
const NOTHING = 0.25;
const SPECK = 0.0005;

/** Longest side below which fine parts of an outline cannot be seen. */
const TINY = 200;

/** How a subject is looked for. */
export interface SubjectOptions {
  /** An .onnx file with a matte network of the user's; U²-Netp where it is left out. */
  matteModel?: string | undefined;
}

/**
 * Find the subject of a picture. A picture with transparency of its own is taken at its word.
 *
 * The network (twice, see `passes.ts`) says what is subject, the colours where it ends: the two are added as log odds, and
 * the outline is the cheapest cut along the picture's own edges. 60 bytes a pixel of the working size, some 45 MB.
 *
 * @param original sRGB; may lie on shared memory
 * @throws {HeroshotError} `no_subject`, `matte_model_unusable`, `model_missing`, `model_mismatch`
 */
export async function findSubject(original: Raster, { matteModel }: SubjectOptions = {}): Promise<Subject> {
  if (hidden(original) > 0) return ownAlpha(original);
  const work = sizeWithin(original, WORK);
  const { map, agreement, grain, peak } = await predict(original, work, matteModel);
  if (peak < NOTHING) throw noSubject();
  const lab = labOf(await boxColours(original, { left: 0, top: 0, ...original }, work));
  const uniform = backdrop(lab, work, map.values);
  const method = uniform ? 'uniform' : 'mixed';
  const odds = uniform ? uniformEvidence(lab, map.values, uniform) : mixedEvidence(lab, map.values);
  const mask = segment(lab, odds, work, Math.max(4, Math.round(grain * 4)));
  dropSpurs(mask, map.values, work);
  tidy(mask, map.values, odds, work, method);
  const found = boxOf(mask, work);
  if (!found || found.pixels < SPECK * mask.length) throw noSubject();
  const doubts: Doubts = { map: map.values, mask, size: work, agreement, peak };
  if (uniform) doubts.distance = uniform.distance.values;
  const { confidence, findings } = judge(doubts);
  if (Math.max(original.width, original.height) < TINY) findings.push(finding('tiny_source'));
  return {
    matte: { ...work, alpha: soften(mask, work) },
    box: scaledUp(found.box, work, original),
    confidence,
    method,
    findings,
  };
}

function labOf(colours: Uint8Array): Float32Array {
  const space = colourSpace(undefined);
  const lab = new Float32Array(colours.length);
  for (let i = 0; i < colours.length; i += 3)
    toLab(space, colours[i] * 257, colours[i + 1] * 257, colours[i + 2] * 257, lab, i);
  return lab;
}

/** A box of the working size in whole pixels of the picture that it was made from. */
function scaledUp({ left, top, width, height }: Box, work: Size, picture: Size): Box {
  const [across, down] = [picture.width / work.width, picture.height / work.height];
  const [x, y] = [Math.floor(left * across), Math.floor(top * down)];
  return {
    left: x,
    top: y,
    width: Math.min(picture.width, Math.ceil((left + width) * across)) - x,
    height: Math.min(picture.height, Math.ceil((top + height) * down)) - y,
  };
}

/** A mask of 0 and 1 as alpha, averaged over 3×3. */
function soften(mask: Uint8Array, { width, height }: Size): Uint8Array {
  const out = new Uint8Array(mask.length);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      let [sum, count] = [0, 0];
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++, count++)
          sum += mask[v * width + u];
      out[i] = Math.round((255 * sum) / count);
    }
  return out;
}
