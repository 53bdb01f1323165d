import { useEffect, useRef, useState } from 'react';
import { askJson } from '../api/ask.js';
import type { Job, RecipeReport } from '../api/types.js';
import { useExternal } from '../app/external.js';
import { bytesText, percentText, sizeText } from '../app/figures.js';
import { Compare } from '../compare/compare.js';
import { noteClick } from '../developers/clicked.js';
import { useFile, useLocal } from '../enhance/results.js';
import { useReveal } from '../jobs/reveal.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { placedOn } from './make.js';
import { SHOWN_TEMPLATES } from './templates.js';

interface Props {
  job: Job;
  /** Told where the service found the place. */
  onFound(report: NonNullable<RecipeReport['placement']>): void;
}

const words = TEXTS.place;
/** The photo alone is known: most of the comparison is what was made. */
const BEFORE = 0.1;

/** The placed design over the photo as it was, what the report says of it, and the file. */
export function Placed({ job, onFound }: Props) {
  const made = job.outputs.find((output) => output.for === 'placed');
  const { url, fault } = useFile(made && `/v1/jobs/${job.id}/outputs/${encodeURIComponent(made.name)}`);
  const on = useExternal(placedOn);
  const own = useLocal(on?.photo);
  const photo = SHOWN_TEMPLATES.find(({ name }) => name === on?.on)?.photo ?? own;
  const [report, setReport] = useState<{ id: string; said: RecipeReport['placement'] }>();
  useEffect(() => {
    let here = true;
    askJson<RecipeReport>(`/v1/jobs/${job.id}/report`).then(
      ({ placement }) => here && setReport({ id: job.id, said: placement }),
      () => {
        // The picture is shown without it.
      },
    );
    return () => {
      here = false;
    };
  }, [job.id]);
  const placement = report?.id === job.id ? report.said : undefined;
  const section = useRef<HTMLElement>(null);
  useReveal(section, job.id);
  if (!made) return null;
  return (
    <section className="place-made" ref={section} aria-labelledby="place-made">
      <h2 id="place-made">{words.made}</h2>
      <div className="place-compare">
        {url && (
          <Compare
            key={job.id}
            before={photo}
            after={url}
            size={made}
            name={made.name}
            made={words.made}
            from={BEFORE}
          />
        )}
        {fault && (
          <p className="fault" role="alert">
            {fault.message}
          </p>
        )}
      </div>
      <div className="place-facts">
        {url && (
          <a
            className="button button-primary"
            href={url}
            download={made.name}
            onClick={() => noteClick({ what: 'download', id: job.id, name: made.name })}
          >
            <Icon name="download" />
            {TEXTS.report.download}
            <span className="button-more">
              {TEXTS.report.downloadAs(made.format.toUpperCase(), bytesText(made.bytes))}
            </span>
          </a>
        )}
        <p className="hint">
          {sizeText(made)}
          {placement && `. ${words.composed(percentText(placement.composed.share))}`}
        </p>
      </div>
      {placement && (
        <ul className="place-notes hint">
          <li>{words.why(placement.design.why)}</li>
          {placement.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {placement?.by === 'auto' && 'quad' in placement.shape && (
        <button type="button" className="button place-adjust" onClick={() => onFound(placement)}>
          {words.adjust}
        </button>
      )}
    </section>
  );
}
