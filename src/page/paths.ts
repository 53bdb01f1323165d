/** Addresses that the page answers by itself; every other one is the service's or nobody's. */
export const PAGE_PATHS = [
  '/',
  '/marketplaces',
  '/place',
  '/clip',
  '/catalogue',
  '/history',
  '/settings',
  '/developers',
] as const;
export type PagePath = (typeof PAGE_PATHS)[number];
