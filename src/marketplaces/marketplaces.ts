import { HeroshotError } from '../engine/errors.js';
import type { MarketplaceRow } from './marketplace.js';
import { AMAZON } from './rows/amazon.js';
import { FEEDS } from './rows/feeds.js';
import { MARKETS } from './rows/markets.js';
import { PRINT } from './rows/print.js';
import { SHOPS } from './rows/shops.js';
import { SOCIAL } from './rows/social.js';
import { nearest } from './spelling.js';

const ROWS = { ...AMAZON, ...SHOPS, ...SOCIAL, ...MARKETS, ...FEEDS, ...PRINT };

/** Name of a marketplace preset, as `--for` takes it. */
export type MarketplaceName = keyof typeof ROWS;

/** A preset: what one use of pictures on one marketplace asks for. */
export interface Marketplace extends MarketplaceRow {
  name: MarketplaceName;
}

/** Every preset. */
export const MARKETPLACES: readonly Marketplace[] = Object.entries(ROWS).map(([name, row]) => ({
  name: name as MarketplaceName,
  ...row,
}));

/**
 * The preset of a name.
 *
 * @throws {HeroshotError} `unknown_marketplace`; the message names the nearest spelling and all there are
 */
export function marketplace(name: string): Marketplace {
  const found = MARKETPLACES.find((row) => row.name === name);
  if (found) return found;
  const names = MARKETPLACES.map((row) => row.name);
  const meant = nearest(name, names);
  throw new HeroshotError(
    'unknown_marketplace',
    `${JSON.stringify(name)} is no marketplace${meant ? `; did you mean ${meant}?` : '.'} There are ${names.join(', ')}`,
  );
}

/**
 * The presets of a list such as `amazon-main, shopify`, in its order, each once.
 *
 * @throws {HeroshotError} `unknown_marketplace`, also for a list without any name
 */
export function marketplacesOf(list: string): Marketplace[] {
  const names = list.split(',').map((name) => name.trim().toLowerCase());
  const given = [...new Set(names.filter((name) => name !== ''))];
  return (given.length > 0 ? given : ['']).map(marketplace);
}
