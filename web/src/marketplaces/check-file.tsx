import { useRef, useState } from 'react';
import { asFault } from '../api/fault.js';
import type { Audit, Finding, Marketplace } from '../api/types.js';
import { upload } from '../api/upload.js';
import { noteClick } from '../developers/clicked.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { AuditCard } from './audit-card.js';

/** Hold a finished file against the ticked marketplaces. */
export function CheckFile({
  chosen,
  markets,
}: {
  chosen: readonly string[];
  markets: readonly Marketplace[];
}) {
  const words = TEXTS.markets;
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const [found, setFound] = useState<Audit>();
  const check = async (file: File) => {
    setBusy(true);
    setWrong(undefined);
    noteClick({ what: 'audit', file: file.name, options: { for: [...chosen] } });
    try {
      const audit = await upload<Audit>({
        path: '/v1/audits',
        file,
        name: file.name,
        options: { for: [...chosen] as never },
        once: crypto.randomUUID(),
      });
      if (audit.error) setWrong(audit.error.message);
      setFound(audit);
    } catch (error) {
      setWrong(asFault(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="card check-file">
      <div>
        <h2>{words.audit}</h2>
        <p className="hint">{words.auditAbout}</p>
      </div>
      <button
        type="button"
        className="button"
        disabled={busy || chosen.length === 0}
        onClick={() => input.current?.click()}
      >
        <Icon name="check" />
        {busy ? words.auditing : words.auditChoose}
      </button>
      <input
        ref={input}
        className="unseen"
        type="file"
        accept="image/*"
        tabIndex={-1}
        aria-label={words.auditChoose}
        data-testid="audit"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) void check(file);
          event.target.value = '';
        }}
      />
      {wrong && (
        <p className="fault" role="alert">
          {wrong}
        </p>
      )}
      {found && !wrong && (
        <ul className="frames check-found" aria-label={found.name}>
          {found.audits?.map(({ marketplace, verdict, findings }) => {
            const market = markets.find(({ name }) => name === marketplace);
            return (
              <AuditCard
                key={marketplace}
                title={market?.title ?? marketplace}
                verdict={verdict}
                findings={findings as unknown as Finding[]}
                market={market}
              />
            );
          })}
        </ul>
      )}
    </section>
  );
}
