import type { Backdrop } from './backdrop.js';
import { colourVotes } from './colour-votes.js';
import { components, meanOver } from './components.js';
import { couldBeShadow } from './shadow.js';

/** The network's own answer is seldom as sure as it says. */
const TRUST = 0.9;
const SUREST = 0.985;

function logit(p: number): number {
  const within = Math.min(SUREST, Math.max(1 - SUREST, p));
  return TRUST * Math.log(within / (1 - within));
}

/**
 * The most that a colour far from the background's speaks for subject: less than a network that is sure of the contrary, so
 * that a prop or another product does not come in by its colour alone.
 */
const FAR = 3.4;

/** A part of the picture that looks like background but is subject to the network this surely is left to the network. */
const WHITE_ON_WHITE = 0.9;

/** An enclosed part that looks like background is one unless the network sees it as subject this surely. */
const ENCLOSED = 0.8;

/**
 * Evidence of network and colour where the background is of any kind.
 *
 * @returns `[H, W]`, natural log odds, positive = subject
 */
export function mixedEvidence(lab: Float32Array, subject: Float32Array): Float32Array {
  const votes = colourVotes(lab, subject);
  return subject.map((p, i) => logit(p) + 0.8 * votes[i]);
}

/**
 * Evidence where the background is uniform: the network decides what is inside, the distance to the background's colour
 * where it ends. Colours that a shadow could have say nothing: there the network decides alone.
 *
 * @returns `[H, W]`, natural log odds, positive = subject
 */
export function uniformEvidence(
  lab: Float32Array,
  subject: Float32Array,
  { distance, near, colour }: Backdrop,
): Float32Array {
  const { width, height, values } = distance;
  const odds = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const off = (values[i] - near) / near;
    const shadow = off > 0 && couldBeShadow(lab, 3 * i, colour);
    // Up to −4 at the background's own colour, up to FAR away from it.
    odds[i] =
      logit(subject[i]) + (off < 0 ? 4 * off : shadow ? Math.min(off, 0.5) - 0.5 : Math.min(FAR, 1.5 * off));
  }
  const like = Uint8Array.from(values, (value) => (value <= near ? 1 : 0));
  for (const part of components(like, width, height, 1)) {
    const limit = part.touchesBorder ? WHITE_ON_WHITE : ENCLOSED;
    settle(part.pixels, subject, odds, part.touchesBorder, limit, meanOver(subject, part));
  }
  return odds;
}

/** Decide a part that looks like background: enclosed parts as a whole, those open to the border pixel by pixel. */
function settle(
  pixels: Int32Array,
  subject: Float32Array,
  odds: Float32Array,
  open: boolean,
  limit: number,
  mean: number,
): void {
  if (open) {
    for (const i of pixels) if (subject[i] > limit) odds[i] = logit(subject[i]);
    return;
  }
  const verdict = mean > limit ? 3 : -3;
  for (const i of pixels) odds[i] = verdict;
}
