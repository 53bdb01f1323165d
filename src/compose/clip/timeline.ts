import { HeroshotError } from '../../engine/errors.js';
import { EASINGS } from './easing.js';

/** How one still gives way to the next. */
export const TRANSITIONS = ['fade', 'optical', 'cut'] as const;
export type Transition = (typeof TRANSITIONS)[number];

/** A still's part in a frame. */
export interface Part {
  /** Which still. */
  shot: number;
  /** How far its motion is, 0..1, before easing. */
  at: number;
  /** Its share of the frame, 0..1; the shares of a frame sum to 1. */
  share: number;
}

/** Which stills are seen when. Lengths are frames, fractions allowed. */
export interface Timeline {
  frames: number;
  /** Frames that each still is seen, its transitions included. */
  shot: number;
  /** Frames over which two stills are seen together. */
  overlap: number;
}

/** Fewest frames that a still needs for a motion. */
const LEAST_FRAMES = 5;

/**
 * Share the frames of a clip evenly among its stills.
 *
 * @param seconds length of the clip
 * @param together seconds of a transition; at most 45 % of what each still has
 * @throws {HeroshotError} `bad_option` where a still would be seen for less than five frames
 */
export function timeline(stills: number, seconds: number, fps: number, together: number): Timeline {
  const frames = Math.round(seconds * fps);
  if (frames < LEAST_FRAMES * stills)
    throw new HeroshotError(
      'bad_option',
      `${seconds} s at ${fps} frames a second are too short for ${stills} stills; ${Math.ceil((10 * LEAST_FRAMES * stills) / fps) / 10} s or more`,
    );
  // With n stills of length L that overlap by T: frames = nL − (n − 1)T, and T ≤ 0.45 L.
  const most = (0.45 * frames) / (stills - 0.45 * (stills - 1));
  const overlap = stills === 1 ? 0 : Math.min(together * fps, most);
  return { frames, overlap, shot: (frames + (stills - 1) * overlap) / stills };
}

/** What is seen in frame `k`: one still, or two that give way. */
export function partsAt({ shot, overlap }: Timeline, stills: number, k: number): Part[] {
  const step = shot - overlap;
  const last = Math.min(stills - 1, Math.max(0, Math.floor(k / step + 1e-9)));
  const at = (i: number) => Math.min(1, Math.max(0, (k - i * step) / Math.max(1, shot - 1)));
  const into = k - last * step;
  if (last === 0 || into >= overlap) return [{ shot: last, at: at(last), share: 1 }];
  const share = EASINGS.sine((into + 1) / (overlap + 1));
  return [
    { shot: last - 1, at: at(last - 1), share: 1 - share },
    { shot: last, at: at(last), share },
  ];
}
