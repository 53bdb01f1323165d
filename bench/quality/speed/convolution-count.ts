import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tensor } from 'onnxruntime-node';
import { createSession } from '#heroshot/engine/network/session.js';

/** A node of onnxruntime's profile. */
interface Event {
  cat: string;
  args: {
    op_name?: string;
    output_type_shape?: Record<string, number[]>[];
    input_type_shape?: Record<string, number[]>[];
  };
}

const product = (values: readonly number[]) => values.reduce((a, b) => a * b, 1);

/** Operations of one convolution: 2 × output samples × input channels of a group × kernel height × kernel width. */
function operations({ args }: Event): number {
  const shapes = (list: Record<string, number[]>[] = []) =>
    list.flatMap((tensor) => Object.values(tensor)).filter((shape) => shape.length === 4);
  const [output] = shapes(args.output_type_shape);
  const [, weights] = shapes(args.input_type_shape);
  return output && weights ? 2 * product(output) * product(weights.slice(1)) : 0;
}

/**
 * Operations of a network's convolutions for each input pixel, by the shapes that onnxruntime reports of one run on a
 * 64×64 picture.
 */
export async function convolutionsPerPixel(weights: Uint8Array): Promise<number> {
  const side = 64;
  const folder = await mkdtemp(join(tmpdir(), 'profile-'));
  try {
    const session = await createSession(weights, 'cpu', 1, {
      enableProfiling: true,
      // Further optimisation would pad channels to the processor's vectors.
      graphOptimizationLevel: 'basic',
      profileFilePrefix: join(folder, 'run'),
    });
    const feeds: Record<string, Tensor> = {};
    for (const name of session.inputNames)
      feeds[name] =
        name === 'condition'
          ? new Tensor('float32', new Float32Array(3), [1, 3])
          : new Tensor('float32', new Float32Array(3 * side * side), [1, 3, side, side]);
    await session.run(feeds);
    session.endProfiling();
    await session.release();
    const [file] = await readdir(folder);
    const events = JSON.parse(await readFile(join(folder, file), 'utf8')) as Event[];
    const convolutions = events.filter(
      ({ cat, args }) => cat === 'Node' && /conv/i.test(args?.op_name ?? ''),
    );
    return convolutions.reduce((sum, event) => sum + operations(event), 0) / (side * side);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
