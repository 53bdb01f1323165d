import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/** A supplier's JPEG: structure, gradients and a little noise; another one for each seed, always the same. */
export async function supplierPicture(width: number, height: number, seed: number): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3);
  let state = seed + 1;
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    const pattern = 60 * Math.sin(x / (3.7 + seed / 50)) * Math.cos(y / 5.1);
    const disc = Math.hypot(x - width / 2, y - height / 2) < height / 3 ? -50 : 60;
    data[i] = Math.max(0, Math.min(255, 140 + pattern + disc + (state >>> 28) - 8));
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 85 })
    .toBuffer();
}

/**
 * Pictures of 400×400 as `small-N.jpg`, one of 2725×2225 as `large.jpg`, one for jobs, and one whose reduction has about 10 kB.
 */
export async function drawPictures(folder: string, small: number): Promise<void> {
  for (let i = 0; i < small; i++)
    await writeFile(join(folder, `small-${i}.jpg`), await supplierPicture(400, 400, i));
  await writeFile(join(folder, 'large.jpg'), await supplierPicture(2725, 2225, 1));
  await writeFile(join(folder, 'job.jpg'), await supplierPicture(600, 800, 3));
  await writeFile(join(folder, 'cached.jpg'), await supplierPicture(600, 600, 7));
}
