import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { xmpPacket } from '#heroshot/engine/encode/xmp.js';
import { drawMug } from './mug.js';
import type { Drawn } from './template.js';
import { drawTshirt } from './tshirt.js';

/** The templates that the package ships, drawn by the project itself. */
const TEMPLATES = {
  tshirt: {
    title: 'T-shirt, front',
    about: 'A white T-shirt on a mannequin, in soft light from the left. The print goes on the chest.',
    draw: drawTshirt,
  },
  mug: {
    title: 'Mug',
    about: 'A white mug on an oak table. The print goes around its front, as far as one sees it.',
    draw: drawMug,
  },
} as const;

/** What they are, in IPTC's words: drawn by a program, from nothing. */
const DRAWN = 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia';

async function write(name: keyof typeof TEMPLATES, out: string, scale: number): Promise<void> {
  const began = performance.now();
  const { title, about, draw } = TEMPLATES[name];
  const { master, width, height, place }: Drawn = draw(scale);
  const raw = { width: master.width, height: master.height, channels: 3 as const };
  const file = scale < 1 ? { width: master.width, height: master.height } : { width, height };
  const photo = await sharp(master.rgb, { raw })
    .resize(file.width, file.height, { kernel: 'lanczos3' })
    .withIccProfile('srgb')
    .withXmp(xmpPacket(DRAWN, {}))
    .jpeg({ quality: 88, chromaSubsampling: '4:4:4', mozjpeg: true })
    .toBuffer();
  const folder = join(out, name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'photo.jpg'), photo);
  const tenth = (text: string, value: unknown) =>
    typeof value === 'number' && text !== 'aspect' ? Math.round(value * 10) / 10 : value;
  const template = { version: 1, title, about, photo: 'photo.jpg', width, height, ...place };
  template.aspect = Math.round(place.aspect * 1000) / 1000;
  const text = JSON.stringify(template, tenth, 2).replace(/\[\s+(-?[\d.]+),\s+(-?[\d.]+)\s+\]/g, '[$1, $2]');
  await writeFile(join(folder, 'template.json'), `${text}\n`);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(
    `${folder}: ${file.width}×${file.height}, ${(photo.byteLength / 1000).toFixed(0)} kB, ${seconds} s`,
  );
}

const { values, positionals } = parseArgs({
  options: { out: { type: 'string', default: 'templates' }, scale: { type: 'string', default: '1.5' } },
  allowPositionals: true,
});
const names = Object.keys(TEMPLATES) as (keyof typeof TEMPLATES)[];
for (const name of names)
  if (positionals.length === 0 || positionals.includes(name))
    await write(name, values.out, Number(values.scale));
