import { useRef } from 'react';
import type { Job } from '../api/types.js';
import { bytesText, sizeText } from '../app/figures.js';
import { noteClick } from '../developers/clicked.js';
import { useFile } from '../enhance/results.js';
import { useReveal } from '../jobs/reveal.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import '../styles/video.css';

const words = TEXTS.clip;
const path = (id: string, name: string) => `/v1/jobs/${id}/outputs/${encodeURIComponent(name)}`;

/** A clip that was made, to look at and to take home. */
export function ClipVideo({ job }: { job: Job }) {
  const video = job.outputs.find((output) => output.for.startsWith('clip-'));
  const poster = job.outputs.find((output) => output.for.startsWith('poster-'));
  const film = useFile(video && path(job.id, video.name));
  const first = useFile(poster && path(job.id, poster.name));
  const section = useRef<HTMLElement>(null);
  useReveal(section, job.id);
  if (!video) return null;
  const noted = (name: string) => () => noteClick({ what: 'download', id: job.id, name });
  return (
    <section className="clip-made" ref={section} aria-labelledby="clip-made">
      <h2 id="clip-made" className="clip-title">
        {words.made}
      </h2>
      {film.url && (
        <video
          className="clip-video"
          // It has no sound at all.
          muted
          controls
          loop
          playsInline
          aria-label={words.video(video.name)}
          src={film.url}
          poster={first.url}
          style={{
            aspectRatio: `${video.width} / ${video.height}`,
            maxWidth: `min(100%, calc(68dvh * ${video.width / video.height}))`,
          }}
        />
      )}
      {film.fault && (
        <p className="fault" role="alert">
          {film.fault.message}
        </p>
      )}
      <div className="clip-files">
        {film.url && (
          <a
            className="button button-primary"
            href={film.url}
            download={video.name}
            onClick={noted(video.name)}
          >
            <Icon name="download" />
            {TEXTS.report.download}
            <span className="button-more">
              {TEXTS.report.downloadAs(video.format.toUpperCase(), bytesText(video.bytes))}
            </span>
          </a>
        )}
        {first.url && poster && (
          <a className="button" href={first.url} download={poster.name} onClick={noted(poster.name)}>
            {words.poster}
          </a>
        )}
        <p className="hint">{sizeText(video)}</p>
      </div>
    </section>
  );
}
