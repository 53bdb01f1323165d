import { useEffect, useRef } from 'react';
import { PAGE_PATHS, type PagePath } from '../../../src/page/paths.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { go } from './path.js';
import { setTheme, THEMES, useTheme } from './theme.js';

const THEME_ICONS = { auto: 'auto', light: 'sun', dark: 'moon' } as const;

/** Name, parts and colours. */
export function Header({ path }: { path: PagePath }) {
  const theme = useTheme();
  const nav = useRef<HTMLElement>(null);
  // On a narrow screen the parts are scrolled sideways.
  useEffect(() => {
    const { current } = nav;
    const link = current?.querySelector<HTMLElement>(`a[href="${path}"]`);
    if (current && link) current.scrollLeft = link.offsetLeft - (current.clientWidth - link.offsetWidth) / 2;
  }, [path]);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto';
  return (
    <header className="header">
      <a className="brand" href="/" onClick={(event) => follow(event, '/')}>
        <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
          <rect width="32" height="32" rx="8" />
          <path d="M9.5 8v16M22.5 8v16M9.5 16h13" />
        </svg>
        {TEXTS.app.name}
      </a>
      <nav ref={nav} className="nav" aria-label={TEXTS.app.nav}>
        {PAGE_PATHS.map((to) => (
          <a
            key={to}
            href={to}
            aria-current={to === path ? 'page' : undefined}
            onClick={(event) => follow(event, to)}
          >
            {TEXTS.app.parts[to]}
          </a>
        ))}
      </nav>
      <button
        type="button"
        className="tool theme"
        title={`${TEXTS.app.theme}: ${TEXTS.app.themes[theme]}`}
        aria-label={`${TEXTS.app.theme}: ${TEXTS.app.themes[theme]}`}
        onClick={() => setTheme(next)}
      >
        <Icon name={THEME_ICONS[theme]} />
      </button>
    </header>
  );
}

/** A plain click stays on the page; any other is the browser's. */
function follow(event: React.MouseEvent, to: PagePath): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(to);
}
