import { useId } from 'react';
import { TEXTS } from '../texts.js';

interface Props {
  label: string;
  hint: string;
  /** 0..1, or measured. */
  value: number | 'auto';
  /** Whether it can be left to the service. */
  canAuto?: boolean;
  onChange(value: number | 'auto'): void;
}

/** A strength of 0 to 100, or `auto`. */
export function Dial({ label, hint, value, canAuto = true, onChange }: Props) {
  const id = useId();
  const percent = value === 'auto' ? 50 : Math.round(value * 100);
  return (
    <div className="dial">
      <div className="dial-head">
        <label htmlFor={id}>{label}</label>
        <output htmlFor={id}>{value === 'auto' ? TEXTS.settings.auto : percent}</output>
      </div>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        step={5}
        value={percent}
        className={value === 'auto' ? 'dial-auto' : ''}
        aria-describedby={`${id}-hint`}
        aria-valuetext={value === 'auto' ? TEXTS.settings.auto : String(percent)}
        onChange={(event) => onChange(Number(event.target.value) / 100)}
      />
      <div className="dial-foot">
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
        {canAuto && value !== 'auto' && (
          <button type="button" className="link" onClick={() => onChange('auto')}>
            {TEXTS.settings.auto}
          </button>
        )}
      </div>
    </div>
  );
}
