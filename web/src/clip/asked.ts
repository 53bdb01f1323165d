import type { ClipRequest, Job, Output } from '../api/types.js';
import { external, useExternal } from '../app/external.js';

/** What a person set for a clip. */
export interface ClipAsked {
  /** Finished jobs, in their order. */
  stills: readonly Job[];
  size: (typeof SHAPES)[number]['size'];
  fps: 25 | 30 | 60;
  /** Undefined: as long as the number of stills asks for. */
  seconds?: number | undefined;
  motion: NonNullable<ClipRequest['motion']>;
  transition: NonNullable<ClipRequest['transition']>;
  format: NonNullable<ClipRequest['format']>;
}

/** Shapes of frames. */
export const SHAPES = [
  { shape: '9:16', size: '1080x1920' },
  { shape: '1:1', size: '1080x1080' },
  { shape: '4:5', size: '1080x1350' },
  { shape: '16:9', size: '1920x1080' },
] as const;

/** Stills of a clip, and seconds, that the service takes at most. */
export const MOST_STILLS = 40;
export const MOST_SECONDS = 120;

export const clipAsked = external<ClipAsked>({
  stills: [],
  size: '1080x1920',
  fps: 30,
  motion: 'auto',
  transition: 'fade',
  format: 'mp4',
});
export const useClipAsked = (): ClipAsked => useExternal(clipAsked);
export const sayClip = (fields: Partial<ClipAsked>): void =>
  clipAsked.set((before) => ({ ...before, ...fields }));

/** The file of a job that is shown: a placed design where there is one, else the master. */
export const stillOf = ({ outputs }: Job): Output | undefined =>
  outputs.find((output) => output.for === 'placed') ?? outputs.find((output) => output.for === 'master');

/** What a still is called: its file, so that a placed one is told from its master. */
export const stillName = (job: Job): string => stillOf(job)?.name ?? job.name;

/** Seconds that the service takes where none are said. */
export const usualSeconds = (stills: number): number => Math.max(4, Math.round(stills * 24) / 10);

/** In the service's words. */
export function clipOf({ stills, size, fps, seconds, motion, transition, format }: ClipAsked): ClipRequest {
  return {
    stills: stills.map((job) => {
      const output = stillOf(job);
      return { job: job.id, ...(output && output.for !== 'master' ? { output: output.name } : {}) };
    }),
    size,
    fps,
    ...(seconds === undefined ? {} : { seconds }),
    motion,
    // What a turn leads by is its own.
    ...(motion === 'turn' && transition === 'fade' ? {} : { transition }),
    format,
  };
}

/** Take a still in at the end, or out. */
export const toggle = (stills: readonly Job[], job: Job): Job[] =>
  stills.some(({ id }) => id === job.id)
    ? stills.filter(({ id }) => id !== job.id)
    : [...stills, job].slice(0, MOST_STILLS);

/** A still one place earlier (-1) or later (1). */
export function shifted(stills: readonly Job[], index: number, by: -1 | 1): Job[] {
  const next = [...stills];
  const [moved] = next.splice(index, 1);
  if (moved) next.splice(index + by, 0, moved);
  return next;
}
