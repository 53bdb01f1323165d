import { HeroshotError } from '../engine/errors.js';
import type { Recipe } from './recipe.js';

/** A named workflow: what it is for, and its steps. */
export interface Workflow extends Recipe {
  title: string;
  about: string;
}

/** The five workflows, a row each. Marketplaces are what a person who says nothing gets. */
export const WORKFLOWS: readonly Workflow[] = [
  {
    name: 'supplier',
    title: 'Supplier photos',
    about:
      'Small supplier JPEGs, enlarged past every marketplace’s minimum and cleaned; one file per marketplace.',
    steps: [
      { step: 'enhance' },
      {
        step: 'marketplaces',
        for: ['amazon', 'shopify', 'ebay', 'etsy', 'walmart', 'google-merchant', 'meta-catalog'],
      },
    ],
  },
  {
    name: 'repurpose',
    title: 'One picture, every channel',
    about:
      'One master, then amazon at 2,000 px, shopify at 2,048, instagram square, tiktok 9:16: only crops after that.',
    steps: [
      { step: 'enhance' },
      { step: 'marketplaces', for: ['amazon', 'shopify', 'instagram', 'tiktok-vertical'] },
    ],
  },
  {
    name: 'legacy',
    title: 'An old catalogue',
    about: '300×400-era pictures at 4×, cleaned, with honest words about what the source is too small for.',
    steps: [
      { step: 'enhance' },
      { step: 'marketplaces', for: ['amazon', 'shopify', 'ebay', 'woocommerce', 'google-merchant'] },
    ],
  },
  {
    name: 'reviews',
    title: 'Shoppers’ photos',
    about:
      'Turned upright, location removed, noise and compression cleaned, at most 2×, and nothing delivered that did not pass the fidelity gate.',
    steps: [{ step: 'enhance', atMost: 2, gate: true }],
  },
  {
    name: 'print',
    title: 'Print at 300 DPI',
    about: 'As many pixels as the paper needs (--size), tagged with the density; transparency is kept.',
    steps: [
      { step: 'enhance', paper: 'any' },
      { step: 'marketplaces', for: ['print'] },
    ],
  },
];

/**
 * The workflow of a name.
 *
 * @throws {HeroshotError} `unknown_recipe`, with all names
 */
export function workflow(name: string): Workflow {
  const found = WORKFLOWS.find((row) => row.name === name);
  if (found) return found;
  throw new HeroshotError(
    'unknown_recipe',
    `there is no recipe ${JSON.stringify(name)}; there are ${WORKFLOWS.map((row) => row.name).join(', ')}`,
  );
}
