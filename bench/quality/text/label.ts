import sharp from 'sharp';
import type { RgbPicture } from '../../reduce-bicubic.js';
import { decodeRgb } from '../truth.js';

/** Fonts of the labels; where a machine lacks one, the next or its own generic one stands in. */
export const FONTS = [
  { name: 'sans', family: 'Liberation Sans, Arial, Helvetica, sans-serif', weight: 'normal' },
  { name: 'bold', family: 'DejaVu Sans, Verdana, sans-serif', weight: 'bold' },
  { name: 'serif', family: 'Liberation Serif, Times New Roman, serif', weight: 'normal' },
  { name: 'mono', family: 'DejaVu Sans Mono, Courier New, monospace', weight: 'normal' },
] as const;

export type Font = (typeof FONTS)[number];

/** Colours of the letters and of what they are printed on. */
export interface Ink {
  name: string;
  ink: string;
  ground: string;
}

/** None of them pure, as on a photographed label. */
export const INKS: readonly Ink[] = [
  { name: 'dark on light', ink: '#1c2026', ground: '#f2efe8' },
  { name: 'light on dark', ink: '#f4f4f0', ground: '#22314a' },
];

/** A rendered label and where its lines lie, in pixels. */
export interface Label {
  picture: RgbPicture;
  lines: { text: string; top: number; height: number }[];
}

/** Least side of a label in pixels: reduced 4×, some networks fail on less than that quarter. */
const LEAST = 256;

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const textElement = (text: string, { family, weight }: Font, size: number, x: number, y: number) =>
  `<text x="${x}" y="${y}" font-family="${family}" font-weight="${weight}" font-size="${size}">${escapeXml(text)}</text>`;

const svg = (width: number, height: number, style: string, body: string) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${style.split(' ')[1]}"/><g fill="${style.split(' ')[0]}">${body}</g></svg>`,
  );

const heights = new Map<string, Promise<number>>();

/** Height of a lower-case x over the font size, measured on what is really rendered. */
export function xHeight(font: Font): Promise<number> {
  const measured =
    heights.get(font.name) ??
    sharp(svg(800, 600, '#000 #fff', textElement('x', font, 400, 100, 450)))
      .trim()
      .toBuffer({ resolveWithObject: true })
      .then(({ info }) => info.height / 400);
  heights.set(font.name, measured);
  return measured;
}

/**
 * Render lines of text.
 *
 * @param height x-height in pixels, may be a fraction
 * @returns a picture whose sides are multiples of 4
 */
export async function renderLabel(
  texts: readonly string[],
  font: Font,
  { ink, ground }: Ink,
  height: number,
): Promise<Label> {
  const size = height / (await xHeight(font));
  const pitch = 4 * Math.ceil((size * 1.9) / 4);
  const longest = Math.max(...texts.map((text) => text.length));
  const width = Math.max(LEAST, 4 * Math.ceil((longest * size * 0.75 + 3 * size) / 4));
  const tall = Math.max(LEAST, pitch * texts.length);
  const lines = texts.map((text, i) => ({ text, top: i * pitch, height: pitch }));
  // Each line at another fraction of a pixel, so that no method is favoured by the sampling grid.
  const body = lines.map(({ text, top }, i) =>
    textElement(text, font, size, size + ((i * 1.37) % 4), top + pitch / 2 + size * 0.35 + ((i * 0.91) % 4)),
  );
  const drawn = svg(width, tall, `${ink} ${ground}`, body.join(''));
  return { picture: await decodeRgb(await sharp(drawn).png().toBuffer()), lines };
}
