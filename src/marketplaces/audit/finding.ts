import type { Size } from '../../engine/raster.js';
import type { MarketplaceName } from '../marketplaces.js';
import type { Judgement } from './check.js';
import type { FindingCode } from './checks.js';

/** A judgement with its check's code and the page that asks for it. */
export interface Finding extends Judgement {
  /** Stable; see docs/audit.md. */
  code: FindingCode;
  /** The marketplace's own page. */
  source: string;
}

/** A file held against one marketplace. */
export interface Audit extends Size {
  marketplace: MarketplaceName;
  /** `fail` or `warn` where a finding is; else `pass`. */
  verdict: 'pass' | 'warn' | 'fail';
  findings: Finding[];
}
