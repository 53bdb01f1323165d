import { useEffect, useState } from 'react';
import { client } from '../api/client.js';
import type { Job, Usage } from '../api/types.js';
import { bytesText, countText } from '../app/figures.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { pace } from './pace.js';

interface Known {
  parts: Record<string, { status: string; code?: string }>;
  ready: boolean;
  measured?: { perHour: number; jobs: number };
  usage?: Usage;
}

/** Whether the service is well, how fast it is, what it holds. */
export function Machine() {
  const words = TEXTS.config;
  const [known, setKnown] = useState<Known>();
  useEffect(() => {
    (async () => {
      const [ready, jobs, usage] = await Promise.all([
        fetch('/readyz').then(
          (answer) => answer.json() as Promise<{ status: string; parts: Known['parts'] }>,
        ),
        client()
          .jobs({ limit: 100, state: 'succeeded' })
          .then(
            ({ data }) => data,
            (): Job[] => [],
          ),
        client()
          .usage()
          .catch(() => undefined),
      ]);
      const measured = pace(jobs);
      setKnown({
        parts: ready.parts,
        ready: ready.status === 'ready',
        ...(measured ? { measured } : {}),
        ...(usage ? { usage } : {}),
      });
    })().catch(() => setKnown({ parts: {}, ready: false }));
  }, []);
  return (
    <section className="card" aria-label={words.machine}>
      <h2>{words.machine}</h2>
      {known && (
        <dl className="facts config-facts">
          <div>
            <dt>{known.ready ? words.ready : words.notReady}</dt>
            <dd className="dots">
              {Object.entries(known.parts).map(([part, { status, code }]) => (
                <span key={part} className={`dot dot-${status === 'ok' ? 'pass' : 'fail'}`} title={code}>
                  <Icon name={status === 'ok' ? 'check' : 'fail'} /> {words.parts[part] ?? part}
                </span>
              ))}
            </dd>
          </div>
          <div>
            <dt>{words.speed}</dt>
            <dd>
              {known.measured ? (
                <>
                  <strong>{words.perHour(countText(known.measured.perHour))}</strong>{' '}
                  <span className="hint">
                    {words.speedHow(known.measured.jobs)}
                    {known.usage && `; ${words.lastHour(countText(known.usage.pictures_last_hour))}`}
                  </span>
                </>
              ) : (
                <span className="hint">{words.speedNone}</span>
              )}
            </dd>
          </div>
          <div>
            <dt>{words.storage}</dt>
            <dd>
              {known.usage ? (
                <Storage usage={known.usage} />
              ) : (
                <span className="hint">{words.storageNone}</span>
              )}
            </dd>
          </div>
        </dl>
      )}
    </section>
  );
}

/** Bytes that are kept, and how many may be. */
function Storage({ usage: { bytes, quota, keep_days } }: { usage: Usage }) {
  const words = TEXTS.config;
  const text = bytesText(bytes);
  return (
    <>
      <strong>{quota ? words.quota(text, bytesText(quota)) : words.stored(text)}</strong>{' '}
      <span className="hint">{words.keep(keep_days)}</span>
      {quota && (
        <meter
          className="meter"
          min={0}
          max={quota}
          value={bytes}
          high={quota * 0.9}
          aria-label={words.storage}
        />
      )}
    </>
  );
}
