import type { MarketplaceRow } from '../marketplace.js';
import { ANY_FILL, CHECKED, MEGABYTE } from './parts.js';

/** Paper: any shape, any colour space, but enough dots. */
export const PRINT = {
  print: {
    title: 'Print',
    canvas: { kind: 'longest-side', longest: 3000 },
    minimum: { longest: 1500 },
    maximum: {},
    shape: { made: 'own', shown: [], range: [0.05, 20] },
    background: 'any',
    fill: ANY_FILL,
    formats: ['tiff', 'jpeg', 'png'],
    format: 'png',
    quality: 95,
    transparency: true,
    colour: { otherRgb: 'pass', cmyk: 'pass' },
    maxBytes: 100 * MEGABYTE,
    density: { made: 300, least: 150 },
    overlays: { text: 'allowed', watermark: 'allowed', border: 'allowed' },
    notes: [
      '3,000 px at 300 dots per inch are 10 inches (25.4 cm); at half the density print looks soft at arm’s length.',
      'Printers convert sRGB to their press; ask yours for its limits.',
    ],
    source: 'https://helpx.adobe.com/photoshop/using/image-size-resolution.html',
    checkedOn: CHECKED,
    confidence: 'medium',
  },
} as const satisfies Record<string, MarketplaceRow>;
