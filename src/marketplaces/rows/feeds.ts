import type { MarketplaceRow } from '../marketplace.js';
import { ANY_FILL, CHECKED, MEGABYTE, PHOTO_ONLY, SQUARE_BEST, square, WEB_COLOUR } from './parts.js';

/** Product feeds that advertisements are made from. */
export const FEEDS = {
  'google-merchant': {
    title: 'Google Merchant Center',
    canvas: square(1500),
    minimum: { shortest: 500 },
    maximum: { pixels: 64_000_000 },
    shape: SQUARE_BEST,
    background: 'white-preferred',
    fill: { rule: 'advised', least: 0.75, most: 0.9, made: [0.8, 0.9] },
    formats: ['jpeg', 'png', 'webp', 'gif', 'tiff'],
    format: 'jpeg',
    quality: 92,
    transparency: true,
    colour: WEB_COLOUR,
    maxBytes: 16 * MEGABYTE,
    overlays: PHOTO_ONLY,
    notes: [
      'The least of 500 × 500 px holds from 31 January 2027; before, 100 px (clothes: 250 px) are taken and smaller ones warned of.',
      'Plain enlargements and thumbnails are not taken. The IPTC tag of AI-made pictures must be kept.',
    ],
    source: 'https://support.google.com/merchants/answer/6324350',
    checkedOn: CHECKED,
    confidence: 'high',
  },
  'meta-catalog': {
    title: 'Meta catalogue (Facebook and Instagram shops)',
    canvas: square(1080),
    minimum: { shortest: 500 },
    maximum: {},
    shape: SQUARE_BEST,
    background: 'white-preferred',
    fill: ANY_FILL,
    formats: ['jpeg', 'png'],
    format: 'jpeg',
    quality: 90,
    transparency: false,
    colour: WEB_COLOUR,
    maxBytes: 8 * MEGABYTE,
    overlays: { text: 'advised-against', watermark: 'refused', border: 'advised-against' },
    notes: ['At least 1,024 × 1,024 px are recommended; scenes are welcome beside the white picture.'],
    source: 'https://www.facebook.com/business/help/686259348512056',
    checkedOn: CHECKED,
    confidence: 'medium',
  },
} as const satisfies Record<string, MarketplaceRow>;
