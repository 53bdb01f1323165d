import type { ClipOptions } from '../../recipe/clip/options.js';
import type { JobSource } from '../job.js';

/** A clip that is to be made of several pictures. */
export interface ClipWork {
  kind: 'clip';
  options: ClipOptions;
  /** Its pictures, in their order. */
  stills: { name: string; source: JobSource }[];
}
