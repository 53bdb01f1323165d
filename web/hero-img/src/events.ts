import type { Device, PlainReason, Timings, Told } from './messages.js';

/** Detail of `heroshot:enhanced`. */
export interface HeroImgEnhanced {
  /** Pixels of the enhanced picture. */
  width: number;
  height: number;
  device: Device;
  threads: number;
  /** What the network was told of the picture's damage. */
  condition: Told;
  timings: Timings;
}

/** Detail of `heroshot:plain`: the picture stays as it is. */
export interface HeroImgPlain {
  reason: PlainReason;
  /** What went wrong, where the reason is `failed`. */
  message?: string | undefined;
}

declare global {
  interface HTMLElementEventMap {
    'heroshot:enhanced': CustomEvent<HeroImgEnhanced>;
    'heroshot:plain': CustomEvent<HeroImgPlain>;
  }
}
