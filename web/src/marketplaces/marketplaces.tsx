import { useCallback } from 'react';
import { Adders } from '../enhance/adders.js';
import { useAsked } from '../enhance/asked.js';
import { seemsPicture, useIntake } from '../enhance/intake.js';
import { isBusy, isFree } from '../enhance/picture.js';
import { addFiles, useTray } from '../enhance/pictures.js';
import { hasSource } from '../enhance/source.js';
import { submit } from '../enhance/submit.js';
import { useReport } from '../enhance/use-report.js';
import { Picker } from '../jobs/picker.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { Behind } from './behind.js';
import { CheckFile } from './check-file.js';
import { Choices } from './choices.js';
import { Crops } from './crops.js';
import { usePresets } from './presets.js';
import '../styles/tables.css';
import '../styles/marketplaces.css';

/** Tick places, see each crop, make the files, read how they fare. */
export default function Marketplaces() {
  const words = TEXTS.markets;
  const markets = usePresets();
  const { markets: chosen } = useAsked();
  const { pictures, chosen: current } = useTray();
  const take = useCallback((files: File[]) => addFiles(files.filter(seemsPicture)), []);
  useIntake(take);
  const picture = pictures.find(({ key }) => key === current);
  useReport(picture);
  const free = pictures.filter((one) => isFree(one) && hasSource(one));
  const busy = pictures.some(isBusy);
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
        <p>{words.about}</p>
      </div>
      <div className="markets">
        <aside className="card markets-side">
          <Choices markets={markets} />
          <Behind />
          <button
            type="button"
            className="button button-primary button-large button-wide"
            disabled={free.length === 0 || chosen.length === 0 || busy}
            onClick={() => submit(free.map(({ key }) => key))}
          >
            {free.length > 1 ? words.goMany(free.length) : words.go}
          </button>
          {busy && (
            <p className="hint" role="status">
              {TEXTS.settings.working.running}…
              <progress className="bar" max={1} aria-label={TEXTS.settings.working.running} />
            </p>
          )}
        </aside>
        <div className="markets-main">
          {pictures.length > 1 && (
            <Picker label={TEXTS.tray.title(pictures.length)} pictures={pictures} current={current} />
          )}
          {picture ? (
            <Crops picture={picture} pictures={pictures} markets={markets} />
          ) : (
            <div className="empty">
              <Icon name="picture" />
              <p className="empty-title">{words.noPicture}</p>
              <Adders take={take} small />
            </div>
          )}
          <CheckFile chosen={chosen} markets={markets} />
        </div>
      </div>
    </>
  );
}
