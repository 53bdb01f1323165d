/**
 * `npm run docs:pictures`: the before/after pictures of the README, made from `examples/` by heroshot itself.
 *
 * Left the supplier's file enlarged as a browser does it, right the same cut-out after `heroshot enhance --scale 4`.
 */
import { mkdir } from 'node:fs/promises';
import { createEngine } from 'heroshot';
import sharp from 'sharp';
import { enlargeBicubic } from '#heroshot/engine/network/bicubic.js';

/** Cut-outs of the examples: input pixels. */
const CUTS = [
  { file: 'label.jpg', left: 190, top: 420, width: 220, height: 150 },
  { file: 'weave.jpg', left: 270, top: 250, width: 160, height: 110 },
  { file: 'leather.jpg', left: 200, top: 200, width: 200, height: 136 },
];
const SCALE = 4;
const GAP = 8;

const engine = createEngine();
await mkdir('docs/images', { recursive: true });
for (const { file, ...cut } of CUTS) {
  const { data } = await sharp(`examples/${file}`).extract(cut).raw().toBuffer({ resolveWithObject: true });
  const size = cut.width * cut.height;
  const planes = Float32Array.from(
    { length: size * 3 },
    (_, i) => data[(i % size) * 3 + Math.floor(i / size)],
  );
  const big = enlargeBicubic(planes, 3, cut.height, cut.width, SCALE);
  const [width, height] = [cut.width * SCALE, cut.height * SCALE];
  const plain = Uint8ClampedArray.from(
    { length: big.length },
    (_, i) => big[(i % 3) * width * height + Math.floor(i / 3)],
  );
  const before = await sharp(plain, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  const { bytes } = await engine.enhance(`examples/${file}`, { scale: SCALE, format: 'png' });
  const area = { left: cut.left * SCALE, top: cut.top * SCALE, width, height };
  const after = await sharp(bytes).extract(area).png().toBuffer();
  const name = file.replace(/\.\w+$/, '');
  await sharp({ create: { width: width * 2 + GAP, height, channels: 3, background: '#ffffff' } })
    .composite([
      { input: before, left: 0, top: 0 },
      { input: after, left: width + GAP, top: 0 },
    ])
    .jpeg({ quality: 88 })
    .toFile(`docs/images/${name}-before-after.jpg`);
}
await engine.close();
