/** Runs in a process of its own (`device-trial.ts`): tries a device and prints one line of JSON. */
import { plainReason } from './device.js';
import type { TrialJob, TrialResult } from './device-trial.js';
import { compareNetworks } from './probe.js';
import { readWeights } from './registry.js';
import { openSession } from './session.js';

/** A tile like a picture's, so that an accelerator is not judged by what starting it costs. */
const SPEED = { size: 160, budget: { pairs: 3, least: 1, milliseconds: 800 } };
const LOOK = { size: 48, budget: { pairs: 1, least: 1, milliseconds: 0 } };

async function compare({ device, model, folder, against }: TrialJob): Promise<TrialResult> {
  const { scale } = model;
  const weights = await readWeights(model, folder);
  const there = await openSession(weights, device);
  const cpu = await openSession(weights, 'cpu', against?.threads);
  const look = await compareNetworks(cpu, there, scale, LOOK.size, LOOK.budget);
  if (!against) return look;
  const rival = await openSession(await readWeights(against.weights, folder), 'cpu', against.threads);
  const { gain } = await compareNetworks(rival, there, scale, SPEED.size, SPEED.budget);
  return { ...look, gain };
}

const result = await compare(JSON.parse(process.argv[2])).catch(
  (error: unknown): TrialResult => ({ reason: plainReason(error) }),
);
// Drivers may hang when a process ends of itself.
process.stdout.write(`\n${JSON.stringify(result)}\n`, () => process.exit(0));
