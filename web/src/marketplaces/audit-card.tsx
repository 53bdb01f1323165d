import type { Finding, Marketplace } from '../api/types.js';
import { Icon } from '../parts/icon.js';
import { More } from '../parts/more.js';
import { TEXTS } from '../texts.js';

interface Props {
  title: string;
  verdict: 'pass' | 'warn' | 'fail';
  findings: readonly Finding[];
  /** Whose rules these are. */
  market?: Marketplace | undefined;
  /** What stands above: a picture, its size. */
  children?: React.ReactNode;
}

const ORDER = ['fail', 'warn', 'info', 'pass'];
const ICONS = { fail: 'fail', warn: 'warn', info: 'info', pass: 'check' } as const;

/** How a file fares at a marketplace, with reasons and sources. */
export function AuditCard({ title, verdict, findings, market, children }: Props) {
  const words = TEXTS.markets;
  const sorted = [...findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const said = sorted.filter(({ severity }) => severity !== 'pass');
  const held = sorted.filter(({ severity }) => severity === 'pass');
  const source = findings[0]?.source;
  return (
    <li className={`audit audit-${verdict}`}>
      {children}
      <div className="audit-head">
        <h3>{title}</h3>
        <span className={`state-chip tone-${verdict === 'warn' ? 'review' : verdict}`}>
          {words.verdicts[verdict]}
        </span>
      </div>
      {said.length > 0 && <Findings findings={said} />}
      {held.length > 0 && (
        <More title={words.checks(held.length)}>
          <Findings findings={held} />
        </More>
      )}
      {source && (
        <p className="hint">
          <a href={source} target="_blank" rel="noreferrer noopener">
            {words.page}
          </a>
          {market && `, ${words.checked(market.checkedOn)}${words.confidence[market.confidence]}`}
        </p>
      )}
    </li>
  );
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul className="findings">
      {findings.map(({ code, severity, message, fix, value, limit }) => (
        <li key={code} className={`finding finding-${severity}`}>
          <Icon name={ICONS[severity]} />
          <div>
            <span className="unseen">{TEXTS.markets.findings[severity]}: </span>
            {message}
            {severity !== 'pass' && severity !== 'info' && value !== undefined && limit !== undefined && (
              <span className="hint"> ({TEXTS.markets.measured(String(value), String(limit))})</span>
            )}
            {fix && <p className="hint">{fix}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
