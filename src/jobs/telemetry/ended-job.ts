/** What telemetry is told of a job that ended with a worker; `JobEnd` of the worker is one. */
export interface EndedJob {
  /** `succeeded`, `failed`, `cancelled`, `lost`, `handed-back`. */
  outcome: string;
  /** From the claim to the end, on the clock. */
  seconds: number;
  inputBytes: number;
  outputBytes: number;
  verdict: string | null;
  /** The recipe's report, with the times of its stages; or an audit, or null. */
  report: unknown;
  error?: { code: string } | undefined;
}

/** Stages of a picture, in order: those of the engine, and those after the master. */
export const STAGES = [
  'decode',
  'condition',
  'network',
  'tiles',
  'guard',
  'encode',
  'measure',
  'subject',
  'compose',
  'audit',
] as const;

/** Seconds of each stage that a report tells of; with several threads a stage's work is summed. */
export function stagesOf(report: unknown): [stage: string, seconds: number][] {
  const { timings, later } = (report ?? {}) as { timings?: object; later?: object };
  const told = { ...timings, ...later } as Record<string, unknown>;
  return STAGES.flatMap((stage) => {
    const ms = told[stage];
    return typeof ms === 'number' && ms >= 0 ? [[stage, ms / 1000] as [string, number]] : [];
  });
}
