import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Method } from './method.js';
import { openNetwork } from './onnx-network.js';
import { filesIn } from './truth.js';

/** The enlargement that a weight file's name ends in: `-x4`, `_x2`, `-x4v3`. */
export function scaleInName(file: string): number | undefined {
  const found = /[-_]x(\d)(?:v\d+)?\.onnx$/i.exec(file);
  return found ? Number(found[1]) : undefined;
}

/**
 * Every network of a folder that enlarges by `scale`: float32, RGB 0..1, `[1, 3, H, W]` of any size. A network with a
 * second input `condition` is told the true damage.
 */
export async function networksIn(folder: string, scale: number, family: Method['family']): Promise<Method[]> {
  const files = await filesIn(folder, '.onnx', 'networks');
  return files
    .filter((file) => scaleInName(file) === scale)
    .map((file) => {
      const weights = () => readFile(join(folder, file));
      return {
        name: file.replace(/\.onnx$/i, ''),
        family,
        weights,
        open: async (threads) => openNetwork(await weights(), threads),
      };
    });
}
