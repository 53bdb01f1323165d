import { blur, cover, type Field } from './canvas.js';
import { line } from './lettering.js';

/** Picture size in master pixels and the line about which the jumper is symmetrical. */
export const FRAME = { width: 2400, height: 3200, middle: 1200 };

/** Where the jumper's ribbed borders begin, in pixels from the top (cuff: along the sleeve), and their width. */
export const BORDER = { hem: 2560, cuff: 1530, collar: 84 };

const NECKLINE = 'M950 590C960 760 1070 850 1200 850C1330 850 1440 760 1450 590';
const BODY = `${NECKLINE}C1550 626 1696 676 1786 752C1762 900 1742 1050 1748 1220C1758 1700 1752 2200 1762 2720
  Q1764 2792 1702 2797C1400 2822 1000 2818 700 2797Q636 2790 640 2720C652 2200 640 1700 655 1220
  C660 1050 640 900 614 752C704 676 850 626 950 590Z`;
const LEFT = `M650 712C545 770 482 960 450 1160C405 1450 352 1900 318 2330Q312 2398 375 2404L498 2416
  Q556 2418 562 2362C606 1950 662 1600 704 1260L740 900Z`;
const RIGHT = `M1750 712C1858 770 1920 960 1950 1160C1990 1450 2040 1900 2078 2330Q2084 2398 2022 2404L1902 2416
  Q1844 2418 1838 2362C1798 1950 1740 1600 1696 1260L1660 900Z`;
const INSIDE = 'M950 590C1030 640 1370 640 1450 590L1470 760C1400 910 1000 910 930 760Z';
const WOOD = `M900 650C1020 560 1120 502 1200 496C1280 502 1380 560 1500 650L1500 700C1380 612 1290 562 1200 556
  C1110 562 1020 612 900 700Z`;
const HOOK = 'M1200 510V412C1200 345 1296 330 1296 246A92 92 0 0 0 1112 236';

/** One cut-out part: coverage 0 to 1, and a rounded rise from its outline inwards, 0 to 1. */
export interface Part {
  mask: Field;
  rise: Field;
}

async function part(elements: string, reach: number): Promise<Part> {
  const mask = await cover(FRAME.width, FRAME.height, elements);
  const rise = blur(mask, reach);
  for (let at = 0; at < rise.data.length; at++) {
    const inward = Math.max(0, 2 * rise.data[at] - 1);
    rise.data[at] = Math.sqrt(1 - (1 - inward) ** 2);
  }
  return { mask, rise };
}

const shape = (path: string) => `<path d="${path}"/>`;

/** All parts of the picture, the lowest first in the order in which they cover each other. */
export async function cut() {
  const band = `<path d="${NECKLINE}" fill="none" stroke-width="${2 * BORDER.collar}"/>`;
  const tag = '<rect x="1076" y="704" width="248" height="112" rx="3"/>';
  const woven = [
    line('TARN & WREN', FRAME.middle, 752, { cap: 21, weight: 0.13, track: 0.02, align: 'middle' }),
    line('100% lambswool', FRAME.middle, 784, { cap: 15, weight: 0.12, track: 0.08, align: 'middle' }),
    line('M', FRAME.middle, 808, { cap: 14, weight: 0.14, align: 'middle' }),
  ].join('');
  const body = await part(shape(BODY), 54);
  const collar = await part(band, 26);
  // The band was drawn along both sides of the neckline; only the side on the front is cloth.
  for (let at = 0; at < body.mask.data.length; at++) collar.mask.data[at] *= body.mask.data[at];
  return {
    hook: await part(`<path d="${HOOK}" fill="none" stroke-width="21" stroke-linecap="round"/>`, 5),
    inside: await part(shape(INSIDE), 26),
    tag: await part(tag, 3),
    letters: (await part(woven, 2)).mask,
    wood: await part(shape(WOOD), 15),
    left: await part(shape(LEFT), 46),
    right: await part(shape(RIGHT), 46),
    body,
    collar,
  };
}
