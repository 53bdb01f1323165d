import { type Accelerator, type Device, notStarted, type Place } from './network/device.js';
import { DEVICE_DIFFERENCE, type TrialJob, type TrialResult } from './network/device-trial.js';
import { choosePrecision, type PrecisionMemory, type PrecisionOption } from './network/precision.js';
import type { Comparison } from './network/probe.js';
import { type Model, type Precision, readWeights, weightsFor } from './network/registry.js';

/** Where and how a model runs; the same for all tiles of a picture. */
export interface RunPlan {
  device: Place;
  precision: Precision;
  /** Share of the model's detail weights, more than 0 to 1; absent where there is none of them. */
  detail?: number;
  /** Why that is not what was asked for, in plain sentences. */
  fallback?: string | undefined;
}

/** Least gain over the CPU with all threads for which `auto` takes WebGPU: one thread does all of its pixel work. */
export const DEVICE_GAIN = 1.5;

/** What an engine was asked for, and its ways to find out what that gives here. */
export interface PlanSetup {
  device: Device;
  precision: PrecisionOption;
  threads: number;
  folder: string;
  memory?: PrecisionMemory | undefined;
  /** Measure int8 against float32 on one thread. */
  probe(model: Model): Promise<Comparison>;
  tryDevice(job: TrialJob): Promise<TrialResult>;
  mayHaveGraphics(): boolean;
}

/** The plans of one engine: made once per model, at its first picture; pictures that come meanwhile wait for the same. */
export class RunPlans {
  private readonly plans = new Map<string, Promise<RunPlan>>();

  constructor(private readonly setup: PlanSetup) {}

  /**
   * @param detail share of the model's detail weights, 0..1; it counts as 0 where the model has none
   * @throws {HeroshotError} `model_missing` or `model_mismatch`, which is not remembered
   */
  for(model: Model, detail = 0): Promise<RunPlan> {
    if (!model.detail || detail === 0)
      return this.once(keysOf(model).plain, () => planRun(model, this.setup));
    const plan = this.once(keysOf(model).blended, () => planBlended(model, this.setup));
    return plan.then((made) => ({ ...made, detail }));
  }

  private once(key: string, make: () => Promise<RunPlan>): Promise<RunPlan> {
    let plan = this.plans.get(key);
    if (!plan) {
      plan = make();
      plan.catch(() => this.plans.delete(key));
      this.plans.set(key, plan);
    }
    return plan;
  }

  /** From the next picture on the CPU with all threads: the accelerator failed at work. */
  leaveDevice(model: Model, fallback: string | undefined): void {
    const plan = Promise.resolve<RunPlan>({ device: 'cpu', precision: 'float32', fallback });
    for (const key of Object.values(keysOf(model))) this.plans.set(key, plan);
  }
}

/** A blend in any share runs alike: what decides is the graph. */
const keysOf = ({ id }: Model) => ({ plain: id, blended: `${id} detail` });

/** Rounded to int8 are the faithful weights alone. */
async function planBlended(model: Model, setup: PlanSetup): Promise<RunPlan> {
  const plan = await planRun(model, { ...setup, precision: 'float32' });
  if (setup.precision !== 'int8') return plan;
  const note = 'int8 weights are the faithful ones alone; with detail the network computes in float32.';
  return { ...plan, fallback: plan.fallback ? `${plan.fallback} ${note}` : note };
}

async function planRun(model: Model, setup: PlanSetup): Promise<RunPlan> {
  const { device, precision: asked } = setup;
  if (device === 'webgpu' || device === 'cuda') {
    const reason = await whyNot(device, model, setup);
    if (reason !== undefined) return onCpu(model, setup, notStarted(device, reason));
    const fallback =
      asked === 'int8'
        ? `int8 runs on the CPU only; on ${device} the network computes in float32.`
        : undefined;
    return { device, precision: 'float32', fallback };
  }
  const cpu = await onCpu(model, setup);
  // int8 that was asked for by name is the CPU's.
  if (device === 'cpu' || asked === 'int8' || !setup.mayHaveGraphics()) return cpu;
  return (await isFaster('webgpu', model, cpu, setup)) ? { device: 'webgpu', precision: 'float32' } : cpu;
}

async function onCpu(model: Model, setup: PlanSetup, reason?: string): Promise<RunPlan> {
  const { precision, note } = await choosePrecision(
    setup.precision,
    model,
    () => setup.probe(model),
    setup.memory,
  );
  const sentences = [reason, note].filter((sentence) => sentence !== undefined);
  return { device: 'cpu', precision, fallback: sentences.length > 0 ? sentences.join(' ') : undefined };
}

/** Why a device that was asked for can't be used; `undefined` where it can. */
async function whyNot(device: Accelerator, model: Model, { folder, tryDevice }: PlanSetup) {
  await readWeights(model, folder);
  const result = await tryDevice({ device, model, folder });
  if ('reason' in result) return result.reason;
  if (result.most <= DEVICE_DIFFERENCE) return undefined;
  return 'its results are not those of the CPU';
}

async function isFaster(device: Accelerator, model: Model, cpu: RunPlan, setup: PlanSetup): Promise<boolean> {
  const { folder, threads, tryDevice } = setup;
  const against = { weights: weightsFor(model, cpu.precision), threads };
  const result = await tryDevice({ device, model, folder, against });
  return !('reason' in result) && result.most <= DEVICE_DIFFERENCE && result.gain >= DEVICE_GAIN;
}
