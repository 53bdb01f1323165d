import { bytesText, durationText, sizeText } from '../app/figures.js';
import { go } from '../app/path.js';
import { Icon } from '../parts/icon.js';
import { More } from '../parts/more.js';
import { TEXTS } from '../texts.js';
import { Downloads } from './downloads.js';
import { foundIn } from './found.js';
import type { Picture } from './picture.js';
import { bring } from './pictures.js';

/** Below this mean CIEDE2000 nobody sees a difference. */
const VISIBLE = 1;

/** What was done, and how faithful it is. */
export function ReportPanel({ picture, pictures }: { picture: Picture; pictures: readonly Picture[] }) {
  const { report } = picture;
  if (!report) return null;
  const words = TEXTS.report;
  const { input, output, fidelity, verdict, reasons, advice, notes, scale, timings } = report;
  const mean = fidelity.deltaE00.mean;
  const held = mean < VISIBLE;
  return (
    <section className="panel-part report" aria-label={words.title}>
      <div className={`verdict verdict-${verdict}`}>
        <Icon name={verdict === 'pass' ? 'check' : 'warn'} />
        <div>
          <p className="verdict-title">{verdict === 'pass' ? words.pass : words.review}</p>
          {reasons.length > 0 ? (
            <ul className="verdict-reasons">
              {reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          ) : (
            <p className="hint">{words.passAbout}</p>
          )}
        </div>
      </div>
      <div className="delta">
        <p className="delta-title">{held ? words.held(mean.toFixed(1)) : words.moved(mean.toFixed(1))}</p>
        <Scale value={mean} />
        <p className="hint">{held ? words.invisible : words.visible}</p>
      </div>
      <dl className="facts">
        <div>
          <dt>{words.size}</dt>
          <dd>
            {sizeText(input)} → <strong>{sizeText(output)}</strong>
            <span className="chip">{scale === 1 ? words.left : `${scale}×`}</span>
          </dd>
        </div>
        <div>
          <dt>{words.found}</dt>
          <dd>{foundIn(report)}</dd>
        </div>
        <div>
          <dt>{words.file}</dt>
          <dd>
            {output.format.toUpperCase()}, {bytesText(output.bytes)}, {output.colour}
          </dd>
        </div>
        <div>
          <dt>{words.time}</dt>
          <dd>{durationText(timings.total / 1000)}</dd>
        </div>
        {report.outputs.length > 0 && (
          <div>
            <dt>{words.markets}</dt>
            <dd className="dots">
              {report.outputs.map((made) => (
                <span key={made.for} className={`dot dot-${made.audit.verdict}`} title={made.for}>
                  {made.for}
                </span>
              ))}
              <a
                className="link"
                href="/marketplaces"
                onClick={(event) => {
                  event.preventDefault();
                  bring(picture);
                  go('/marketplaces');
                }}
              >
                {TEXTS.markets.results}
              </a>
            </dd>
          </div>
        )}
      </dl>
      {[...advice.map(({ text }) => text), ...notes].map((sentence) => (
        <p className="hint sentence" key={sentence}>
          {sentence}
        </p>
      ))}
      <Downloads picture={picture} pictures={pictures} />
      <More title={words.details}>
        <dl className="facts more-body">
          <div>
            <dt>ΔE2000</dt>
            <dd>
              {words.deltas(
                mean.toFixed(2),
                fidelity.deltaE00.p95.toFixed(2),
                fidelity.deltaE00.max.toFixed(1),
              )}
            </dd>
          </div>
          <div>
            <dt>{words.regions}</dt>
            <dd>{fidelity.regionDeltaE00.p99.toFixed(2)}</dd>
          </div>
          <div>
            <dt>{words.consistency}</dt>
            <dd>{TEXTS.units.decibels(fidelity.consistencyPsnr.toFixed(1))}</dd>
          </div>
          <div>
            <dt>{words.flat}</dt>
            <dd>{(fidelity.flatAreas.kept * 100).toFixed(1)} %</dd>
          </div>
          {report.network && (
            <div>
              <dt>{words.network}</dt>
              <dd>
                {report.network.model}, {report.network.device}, {report.network.precision}
              </dd>
            </div>
          )}
        </dl>
      </More>
    </section>
  );
}

/** Where a difference lies between none and a plain one, with the threshold of sight. */
function Scale({ value }: { value: number }) {
  const at = `${Math.min(100, (value / 3) * 100)}%`;
  return (
    <div className="scale" aria-hidden="true">
      <span className="scale-unseen" />
      <span className="scale-at" style={{ left: at }} />
    </div>
  );
}
