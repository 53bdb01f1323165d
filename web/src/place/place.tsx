import { useCallback } from 'react';
import { useExternal } from '../app/external.js';
import { seemsPicture, useIntake } from '../enhance/intake.js';
import { addFiles, choose, tray, useTray } from '../enhance/pictures.js';
import { useLocal } from '../enhance/results.js';
import { isAtWork } from '../jobs/job-run.js';
import { RunState } from '../jobs/run-state.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { fitOf, sayGround, sayPlace, usePlaceAsked } from './asked.js';
import { Board } from './board.js';
import { firstQuad } from './corners.js';
import { Design } from './design.js';
import { canPlace, useDesign } from './design-of.js';
import { PlaceDials } from './dials.js';
import { Ground } from './ground.js';
import { useImageSize } from './image-size.js';
import { makePlacement, placing } from './make.js';
import { Placed } from './placed.js';
import { SHOWN_TEMPLATES } from './templates.js';
import '../styles/runs.css';
import '../styles/place.css';

const words = TEXTS.place;

/** Choose a design and what it goes on, drag its corners, make it. */
export default function Place() {
  const said = usePlaceAsked();
  const { pictures, chosen: current } = useTray();
  const run = useExternal(placing.now);
  const takeDesign = useCallback((files: File[]) => {
    const taken = files.filter(seemsPicture);
    addFiles(taken);
    const last = tray.get().pictures.at(-1);
    if (last && taken.length > 0) choose(last.key);
  }, []);
  const takePhoto = useCallback((files: File[]) => {
    const photo = files.find(seemsPicture);
    if (photo) sayGround('photo', photo);
  }, []);
  useIntake(takeDesign);
  const picture = pictures.find(({ key }) => key === current);
  const design = useDesign(picture);
  const designSize = useImageSize(design);
  const template = SHOWN_TEMPLATES.find(({ name }) => name === said.on);
  const own = useLocal(template ? undefined : said.photo);
  const photo = template?.photo ?? own;
  const size = useImageSize(photo);
  const onTemplate = said.where === 'found' && template !== undefined;
  const first = size && designSize !== undefined ? designSize : undefined;
  const aspect = first ? first.width / first.height : 1;
  const quad = onTemplate
    ? template.quad
    : said.where === 'quad' && size
      ? (said.quad ?? template?.quad ?? firstQuad(size, aspect))
      : undefined;
  const busy = isAtWork(run);
  const ready = picture && canPlace(picture) && (template || said.photo) && size !== undefined;
  // A photo that the browser can't show has no corners to drag.
  const blind = size === null;
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
        <p>{words.about}</p>
      </div>
      <div className="place">
        <div className="card place-what">
          <Design pictures={pictures} current={current} take={takeDesign} />
          <Ground take={takePhoto} />
        </div>
        <div className="card place-how">
          <PlaceDials />
          <button
            type="button"
            className="button button-primary button-large button-wide"
            disabled={!ready || busy || (blind && said.where === 'quad')}
            onClick={() => picture && makePlacement(picture, said, quad)}
          >
            {words.go}
          </button>
          {!picture && <p className="hint">{words.noDesign}</p>}
          <RunState run={run} of={placing} working={words.working} />
        </div>
        <section
          className="place-main"
          aria-label={words.board}
          onDrop={(event) => {
            // On the photo a file is the photo; elsewhere it is the design.
            event.preventDefault();
            event.stopPropagation();
            takePhoto([...event.dataTransfer.files]);
          }}
          onDragOver={(event) => event.preventDefault()}
        >
          {photo && size && (
            <Board
              key={photo}
              photo={photo}
              size={size}
              title={template?.title ?? said.photo?.name ?? ''}
              design={design && designSize ? { url: design, size: designSize } : undefined}
              quad={quad}
              aspect={onTemplate ? template.aspect : undefined}
              fit={fitOf(said)}
              own={onTemplate}
              onQuad={(next) => sayPlace({ quad: next, where: 'quad' })}
            />
          )}
          {blind && (
            <div className="empty">
              <Icon name="picture" />
              <p>{words.blind}</p>
            </div>
          )}
        </section>
        {run.state === 'done' && run.job && (
          <Placed
            job={run.job}
            onFound={({ shape }) =>
              'quad' in shape && sayPlace({ where: 'quad', quad: shape.quad, fit: 'contain' })
            }
          />
        )}
      </div>
    </>
  );
}
