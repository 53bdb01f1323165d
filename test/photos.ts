import { type ExecFileException, execFile } from 'node:child_process';
import { resolve } from 'node:path';
import sharp from 'sharp';

/** A small photograph-like JPEG: shading, an edge and some texture, different for each seed. */
export async function photo(seed = 1, width = 48, height = 40): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3);
  for (let i = 0; i < data.length; i++) {
    const [x, y, c] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width), i % 3];
    const disc = Math.hypot(x - width / 2, y - height / 2) < height / 3 ? 70 : 0;
    data[i] = 60 + disc + x + 12 * Math.sin((x * (seed + 2) + y * 3) / 5) + 20 * c;
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 85 })
    .toBuffer();
}

/** What a finished command left. */
export interface Finished {
  code: number;
  stdout: string;
  stderr: string;
}

/** Run the built command line. */
export function heroshot(
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Finished> {
  return new Promise((finish) => {
    const command = [resolve('bin/heroshot.js'), ...args];
    execFile(process.execPath, command, { maxBuffer: 2 ** 26, ...options }, (error, stdout, stderr) => {
      const { code } = (error ?? { code: 0 }) as ExecFileException;
      finish({ code: typeof code === 'number' ? code : -1, stdout, stderr });
    });
  });
}
