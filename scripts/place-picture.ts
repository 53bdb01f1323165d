import { writeFile } from 'node:fs/promises';
import { createEngine, createRecipeRunner, TEMPLATES } from 'heroshot';
import sharp from 'sharp';

/** Height of the picture of docs/place.md. */
const HEIGHT = 900;

/** One example, cut out and placed on every template, side by side. */
const engine = createEngine();
const runner = createRecipeRunner(engine);
const tiles: { input: Buffer; left: number; top: number }[] = [];
let left = 0;
for (const on of TEMPLATES) {
  const { outputs } = await runner.run('examples/label.jpg', {
    name: 'place',
    steps: [{ step: 'enhance' }, { step: 'cutout' }, { step: 'place', on }],
  });
  const placed = outputs.find((output) => output.for === 'placed');
  const { data, info } = await sharp(placed?.bytes)
    .resize({ height: HEIGHT })
    .toBuffer({ resolveWithObject: true });
  tiles.push({ input: data, left, top: 0 });
  left += info.width + 12;
}
await engine.close();
const sheet = sharp({ create: { width: left - 12, height: HEIGHT, channels: 3, background: '#ffffff' } });
await writeFile(
  'docs/images/place.jpg',
  await sheet.composite(tiles).jpeg({ quality: 84, mozjpeg: true }).toBuffer(),
);
