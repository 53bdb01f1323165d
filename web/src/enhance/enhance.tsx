import { useCallback, useState } from 'react';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { seemsPicture, useIntake } from './intake.js';
import { Panel } from './panel.js';
import { addFiles, useTray } from './pictures.js';
import { Stage } from './stage.js';
import { Strip } from './strip.js';
import { useReport } from './use-report.js';
import { Welcome } from './welcome.js';

/** Drop a photo, press one button, see the difference. */
export function Enhance() {
  const { pictures, chosen } = useTray();
  const [left, setLeft] = useState(0);
  const take = useCallback((files: File[]) => {
    const taken = files.filter(seemsPicture);
    setLeft(files.length - taken.length);
    addFiles(taken);
  }, []);
  const over = useIntake(take);
  const picture = pictures.find(({ key }) => key === chosen);
  useReport(picture);
  return (
    <>
      {left > 0 && (
        <p className="note" role="status">
          {TEXTS.drop.notPictures(left)}
        </p>
      )}
      {picture ? (
        <div className="work">
          <h1 className="unseen">{TEXTS.app.parts['/']}</h1>
          <Strip pictures={pictures} chosen={chosen} take={take} />
          <section className="work-stage" aria-label={picture.name}>
            <Stage key={picture.key} picture={picture} />
          </section>
          <Panel picture={picture} pictures={pictures} />
        </div>
      ) : (
        <Welcome take={take} />
      )}
      {over && (
        <div className="drop-over" aria-hidden="true">
          <Icon name="upload" />
          {TEXTS.drop.release}
        </div>
      )}
    </>
  );
}
