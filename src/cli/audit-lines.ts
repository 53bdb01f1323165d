import type { HeroshotError } from '../engine/errors.js';
import type { Size } from '../engine/raster.js';
import type { Audit, Finding } from '../marketplaces/audit/finding.js';

/** What the command says of one file; this is what `--json` prints. */
export interface AuditedFile {
  path: string;
  verdict: Audit['verdict'];
  /** Absent where the file can't be read. */
  size?: Size;
  /** One for each marketplace. */
  audits: Audit[];
  error?: HeroshotError;
}

/**
 * What `heroshot audit` prints of a file, a line each: its verdict per marketplace and what is to be done. What passes is only
 * counted; with `quiet` only what fails is said.
 */
export function auditLines({ path, size, audits, error }: AuditedFile, quiet: boolean): string[] {
  if (error) return [`${path}  FAIL  ${error.code}: ${error.message}. ${error.hint}`];
  const said = quiet ? audits.filter((audit) => audit.verdict === 'fail') : audits;
  if (said.length === 0) return [];
  return [`${path}  ${size?.width}×${size?.height}`, ...said.flatMap((audit) => marketLines(audit, quiet))];
}

function marketLines({ marketplace, verdict, findings }: Audit, quiet: boolean): string[] {
  const passed = findings.filter(({ severity }) => severity === 'pass').length;
  const said = findings.filter(({ severity }) => severity === 'fail' || (!quiet && severity !== 'pass'));
  const order = { fail: 0, warn: 1, info: 2, pass: 3 };
  const sorted = [...said].sort((a, b) => order[a.severity] - order[b.severity]);
  return [
    `  ${marketplace}  ${verdict.toUpperCase()}  ${passed} of ${findings.length} checks pass`,
    ...sorted.flatMap(findingLines),
  ];
}

function findingLines({ severity, code, message, fix }: Finding): string[] {
  const line = `    ${severity.padEnd(4)}  ${code}: ${message}`;
  return fix ? [line, `          -> ${fix}`] : [line];
}
