import { useState } from 'react';
import { askBlob } from '../api/ask.js';
import { asFault } from '../api/fault.js';
import { bytesText } from '../app/figures.js';
import { save } from '../app/save.js';
import { noteClick } from '../developers/clicked.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { filesOf, packed } from './pack.js';
import type { Picture } from './picture.js';

/** Take the results home: one file, all of a picture, all pictures. */
export function Downloads({ picture, pictures }: { picture: Picture; pictures: readonly Picture[] }) {
  const [busy, setBusy] = useState<string>();
  const [wrong, setWrong] = useState<string>();
  const words = TEXTS.report;
  const master = picture.job?.outputs.find((output) => output.for === 'master');
  const done = pictures.filter(({ state }) => state === 'done');
  const run = async (work: () => Promise<void>) => {
    setWrong(undefined);
    try {
      await work();
    } catch (error) {
      setWrong(asFault(error).message || words.packed);
    } finally {
      setBusy(undefined);
    }
  };
  const one = () =>
    run(async () => {
      if (!master || !picture.job) return;
      noteClick({ what: 'download', id: picture.job.id, name: master.name });
      save(
        await askBlob(`/v1/jobs/${picture.job?.id}/outputs/${encodeURIComponent(master.name)}`),
        master.name,
      );
    });
  const pack = (chosen: readonly Picture[], name: string) =>
    run(async () => {
      save(await packed(filesOf(chosen), (at, all) => setBusy(words.packing(at, all))), name);
    });
  const stem = picture.name.replace(/\.[^.]*$/, '');
  return (
    <div className="downloads">
      {master && (
        <button type="button" className="button button-primary button-large button-wide" onClick={one}>
          <Icon name="download" />
          {words.download}
          <span className="button-more">
            {words.downloadAs(master.format.toUpperCase(), bytesText(master.bytes))}
          </span>
        </button>
      )}
      <div className="downloads-row">
        {(picture.job?.outputs.length ?? 0) > 1 && (
          <button
            type="button"
            className="button"
            disabled={Boolean(busy)}
            onClick={() => pack([picture], `${stem}.zip`)}
          >
            {words.zip}
          </button>
        )}
        {done.length > 1 && (
          <button
            type="button"
            className="button"
            disabled={Boolean(busy)}
            onClick={() => pack(done, 'heroshot.zip')}
          >
            {words.zipAll(done.length)}
          </button>
        )}
        <button
          type="button"
          className="button"
          onClick={() =>
            save(
              new Blob([JSON.stringify(picture.report, null, 2)], { type: 'application/json' }),
              `${stem}.report.json`,
            )
          }
        >
          {words.json}
        </button>
      </div>
      {busy && (
        <p className="hint" role="status">
          {busy}
        </p>
      )}
      {wrong && (
        <p className="fault" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
