import { useEffect, useState } from 'react';
import { ask } from '../api/ask.js';
import { client } from '../api/client.js';
import type { Job } from '../api/types.js';
import { bytesText, countText } from '../app/figures.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { gauges } from './gauges.js';
import { pace } from './pace.js';

interface Known {
  parts: Record<string, { status: string; code?: string }>;
  ready: boolean;
  measured?: { perHour: number; jobs: number };
  made?: number;
}

/** Whether the service is well, how fast it is, what it holds. */
export function Machine() {
  const words = TEXTS.config;
  const [known, setKnown] = useState<Known>();
  useEffect(() => {
    (async () => {
      const [ready, jobs, metrics] = await Promise.all([
        fetch('/readyz').then(
          (answer) => answer.json() as Promise<{ status: string; parts: Known['parts'] }>,
        ),
        client()
          .jobs({ limit: 100, state: 'succeeded' })
          .then(
            ({ data }) => data,
            (): Job[] => [],
          ),
        ask('/metrics').then(
          (answer) => answer.text(),
          () => '',
        ),
      ]);
      const measured = pace(jobs);
      const made = gauges(metrics).get('heroshot_output_bytes_total');
      setKnown({
        parts: ready.parts,
        ready: ready.status === 'ready',
        ...(measured ? { measured } : {}),
        ...(made === undefined ? {} : { made }),
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
                  <span className="hint">{words.speedHow(known.measured.jobs)}</span>
                </>
              ) : (
                <span className="hint">{words.speedNone}</span>
              )}
            </dd>
          </div>
          <div>
            <dt>{words.storage}</dt>
            <dd>
              {known.made === undefined ? (
                <span className="hint">{words.storageNone}</span>
              ) : (
                words.made(bytesText(known.made))
              )}
            </dd>
          </div>
        </dl>
      )}
    </section>
  );
}
