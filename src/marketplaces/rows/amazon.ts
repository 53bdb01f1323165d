import type { MarketplaceRow } from '../marketplace.js';
import { CHECKED, FREE, MEGABYTE, PHOTO_ONLY, SQUARE_BEST, square } from './parts.js';

const TECHNICAL = {
  canvas: square(2000),
  minimum: { longest: 1000 },
  maximum: { longest: 10_000 },
  zoomFrom: 1000,
  shape: SQUARE_BEST,
  formats: ['jpeg', 'png', 'tiff', 'gif'],
  format: 'jpeg',
  quality: 92,
  transparency: false,
  // Amazon takes CMYK and says itself that its tones may shift.
  colour: { otherRgb: 'warn', cmyk: 'warn' },
  maxBytes: 10 * MEGABYTE,
  density: { made: 72, least: 72 },
  source: 'https://sellercentral.amazon.com/gp/help/external/G9FUUH87RBNXGKB7',
  checkedOn: CHECKED,
  confidence: 'high',
} as const satisfies Partial<MarketplaceRow>;

const SIZE_NOTE =
  'The page asks for 1,000 px on the longest side; uploads from 500 px are taken, without zoom. The stricter value is held.';

export const AMAZON = {
  'amazon-main': {
    ...TECHNICAL,
    title: 'Amazon, main picture',
    background: 'pure-white',
    fill: { rule: 'required', least: 0.85, most: 1, made: [0.85, 0.9] },
    overlays: PHOTO_ONLY,
    notes: [
      SIZE_NOTE,
      'The product only, outside its packaging, without accessories that are not sold with it.',
      'The file size limit is not on the page; 10 MB is what uploads are known to take.',
    ],
  },
  amazon: {
    ...TECHNICAL,
    title: 'Amazon, further pictures',
    background: 'any',
    fill: { rule: 'advised', least: 0.85, most: 1, made: [0.85, 0.9] },
    overlays: { ...FREE, border: 'advised-against' },
    notes: [SIZE_NOTE, 'Scenes and text that explains are taken; Amazon’s own badges and logos are not.'],
  },
} as const satisfies Record<string, MarketplaceRow>;
