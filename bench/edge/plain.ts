import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createEdge } from 'heroshot';
import sharp from 'sharp';
import { share } from './load.js';

/**
 * A plain reduction of 2725×2225 to 720 by the edge without HTTP, and by sharp alone with the same settings, in turn.
 *
 * @returns medians in milliseconds
 */
export async function besideSharp(folder: string, runs: number): Promise<{ edge: number; sharp: number }> {
  const edge = createEdge({ signatures: { keys: [], allowUnsafe: true }, sources: { folder } });
  const file = join(folder, 'large.jpg');
  const ways = {
    edge: async (i: number) => {
      const { status } = await edge.answer(`/unsafe/w:720/cb:${i}/plain/large.jpg@jpg`, {});
      if (status !== 200) throw new Error(`the edge answered ${status}`);
    },
    sharp: async () => {
      await sharp(await readFile(file))
        .autoOrient()
        .resize(720, 588, { fit: 'fill', kernel: 'cubic' })
        .jpeg({ quality: 80 })
        .toBuffer();
    },
  };
  const times = { edge: [] as number[], sharp: [] as number[] };
  for (let i = 0; i < runs + 2; i++)
    for (const way of ['edge', 'sharp'] as const) {
      const began = performance.now();
      await ways[way](i);
      // The first two warm up.
      if (i > 1) times[way].push(performance.now() - began);
    }
  await edge.close();
  const median = (list: number[]) =>
    share(
      list.sort((a, b) => a - b),
      0.5,
    );
  return { edge: median(times.edge), sharp: median(times.sharp) };
}
