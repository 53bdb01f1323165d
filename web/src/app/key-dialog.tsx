import { useEffect, useRef, useState } from 'react';
import { onKeyWanted, savedKey, saveKey } from '../api/key.js';
import { TEXTS } from '../texts.js';

/** Asks for a key when the service does. */
export function KeyDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const [had, setHad] = useState(false);
  const [key, setKey] = useState('');
  const [keep, setKeep] = useState(false);
  useEffect(
    () =>
      onKeyWanted(() => {
        setHad(savedKey() !== null);
        if (dialog.current && !dialog.current.open) dialog.current.showModal();
      }),
    [],
  );
  const use = (event: React.FormEvent) => {
    event.preventDefault();
    saveKey(key.trim(), keep);
    location.reload();
  };
  return (
    <dialog className="dialog" ref={dialog} aria-labelledby="key-title">
      <form onSubmit={use}>
        <h2 id="key-title">{TEXTS.key.title}</h2>
        <p className="hint">{TEXTS.key.about}</p>
        {had && (
          <p className="fault" role="alert">
            {TEXTS.key.wrong}
          </p>
        )}
        <label className="field">
          <span>{TEXTS.key.label}</span>
          <input
            type="password"
            required
            autoComplete="off"
            spellCheck={false}
            placeholder="hs_…"
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
        </label>
        <label className="check">
          <input type="checkbox" checked={keep} onChange={(event) => setKeep(event.target.checked)} />
          <span>{TEXTS.key.keep}</span>
        </label>
        <button type="submit" className="button button-primary">
          {TEXTS.key.use}
        </button>
      </form>
    </dialog>
  );
}
