import type { MarketplaceRow } from '../marketplace.js';
import { ANY_FILL, CHECKED, FREE, MEGABYTE, SQUARE_BEST, square, WEB_COLOUR } from './parts.js';

/** A shop of one's own: the software bounds sizes, the rest is taste. */
export const SHOPS = {
  shopify: {
    title: 'Shopify',
    canvas: square(2048),
    minimum: { shortest: 800 },
    maximum: { longest: 5000, pixels: 20_000_000 },
    zoomFrom: 800,
    shape: SQUARE_BEST,
    background: 'any',
    fill: ANY_FILL,
    formats: ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'],
    format: 'jpeg',
    quality: 88,
    transparency: true,
    colour: WEB_COLOUR,
    maxBytes: 20 * MEGABYTE,
    overlays: FREE,
    notes: [
      'Shopify enforces no minimum; below 800 px themes switch zoom off, and that is held as the least.',
      'Sources give 20 or 25 megapixels as the largest picture; 20 is held.',
    ],
    source: 'https://help.shopify.com/en/manual/products/product-media/product-media-types',
    checkedOn: CHECKED,
    confidence: 'medium',
  },
  woocommerce: {
    title: 'WooCommerce',
    canvas: square(1200),
    minimum: { shortest: 800 },
    maximum: {},
    zoomFrom: 800,
    shape: SQUARE_BEST,
    background: 'any',
    fill: ANY_FILL,
    formats: ['jpeg', 'png', 'webp', 'gif', 'avif'],
    format: 'jpeg',
    quality: 85,
    transparency: true,
    colour: WEB_COLOUR,
    maxBytes: 2 * MEGABYTE,
    overlays: FREE,
    notes: [
      'The theme decides on sizes; WordPress reduces what is larger than 2,560 px.',
      'PHP takes uploads up to 2 MB unless the host raised it, and that is held.',
    ],
    source: 'https://woocommerce.com/document/adding-product-images-and-galleries/',
    checkedOn: CHECKED,
    confidence: 'medium',
  },
} as const satisfies Record<string, MarketplaceRow>;
