import type { Condition } from '#heroshot/engine/picture.js';
import type { RgbPicture } from '../reduce-bicubic.js';
import { BICUBIC, enlarge, type Kernel, LANCZOS3 } from './polyphase.js';

/** What a method is given: the damaged file, its pixels, and the true damage for those that can be told. */
export interface Input {
  file: Uint8Array;
  picture: RgbPicture;
  condition: Condition;
}

/** Enlarge one picture. */
export type Enlarge = (input: Input) => Promise<RgbPicture>;

/** A way to enlarge pictures: one row of the tables. */
export interface Method {
  name: string;
  /** Where it comes from; tables keep this order. */
  family: 'interpolation' | 'peer' | 'package' | 'heroshot';
  /** Weight file, for counting its convolutions. */
  weights?: () => Promise<Uint8Array>;
  /**
   * Make it ready.
   *
   * @param threads processors that it may use
   */
  open(threads: number): Promise<Enlarge>;
  /** For timing, where `open` does more than a user waits for. */
  openAsDelivered?(threads: number): Promise<(input: Input) => Promise<unknown>>;
}

const interpolation = (name: string, scale: number, kernel: Kernel): Method => ({
  name,
  family: 'interpolation',
  open:
    async () =>
    async ({ picture }) =>
      enlarge(picture, scale, kernel),
});

/** The interpolations that every network is held against. */
export const interpolations = (scale: number): Method[] => [
  interpolation('bicubic', scale, BICUBIC),
  interpolation('Lanczos-3', scale, LANCZOS3),
];
