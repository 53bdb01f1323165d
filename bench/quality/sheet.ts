import { writeFile } from 'node:fs/promises';
import sharp, { type OverlayOptions } from 'sharp';
import type { Strip } from './crops.js';

const GAP = 4;
const TITLE = 18;
const LABEL = 14;
/** Most rows of a sheet: more could not be looked at, and a PNG has its limits. */
export const MOST_ROWS = 48;

const escapeXml = (text: string) => text.replace(/[<&]/g, (sign) => (sign === '<' ? '&lt;' : '&amp;'));

/** Text on white as a picture. */
const text = (content: string, width: number, height: number, size: number) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><text x="2" y="${size + 1}" font-family="sans-serif" font-size="${size}">${escapeXml(content)}</text></svg>`,
  );

/** At most `most` items, evenly spread. */
export function spread<T>(items: readonly T[], most: number): T[] {
  const kept = Math.min(items.length, most);
  return Array.from({ length: kept }, (_, i) => items[Math.floor((i * items.length) / kept)]);
}

/** Write crops at 100 % in rows, one per damaged picture, with labels. */
export async function writeSheet(file: string, strips: readonly Strip[]): Promise<void> {
  const rows = spread(strips, MOST_ROWS);
  const pictures = rows.flatMap(({ cells }) => cells.map(({ picture }) => picture));
  const side = Math.max(...pictures.map((picture) => picture.width));
  const width = Math.max(...rows.map(({ cells }) => cells.length)) * (side + GAP);
  let height = 0;
  const tops = rows.map(({ cells }) => {
    const top = height;
    height += TITLE + LABEL + Math.max(...cells.map(({ picture }) => picture.height)) + GAP;
    return top;
  });
  const overlays: OverlayOptions[] = rows.flatMap(({ title, cells }, row) => {
    const top = tops[row];
    return [
      { input: text(title, width, TITLE, 13), left: 0, top },
      ...cells.flatMap(({ label, picture }, column): OverlayOptions[] => {
        const left = column * (side + GAP);
        return [
          { input: text(label, side, LABEL, 10), left, top: top + TITLE },
          {
            input: Buffer.from(picture.data),
            raw: { width: picture.width, height: picture.height, channels: 3 },
            left,
            top: top + TITLE + LABEL,
          },
        ];
      }),
    ];
  });
  const sheet = sharp({ create: { width, height, channels: 3, background: '#ffffff' } });
  await writeFile(file, await sheet.composite(overlays).png().toBuffer());
}
