import type { Job, Marketplace, OutputReport } from '../api/types.js';
import { bytesText, sizeText } from '../app/figures.js';
import { useFile } from '../enhance/results.js';
import { TEXTS } from '../texts.js';
import { AuditCard } from './audit-card.js';
import { frameStyle } from './frame-style.js';

interface Props {
  job: Job;
  made: OutputReport;
  market: Marketplace | undefined;
  /** Choose another crop; none for a file that has no crop. */
  onAdjust?: (() => void) | undefined;
}

/** A file that was made for a marketplace, and how it fares there. */
export function Made({ job, made, market, onAdjust }: Props) {
  const output = job.outputs.find((one) => one.for === made.for);
  const path = output && `/v1/jobs/${job.id}/outputs/${encodeURIComponent(output.name)}`;
  const { url } = useFile(path);
  const title = market?.title ?? made.for;
  return (
    <AuditCard title={title} verdict={made.audit.verdict} findings={made.audit.findings} market={market}>
      <div
        className={`frame-picture${made.format === 'jpeg' ? '' : ' see-through'}`}
        style={frameStyle(made)}
      >
        {url && <img src={url} alt={title} decoding="async" className="frame-made" />}
      </div>
      <p className="hint audit-size">
        {sizeText(made)} {made.format.toUpperCase()}, {bytesText(made.bytes)}
        {url && output && (
          <a className="link" href={url} download={output.name}>
            ↓ {output.name}
          </a>
        )}
      </p>
      {onAdjust && (
        <button type="button" className="link made-adjust" onClick={onAdjust}>
          {TEXTS.markets.adjust}
        </button>
      )}
      {made.notes.map((note) => (
        <p className="hint" key={note}>
          {note}
        </p>
      ))}
    </AuditCard>
  );
}
