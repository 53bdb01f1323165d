import { TEXTS } from '../texts.js';
import { SizeAdvice } from './advice.js';
import { Dials } from './dials.js';
import { isBusy, isFree, type Picture } from './picture.js';
import { tray } from './pictures.js';
import { ReportPanel } from './report.js';
import { hasSource } from './source.js';
import { cancel, submit } from './submit.js';

/** Beside the stage: what to do, then what was done. */
export function Panel({ picture, pictures }: { picture: Picture; pictures: readonly Picture[] }) {
  const words = TEXTS.settings;
  const busy = pictures.filter(isBusy);
  const open = pictures.filter((one) => one.state === 'ready' && hasSource(one));
  const again = isFree(picture) && picture.state !== 'ready' && hasSource(picture);
  const targets = open.length > 0 ? open : again ? [picture] : [];
  const stopAll = () => {
    void cancel(
      tray
        .get()
        .pictures.filter(isBusy)
        .map(({ key }) => key),
    );
  };
  return (
    <aside className="panel" aria-label={words.title}>
      {picture.state === 'done' && picture.report && <ReportPanel picture={picture} pictures={pictures} />}
      <section className="panel-part" aria-label={words.title}>
        {picture.state !== 'done' && picture.width && picture.height && (
          <SizeAdvice width={picture.width} height={picture.height} />
        )}
        {picture.state !== 'done' && picture.address && !picture.width && (
          <p className="advice">{words.fetched}</p>
        )}
        <Dials />
        <div className="panel-go">
          {targets.length > 0 && (
            <button
              type="button"
              className={`button button-large button-wide${picture.state === 'done' && open.length === 0 ? '' : ' button-primary'}`}
              onClick={() => {
                submit(targets.map(({ key }) => key));
                // On a narrow screen the picture lies above the button.
                scrollTo(0, 0);
              }}
            >
              {open.length === 0 ? words.again : open.length === 1 ? words.go : words.goMany(open.length)}
            </button>
          )}
          {busy.length > 0 && (
            <button type="button" className="button button-wide" onClick={stopAll}>
              {busy.length === 1 ? words.stop : words.stopAll}
            </button>
          )}
          {targets.length === 0 && busy.length === 0 && <p className="hint">{words.gone}</p>}
        </div>
      </section>
    </aside>
  );
}
