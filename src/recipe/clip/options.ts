import { EASING_NAMES, type Easing } from '../../compose/clip/easing.js';
import { MOTIONS, type Motion } from '../../compose/clip/move.js';
import { type ClipSize, clipSize } from '../../compose/clip/sizes.js';
import { TRANSITIONS, type Transition, timeline } from '../../compose/clip/timeline.js';
import { VIDEO_FORMAT_NAMES, type VideoFormatName } from '../../compose/clip/video-formats.js';
import { HeroshotError } from '../../engine/errors.js';

/** Frames a second that clips can have. */
export const FRAME_RATES = [25, 30, 60] as const;
export type FrameRate = (typeof FRAME_RATES)[number];

/** Most stills of a clip, and its longest. */
export const MOST_STILLS = 40;
export const MOST_SECONDS = 120;

/** Seconds that a still is seen, and over which two stills are seen together, where nothing is said. */
const EACH_SECONDS = 2.4;
const TOGETHER_SECONDS = { fade: 0.6, optical: 0.8, cut: 0 } as const satisfies Record<Transition, number>;

/** How a clip is made of stills. Every field has a default. */
export interface ClipOptions {
  /** Frame sizes; a file for each. 1080×1920 by default. */
  sizes?: readonly ClipSize[];
  fps?: FrameRate;
  /** Length of the clip; 2.4 s a still by default, and at least 4 s. */
  seconds?: number;
  /** `auto` (default) chooses for each still: parallax in a scene with a sure subject, else a zoom or a pan. */
  motion?: Motion | 'auto';
  transition?: Transition;
  easing?: Easing;
  format?: VideoFormatName;
  /** Enlargement of each still before anything else; `auto` (default): as much as the frames need. */
  scale?: 1 | 2 | 4 | 'auto';
}

/** Options with every default filled in. */
export interface CheckedClip extends Required<ClipOptions> {
  /** Seconds over which two stills are seen together. */
  together: number;
}

const bad = (name: string, value: unknown, allowed: string): never => {
  throw new HeroshotError('bad_option', `${name} is ${JSON.stringify(value)}; it can be ${allowed}`);
};

/**
 * Fill in defaults and refuse what can't be.
 *
 * @throws {HeroshotError} `bad_option`
 */
export function checkClip(options: ClipOptions, stills: number): CheckedClip {
  const {
    sizes = [clipSize('1080x1920')],
    fps = 30,
    motion = 'auto',
    easing = 'sine',
    format = 'mp4',
    scale = 'auto',
    seconds = Math.max(4, Math.round(EACH_SECONDS * stills * 10) / 10),
  } = options;
  const { transition = motion === 'turn' ? 'optical' : 'fade' } = options;
  const among = (name: string, value: unknown, allowed: readonly unknown[]) => {
    if (!allowed.includes(value)) bad(name, value, allowed.join(', '));
  };
  if (stills < 1) throw new HeroshotError('bad_option', 'a clip needs a still');
  if (stills > MOST_STILLS) bad('the number of stills', stills, `1 to ${MOST_STILLS}`);
  among('fps', fps, FRAME_RATES);
  among('motion', motion, ['auto', ...MOTIONS]);
  among('transition', transition, TRANSITIONS);
  among('easing', easing, EASING_NAMES);
  among('format', format, VIDEO_FORMAT_NAMES);
  among('scale', scale, [1, 2, 4, 'auto']);
  if (!(seconds > 0 && seconds <= MOST_SECONDS))
    bad('seconds', seconds, `more than 0, up to ${MOST_SECONDS}`);
  if (sizes.length === 0) bad('sizes', sizes, 'one or more');
  for (const { width, height } of sizes) clipSize(`${width}x${height}`);
  timeline(stills, seconds, fps, 0);
  const together = motion === 'turn' ? Number.POSITIVE_INFINITY : TOGETHER_SECONDS[transition];
  return {
    sizes,
    fps,
    motion,
    transition,
    easing,
    format,
    scale,
    seconds,
    together: transition === 'cut' ? 0 : together,
  };
}
