import { describe, expect, test, vi } from 'vitest';
import { MODELS_FOLDER, type Model, modelFor } from './network/registry.js';
import { type PlanSetup, RunPlans } from './run-plan.js';

const { int8: _int8, ...plain } = modelFor(4);
const quantised: Model = { ...plain, int8: { file: 'q.onnx', sha256: '' } };
const equal = (gain: number) => ({ gain, mean: 0, most: 0 });

function plans(setup: Partial<PlanSetup>) {
  const all: PlanSetup = {
    device: 'auto',
    precision: 'auto',
    threads: 2,
    folder: MODELS_FOLDER,
    probe: vi.fn(async () => equal(1.8)),
    tryDevice: vi.fn(async () => equal(4)),
    mayHaveGraphics: () => false,
    ...setup,
  };
  return { ...all, plans: new RunPlans(all) };
}

describe('plan of a model', () => {
  test('is made once, and pictures that overlap wait for the same', async () => {
    const { plans: made, probe } = plans({});
    const [first, second] = await Promise.all([made.for(quantised), made.for(quantised)]);
    expect(second).toBe(first);
    expect(await made.for(quantised)).toBe(first);
    expect(first).toEqual({ device: 'cpu', precision: 'int8' });
    expect(probe).toHaveBeenCalledTimes(1);
    await made.for({ ...quantised, id: 'other' });
    expect(probe).toHaveBeenCalledTimes(2);
  });

  test('auto starts no process where there is no graphics processor', async () => {
    const { plans: made, tryDevice } = plans({});
    expect(await made.for(plain)).toEqual({ device: 'cpu', precision: 'float32' });
    expect(tryDevice).not.toHaveBeenCalled();
  });

  test('auto takes WebGPU only where it gives the CPU’s results clearly faster', async () => {
    for (const [result, device] of [
      [equal(1.6), 'webgpu'],
      [equal(1.4), 'cpu'],
      [{ gain: 9, mean: 0, most: 3 / 255 }, 'cpu'],
      [{ reason: 'No supported adapters' }, 'cpu'],
    ] as const) {
      const { plans: made, tryDevice } = plans({
        mayHaveGraphics: () => true,
        tryDevice: vi.fn(async () => result),
      });
      expect(await made.for(quantised)).toEqual({ device, precision: device === 'cpu' ? 'int8' : 'float32' });
      // Its rival is what the CPU would really run, on all threads.
      const against = { weights: quantised.int8, threads: 2 };
      expect(tryDevice).toHaveBeenCalledWith(expect.objectContaining({ device: 'webgpu', against }));
    }
  });

  test('int8 that was asked for stays on the CPU', async () => {
    const { plans: made, tryDevice } = plans({ precision: 'int8', mayHaveGraphics: () => true });
    expect(await made.for(quantised)).toEqual({ device: 'cpu', precision: 'int8' });
    expect(tryDevice).not.toHaveBeenCalled();
  });

  test.each(['webgpu', 'cuda'] as const)(
    '%s that was asked for is used where it works, in float32',
    async (device) => {
      const { plans: made, probe } = plans({ device, tryDevice: async () => equal(0.1) });
      expect(await made.for(quantised)).toEqual({ device, precision: 'float32' });
      expect(probe).not.toHaveBeenCalled();
      const { plans: both } = plans({ device, precision: 'int8' });
      const fallback = `int8 runs on the CPU only; on ${device} the network computes in float32.`;
      expect(await both.for(quantised)).toEqual({ device, precision: 'float32', fallback });
    },
  );

  test('a device that can’t be used, or not rightly, is named with the reason; the CPU then chooses its precision', async () => {
    const missing = plans({ device: 'cuda', tryDevice: async () => ({ reason: 'no library' }) });
    expect(await missing.plans.for(quantised)).toEqual({
      device: 'cpu',
      precision: 'int8',
      fallback: expect.stringMatching(/^cuda is not available here, .* Reason: no library$/),
    });
    const wrong = plans({ device: 'webgpu', tryDevice: async () => ({ gain: 9, mean: 0.1, most: 0.2 }) });
    expect((await wrong.plans.for(plain)).fallback).toContain('its results are not those of the CPU');
  });

  test('two sentences stand beside each other', async () => {
    const { plans: made } = plans({
      device: 'cuda',
      precision: 'int8',
      tryDevice: async () => ({ reason: 'none.' }),
    });
    expect((await made.for(plain)).fallback).toMatch(/^cuda is not .*none\. .* has no int8 weights/);
  });

  test('with detail is float32, the same for every share, and apart from the plan without', async () => {
    const detailed = { ...quantised, detail: { file: 'd.onnx', sha256: '' } };
    const { plans: made, probe, tryDevice } = plans({ mayHaveGraphics: () => true });
    expect(await made.for(detailed, 0.5)).toEqual({ device: 'webgpu', precision: 'float32', detail: 0.5 });
    expect(await made.for(detailed, 1)).toMatchObject({ detail: 1 });
    expect(tryDevice).toHaveBeenCalledTimes(1);
    expect(probe).not.toHaveBeenCalled();
    const onCpu = plans({});
    expect(await onCpu.plans.for(detailed)).toEqual({ device: 'cpu', precision: 'int8' });
    expect(await onCpu.plans.for(detailed, 0.2)).toEqual({
      device: 'cpu',
      precision: 'float32',
      detail: 0.2,
    });
    made.leaveDevice(detailed, 'webgpu failed at work');
    expect(await made.for(detailed, 0.5)).toMatchObject({ device: 'cpu', detail: 0.5 });
  });

  test('with detail says why it is not int8 where that was asked for', async () => {
    const detailed = { ...quantised, detail: { file: 'd.onnx', sha256: '' } };
    const fallback = 'int8 weights are the faithful ones alone; with detail the network computes in float32.';
    const { plans: made } = plans({ precision: 'int8' });
    expect(await made.for(detailed, 1)).toEqual({ device: 'cpu', precision: 'float32', detail: 1, fallback });
    const lost = plans({ precision: 'int8', device: 'cuda', tryDevice: async () => ({ reason: 'none.' }) });
    expect((await lost.plans.for(detailed, 1)).fallback).toMatch(/^cuda is not .*none\. int8 weights are/);
  });

  test('of a model without detail leaves it out', async () => {
    const { detail: _, ...bare } = quantised;
    const { plans: made } = plans({});
    expect(await made.for(bare, 1)).toBe(await made.for(bare));
  });

  test('missing weights are an error of the picture, and not remembered', async () => {
    const { plans: made } = plans({ device: 'cuda', folder: '/nowhere' });
    await expect(made.for(plain)).rejects.toMatchObject({ code: 'model_missing' });
    const again = made.for(plain);
    await expect(again).rejects.toMatchObject({ code: 'model_missing' });
  });

  test('after a device failed at work the next picture has the whole CPU', async () => {
    const { plans: made } = plans({ device: 'webgpu' });
    expect((await made.for(plain)).device).toBe('webgpu');
    made.leaveDevice(plain, 'webgpu failed at work');
    expect(await made.for(plain)).toEqual({
      device: 'cpu',
      precision: 'float32',
      fallback: 'webgpu failed at work',
    });
  });
});
