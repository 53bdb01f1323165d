import { CAP, GLYPHS } from './glyphs.js';

/** How a line of type is set. Lengths in pixels. */
export interface Setting {
  /** Height of a capital. */
  cap: number;
  /** Stroke width as a share of the capital, 0.06 light to 0.2 bold. */
  weight?: number;
  /** Extra space between letters as a share of the capital. */
  track?: number;
  /** Which part of the line stands at x. */
  align?: 'left' | 'middle' | 'right';
}

const gap = (setting: Setting) => CAP * (0.2 + (setting.weight ?? 0.1) + (setting.track ?? 0));

/** Length of the line in pixels, from the first letter's left side to the last one's right side. */
export function measure(text: string, setting: Setting): number {
  let width = -gap(setting);
  for (const letter of text) width += glyph(letter)[0] + gap(setting);
  return (Math.max(0, width) * setting.cap) / CAP;
}

function glyph(letter: string) {
  const found = GLYPHS[letter];
  if (!found) throw new Error(`the alphabet of the examples has no '${letter}'`);
  return found;
}

/** One line of type as an SVG element; `y` is its base line, in pixels as `x`. */
export function line(text: string, x: number, y: number, setting: Setting): string {
  const scale = setting.cap / CAP;
  const shift = { left: 0, middle: 0.5, right: 1 }[setting.align ?? 'left'] * measure(text, setting);
  let pen = 0;
  let strokes = '';
  for (const letter of text) {
    const [width, path] = glyph(letter);
    if (path) strokes += `<path d="${path}" transform="translate(${pen.toFixed(2)} 0)"/>`;
    pen += width + gap(setting);
  }
  const place = `translate(${(x - shift).toFixed(2)} ${(y - setting.cap).toFixed(2)}) scale(${scale.toFixed(4)})`;
  const width = ((setting.weight ?? 0.1) * CAP).toFixed(2);
  return `<g transform="${place}" fill="none" stroke-width="${width}" stroke-linecap="round"
    stroke-linejoin="round">${strokes}</g>`;
}

/** Breaks text into lines no longer than `width` pixels, `leading` pixels apart; `y` is the first base line. */
export function paragraph(
  text: string,
  x: number,
  y: number,
  width: number,
  leading: number,
  setting: Setting,
): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && measure(longer, setting) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((words, index) => line(words, x, y + index * leading, setting)).join('');
}
