import { existsSync, readdirSync } from 'node:fs';

/** Where a network can run besides the CPU. */
export type Accelerator = 'webgpu' | 'cuda';

/** Where a network runs. */
export type Place = 'cpu' | Accelerator;

/** Where the network is asked to run; `auto` is WebGPU where it proved itself right and faster, else the CPU. */
export type Device = 'auto' | Place;

export const DEVICES: readonly Device[] = ['auto', 'cpu', 'webgpu', 'cuda'];

/** What an accelerator needs of a machine. */
const NEEDS: Record<Accelerator, string> = {
  webgpu:
    'It needs a graphics processor with a current driver; on Linux a Vulkan driver and its loader (libvulkan1)',
  cuda:
    'It needs Linux on x64, an NVIDIA driver, CUDA 12, cuDNN 9 and the CUDA part of onnxruntime ' +
    '(npm rebuild onnxruntime-node --onnxruntime-node-install=true)',
};

/** The first line of what went wrong, without the place in onnxruntime's sources where it was noticed. */
export function plainReason(error: unknown): string {
  const line = String((error as Error)?.message ?? error)
    .trim()
    .split('\n')[0]
    .replace(/^.*was false\. /, '')
    .replace(/^\S+\.cc:\d+ /, '');
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}

/** The sentence of a report where an accelerator that was asked for could not be started. */
export function notStarted(device: Accelerator, reason: string): string {
  return `${device} is not available here, so the CPU is used. ${NEEDS[device]}. Reason: ${reason}`;
}

/** The sentence of a report where an accelerator started and failed at work. */
export function brokeDown(device: Accelerator, error: unknown): string {
  return `${device} failed at work, so the CPU is used. A current driver may help. Reason: ${plainReason(error)}`;
}

/**
 * Whether trying WebGPU unasked is worth a process: a graphics processor has a device file on Linux; elsewhere nearly every
 * machine has one. Costs well below a millisecond.
 */
export function mayHaveGraphics(platform: NodeJS.Platform = process.platform, root = '/dev'): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  if (platform !== 'linux') return false;
  if (existsSync(`${root}/nvidia0`) || existsSync(`${root}/dxg`)) return true;
  try {
    return readdirSync(`${root}/dri`).some((name) => name.startsWith('renderD'));
  } catch {
    return false;
  }
}
