import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Accelerator, plainReason } from './device.js';
import type { Comparison } from './probe.js';
import type { Model, Weights } from './registry.js';

/** What is to be tried. */
export interface TrialJob {
  device: Accelerator;
  model: Model;
  folder: string;
  /** Also measure the speed against these weights on the CPU; otherwise only what comes out is compared. */
  against?: { weights: Weights; threads: number } | undefined;
}

/** What came of it: how the device compares with the CPU, or why it can't be used. */
export type TrialResult = Comparison | { reason: string };

/** Largest difference from the CPU's result, 0..1, that passes for rounding. */
export const DEVICE_DIFFERENCE = 2 / 255;

/** Milliseconds after which a device counts as hung: drivers compile at first use. */
const PATIENCE = { asked: 60_000, unasked: 15_000 };

/** Tests run from the sources; processes always run what was built. */
const here = import.meta.url.endsWith('.ts')
  ? '../../../dist/engine/network/device-child.js'
  : './device-child.js';
const PROGRAM = fileURLToPath(new URL(here, import.meta.url));

/**
 * Try a device in a process of its own: what a driver prints goes nowhere, and if it crashes or hangs, that process does.
 * Never rejects.
 */
export function tryDevice(job: TrialJob, program = PROGRAM): Promise<TrialResult> {
  const timeout = job.against ? PATIENCE.unasked : PATIENCE.asked;
  // In Electron the program of this process is Node only when told so.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  return new Promise((resolve) => {
    try {
      execFile(
        process.execPath,
        [program, JSON.stringify(job)],
        { timeout, env, windowsHide: true, killSignal: 'SIGKILL' },
        (error, stdout) => resolve(readAnswer(stdout) ?? { reason: failure(error, timeout) }),
      );
    } catch (error) {
      resolve({ reason: plainReason(error) });
    }
  });
}

/** The process's last line; a driver may print before it. */
function readAnswer(stdout: string): TrialResult | undefined {
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  } catch {
    return undefined;
  }
}

function failure(error: (Error & { killed?: boolean; signal?: unknown }) | null, timeout: number): string {
  if (error?.killed) return `it gave no answer within ${timeout / 1000} s`;
  return error?.signal
    ? `its driver crashed (${error.signal})`
    : 'its driver ended the process that tried it';
}
