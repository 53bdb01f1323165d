import type { Matte, Raster } from '../engine/raster.js';
import { fieldAt } from './colour-field.js';
import { edgeModel } from './edge-model.js';

/** A background with every channel above this leaves no fringe on white, and estimating it away can only add noise. */
const NEAR_WHITE = 232;

/** Half the width of the strip whose colours are not learned from, in pixels of the master. */
const BAND = 3;

/**
 * Take the old background's colour out of a subject's half-transparent edge, in place, so that it doesn't show as a fringe on
 * another one. A pixel is a mixture `a·F + (1 − a)·B`; with `B` known from around it that gives `F`, more safely the larger
 * `a` is, and where `a` is small the subject's own colour nearby stands in (the blend of Forte 2021, "Approximate fast
 * foreground colour estimation", with the field of Gortler et al. 1996 in place of its blur).
 *
 * Pixels with alpha 0 or 255, and edges against a background that is nearly white, stay as they are. Colours of both sides
 * take at most 16 MB.
 *
 * @param master sRGB; one with transparency of its own has clean colours already and is left alone
 */
export function decontaminate(master: Raster, matte: Matte): void {
  const { width, height, channels, samples } = master;
  if (channels === 4) return;
  const { subject, background, known } = edgeModel(master, matte, BAND);
  if (!known) return;
  const front = new Float32Array(4);
  const back = new Float32Array(4);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const alpha = matte.alpha[i];
      if (alpha === 0 || alpha === 255) continue;
      fieldAt(background, x, y, back);
      if (Math.min(back[0], back[1], back[2]) > NEAR_WHITE) continue;
      fieldAt(subject, x, y, front);
      const a = alpha / 255;
      for (let c = 0, s = 3 * i; c < 3; c++, s++) {
        const unmixed = Math.min(255, Math.max(0, (samples[s] - (1 - a) * back[c]) / a));
        samples[s] = Math.round(a * unmixed + (1 - a) * front[c]);
      }
    }
}
