/** One method alone in a process of its own, so that memory is its own: prints seconds and peak memory as JSON. */
import '#heroshot/engine/network/no-telemetry.js';
import { readFile } from 'node:fs/promises';
import type { Input } from '../method.js';
import { methodsFor } from '../methods.js';
import { decodeRgb } from '../truth.js';
import { supplierPicture } from './picture.js';
import type { SpeedJob, Timing } from './speed.js';

/** Peak resident memory in MB, where the system tells (Linux). */
async function peakMemory(): Promise<number | undefined> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const line = /VmHWM:\s+(\d+)/.exec(status);
  return line ? Number(line[1]) / 1024 : undefined;
}

const { name, choice, threads, runs } = JSON.parse(process.argv[2]) as SpeedJob;
const method = (await methodsFor(4, { ...choice, methods: '' })).find((one) => one.name === name);
if (!method) throw new Error(`no method is called ${name}`);
const file = await supplierPicture();
const input: Input = {
  file,
  picture: await decodeRgb(file),
  condition: { compression: 0.2, noise: 0, blur: 0 },
};
const enlarge = await (method.openAsDelivered ?? method.open)(threads);
await enlarge(input);
const seconds: number[] = [];
for (let i = 0; i < runs; i++) {
  const start = performance.now();
  await enlarge(input);
  seconds.push((performance.now() - start) / 1000);
}
const timing: Timing = {
  seconds: seconds.sort((a, b) => a - b)[Math.floor(runs / 2)],
  megabytes: await peakMemory(),
};
process.stdout.write(JSON.stringify(timing), () => process.exit(0));
