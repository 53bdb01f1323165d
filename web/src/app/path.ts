import { PAGE_PATHS, type PagePath } from '../../../src/page/paths.js';
import { external, useExternal } from './external.js';

const known = (path: string): PagePath =>
  (PAGE_PATHS as readonly string[]).includes(path) ? (path as PagePath) : '/';

const path = external<PagePath>(known(location.pathname));
addEventListener('popstate', () => path.set(known(location.pathname)));

/** The part of the page that is shown. */
export const usePath = (): PagePath => useExternal(path);

/** Show another part of the page. */
export function go(to: PagePath): void {
  if (to !== location.pathname) history.pushState(null, '', to);
  path.set(to);
  scrollTo(0, 0);
}
