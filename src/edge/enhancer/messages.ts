import type { EnhancedRaster, EnhanceHow, TreatHow } from './enhancer.js';

/** What a worker process is asked; `id` is of this process alone. */
export type Question =
  | { id: number; do: 'enhance'; bytes: Uint8Array; how: EnhanceHow }
  | { id: number; do: 'treat'; bytes: Uint8Array; how: TreatHow }
  | { id: number; do: 'cancel' };

/** What it answers. Errors are plain data: cloning drops their codes. */
export type Reply =
  | { id: number; value: EnhancedRaster | Uint8Array }
  | { id: number; error: { code: string; message: string } };
