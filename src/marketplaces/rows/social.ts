import type { MarketplaceRow } from '../marketplace.js';
import { ANY_FILL, CHECKED, FREE, MEGABYTE, SQUARE_ONLY, square, WEB_COLOUR } from './parts.js';

const INSTAGRAM = {
  minimum: { shortest: 320 },
  maximum: {},
  background: 'any',
  fill: ANY_FILL,
  formats: ['jpeg'],
  format: 'jpeg',
  quality: 90,
  transparency: false,
  colour: WEB_COLOUR,
  maxBytes: 8 * MEGABYTE,
  overlays: FREE,
  source:
    'https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media',
  checkedOn: CHECKED,
  confidence: 'medium',
} as const satisfies Partial<MarketplaceRow>;

const INSTAGRAM_NOTES = [
  'What is wider than 1,440 px is reduced. The app takes PNG too; the interface for shops takes JPEG only.',
  'Pages of 2025 also name 3:4; the narrower range from 4:5 to 1.91:1 is held.',
] as const;

const TIKTOK = {
  maximum: {},
  formats: ['jpeg', 'png'],
  format: 'jpeg',
  quality: 90,
  transparency: false,
  colour: WEB_COLOUR,
  checkedOn: CHECKED,
} as const satisfies Partial<MarketplaceRow>;

export const SOCIAL = {
  instagram: {
    ...INSTAGRAM,
    title: 'Instagram, square',
    canvas: square(1080),
    shape: { made: '1:1', shown: ['1:1', '4:5'], range: [0.8, 1.91] },
    notes: INSTAGRAM_NOTES,
  },
  'instagram-portrait': {
    ...INSTAGRAM,
    title: 'Instagram, portrait',
    canvas: { kind: 'exact', width: 1080, height: 1350 },
    shape: { made: '4:5', shown: ['4:5'], range: [0.8, 1.91] },
    notes: INSTAGRAM_NOTES,
  },
  'tiktok-shop': {
    ...TIKTOK,
    title: 'TikTok Shop, main picture',
    canvas: square(1200),
    minimum: { shortest: 600 },
    maximum: { longest: 6000 },
    shape: SQUARE_ONLY,
    background: 'pure-white',
    fill: { rule: 'advised', least: 0.8, most: 1, made: [0.85, 0.9] },
    maxBytes: 5 * MEGABYTE,
    overlays: { text: 'refused', watermark: 'refused', border: 'refused' },
    notes: [
      'Asia’s pages advise a white background and 60 % of the frame, those of the United States demand pure white: the stricter is held.',
      'Pages of others give 800 px as the least and 2,000 or 6,000 px as the largest side; 1,200 px fits them all.',
    ],
    source: 'https://seller-vn.tiktok.com/university/essay?knowledge_id=5918681919178512&lang=en',
    confidence: 'medium',
  },
  'tiktok-vertical': {
    ...TIKTOK,
    title: 'TikTok, vertical',
    canvas: { kind: 'exact', width: 1080, height: 1920 },
    minimum: { shortest: 540 },
    shape: { made: '9:16', shown: ['9:16'], range: [0.55, 0.58] },
    background: 'any',
    fill: { ...ANY_FILL, made: [0.75, 0.85] },
    maxBytes: 10 * MEGABYTE,
    overlays: FREE,
    notes: [
      'Titles and buttons cover the lower quarter and the right edge: keep the product in the middle.',
      'Sources disagree widely on the largest file; advertisements are advised to stay below 500 kB.',
    ],
    source: 'https://ads.tiktok.com/help/article?aid=6701253237862825989',
    confidence: 'low',
  },
  pinterest: {
    title: 'Pinterest',
    canvas: { kind: 'exact', width: 1000, height: 1500 },
    minimum: { shortest: 600 },
    maximum: {},
    shape: { made: '2:3', shown: ['2:3', '1:1'], range: [0.47, 1.91] },
    background: 'any',
    fill: ANY_FILL,
    formats: ['jpeg', 'png'],
    format: 'jpeg',
    quality: 90,
    transparency: false,
    colour: WEB_COLOUR,
    maxBytes: 20 * MEGABYTE,
    overlays: FREE,
    notes: [
      'Pins taller than 2:3 may be cut off in feeds.',
      'No minimum is on the page; pins narrower than 600 px are shown less, and that is held.',
    ],
    source: 'https://help.pinterest.com/en/business/article/pinterest-product-specs',
    checkedOn: CHECKED,
    confidence: 'high',
  },
} as const satisfies Record<string, MarketplaceRow>;
