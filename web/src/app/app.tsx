import { lazy, Suspense, useEffect } from 'react';
import { useLost } from '../enhance/connection.js';
import { Enhance } from '../enhance/enhance.js';
import { bringBack } from '../enhance/session.js';
import { TEXTS } from '../texts.js';
import { Boundary } from './boundary.js';
import { Header } from './header.js';
import { KeyDialog } from './key-dialog.js';
import { usePath } from './path.js';

const Marketplaces = lazy(() => import('../marketplaces/marketplaces.js'));
const Place = lazy(() => import('../place/place.js'));
const Clip = lazy(() => import('../clip/clip.js'));
const Catalogue = lazy(() => import('../catalogue/catalogue.js'));
const History = lazy(() => import('../history/history.js'));
const Developers = lazy(() => import('../developers/developers.js'));
const Settings = lazy(() => import('../settings/settings.js'));

let brought = false;

/** The page: its parts, and what lies over all of them. */
export function App() {
  const path = usePath();
  const lost = useLost();
  useEffect(() => {
    document.title = path === '/' ? TEXTS.app.name : `${TEXTS.app.parts[path]} · ${TEXTS.app.name}`;
  }, [path]);
  useEffect(() => {
    if (brought) return;
    brought = true;
    void bringBack();
  }, []);
  return (
    <>
      <a className="skip" href="#content">
        {TEXTS.app.skip}
      </a>
      <Header path={path} />
      <p className="lost" role="status" hidden={!lost}>
        {lost && TEXTS.app.lost}
      </p>
      <main id="content" className={path === '/' ? 'main main-wide' : 'main'}>
        <Boundary key={path}>
          <Suspense fallback={<p className="loading">{TEXTS.app.loading}</p>}>
            {path === '/' && <Enhance />}
            {path === '/marketplaces' && <Marketplaces />}
            {path === '/place' && <Place />}
            {path === '/clip' && <Clip />}
            {path === '/catalogue' && <Catalogue />}
            {path === '/history' && <History />}
            {path === '/settings' && <Settings />}
            {path === '/developers' && <Developers />}
          </Suspense>
        </Boundary>
      </main>
      <KeyDialog />
    </>
  );
}
