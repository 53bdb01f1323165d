import type { Limits } from '../../engine/limits.js';
import type { Size } from '../../engine/raster.js';
import type { Marketplace } from '../marketplaces.js';
import { CHECKS } from './checks.js';
import type { Audit, Finding } from './finding.js';
import { inspect } from './inspect.js';
import type { Inspection } from './inspection.js';

/** How a file is audited. */
export interface AuditOptions {
  /** Bounds that hold before any pixel is decoded. */
  limits?: Partial<Limits>;
  /** Size of the picture that heroshot made the file from: findings then say what that source can reach. */
  madeFrom?: Size;
}

/**
 * Hold an encoded picture against a marketplace's rules.
 *
 * @throws {HeroshotError} `empty_file`, `not_an_image`, `svg_refused`, `corrupt_image` or `image_too_large`
 *
 * @example
 * const { verdict, findings } = await audit(await readFile('bag.jpg'), marketplace('amazon-main'));
 */
export async function audit(
  bytes: Uint8Array,
  market: Marketplace,
  options: AuditOptions = {},
): Promise<Audit> {
  return judge(await inspect(bytes, options.limits), market, options.madeFrom);
}

/** Hold what was measured of a file against a marketplace's rules: one inspection serves any number of them. */
export function judge(file: Inspection, market: Marketplace, madeFrom?: Size): Audit {
  const at = { file, market, ...(madeFrom ? { madeFrom } : {}) };
  const findings = CHECKS.flatMap(({ code, judge: check }): Finding[] => {
    const judgement = check(at);
    return judgement ? [{ code, ...judgement, source: market.source }] : [];
  });
  const has = (severity: 'fail' | 'warn') => findings.some((finding) => finding.severity === severity);
  return {
    marketplace: market.name,
    width: file.width,
    height: file.height,
    verdict: has('fail') ? 'fail' : has('warn') ? 'warn' : 'pass',
    findings,
  };
}
