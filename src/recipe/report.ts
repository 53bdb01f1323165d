import type { Transform } from '../compose/transform.js';
import type { SourceFormat } from '../engine/decode/sniff.js';
import type { OutputFormat } from '../engine/encode/formats.js';
import type { Fidelity } from '../engine/measure/fidelity.js';
import type { Report } from '../engine/report.js';
import type { Audit } from '../marketplaces/audit/finding.js';
import type { CutoutReport } from './cutout-step.js';
import type { Gate } from './enhance-step.js';
import type { LaterTimings } from './later-steps.js';
import type { PlacementReport } from './place/report.js';
import type { PrintPlan } from './print.js';

/** What was made for a marketplace, and how it fares there. */
export interface OutputReport {
  /** The marketplace. */
  for: string;
  format: OutputFormat;
  bytes: number;
  width: number;
  height: number;
  quality?: number;
  /** Every step from master to file; none enlarges. */
  transforms: Transform[];
  audit: Pick<Audit, 'verdict' | 'findings'>;
  /** What was done beside the plain case, in plain sentences. */
  notes: string[];
}

/** A picture that was handed off to another tool, and what came back. */
export interface HandOffReport {
  /** Whose word the picture is since then. */
  host: string;
  /** Without its query. */
  url: string;
  /** The message's id, the same at every attempt. */
  id: string;
  signed: boolean;
  attempts: number;
  milliseconds: number;
  sent: { bytes: number; sha256: string };
  /** `unchanged`: the tool wanted to go on with what it was sent. */
  received:
    | { format: SourceFormat; bytes: number; width: number; height: number; sha256: string }
    | 'unchanged';
  /** Between what was sent and what came back; absent where their sizes don't allow it. */
  fidelity?: Fidelity;
}

/** What a recipe did to a picture; written beside it as `<name>.report.json`. */
export interface RecipeReport extends Report {
  recipe: string;
  /** `review` where a person should look: at the master's fidelity, at the cut-out, or at a file for a marketplace. */
  verdict: 'pass' | 'review';
  /** Why, in plain sentences; empty for `pass`. */
  reasons: string[];
  gate?: Gate;
  print?: PrintPlan;
  cutout?: CutoutReport;
  /** Where it was laid on another photograph. */
  placement?: PlacementReport;
  /** What the steps after enhancing took. */
  later?: LaterTimings;
  /** What other tools made of the picture, in their order. */
  handOffs?: HandOffReport[];
  /** Files for marketplaces, in the order in which they were asked for. */
  outputs: OutputReport[];
}

/** What is known of a file by what it was made for; of the master where it is that. */
export function aboutOutput(
  { output, outputs, placement }: Pick<RecipeReport, 'output' | 'outputs' | 'placement'>,
  made: string,
): { format: OutputFormat; width: number; height: number; audit?: OutputReport['audit'] } {
  const market = outputs.find((one) => one.for === made);
  if (market) return market;
  return placement && (made === 'placed' || made === 'coverage') ? placement : output;
}
