import type { Measured } from './messages.js';

const KEY = 'heroshot:device';

/** Input megapixels of the picture by which a device is judged: 400×400. */
const TYPICAL = 0.16;

/** Where it is kept: a function, because a browser that keeps nothing throws when it is only asked for its storage. */
type Kept<K extends keyof Storage> = () => Pick<Storage, K>;

/** What was measured of this device by this version; `undefined` where nothing is known. */
export function recalled(storage: Kept<'getItem'>): Measured | undefined {
  try {
    const { version, pace, device, threads } = JSON.parse(storage().getItem(KEY) ?? '{}');
    return version === BUILD.version && pace > 0 ? { pace, device, threads } : undefined;
  } catch {
    return undefined;
  }
}

/** Remember what was measured. Where nothing can be stored, it is measured on each page. */
export function remember(storage: Kept<'setItem'>, measured: Measured): void {
  try {
    storage().setItem(KEY, JSON.stringify({ version: BUILD.version, ...measured }));
  } catch {
    // A full or forbidden storage is no reason to fail.
  }
}

/** Whether a device would take longer for a typical picture than is worth waiting for. */
export const isTooSlow = ({ pace }: Measured, patience: number) => pace * TYPICAL > patience;
