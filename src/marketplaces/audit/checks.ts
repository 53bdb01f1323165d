import { COMPOSITION_CHECKS } from './checks/composition.js';
import { CONTENT_CHECKS } from './checks/content.js';
import { DAMAGE_CHECKS } from './checks/damage.js';
import { FILE_CHECKS } from './checks/file.js';
import { SIZE_CHECKS } from './checks/size.js';

/** Every check, in the order of findings. A new check is a new row and its test. */
export const CHECKS = [
  ...SIZE_CHECKS,
  ...FILE_CHECKS,
  ...COMPOSITION_CHECKS,
  ...DAMAGE_CHECKS,
  ...CONTENT_CHECKS,
] as const;

/** Code of a finding. */
export type FindingCode = (typeof CHECKS)[number]['code'];
