import { go } from '../app/path.js';
import { Dial } from '../parts/dial.js';
import { More } from '../parts/more.js';
import { Segmented } from '../parts/segmented.js';
import { TEXTS } from '../texts.js';
import { say, useAsked } from './asked.js';

const SCALES = [
  { value: 'auto', text: TEXTS.settings.scales.auto },
  { value: 2, text: TEXTS.settings.scales[2] },
  { value: 4, text: TEXTS.settings.scales[4] },
] as const;

const number = (value: number | 'auto') => (value === 'auto' ? 0 : value);

/** How pictures are treated; nothing of it needs to be touched. */
export function Dials() {
  const asked = useAsked();
  const words = TEXTS.settings;
  const { scale, restore, sharpen, detail, format, markets, cutout } = asked;
  return (
    <div className="dials">
      <Segmented
        label={words.scale}
        value={scale}
        choices={SCALES}
        onChange={(next) => say({ scale: next })}
      />
      <div className="line">
        <span>
          <span className="line-label">{words.files}</span>
          <span className="hint">
            {markets.length === 0 ? words.filesNone : words.filesSome(markets.length)}
            {cutout && `, ${words.cutout}`}
          </span>
        </span>
        <a
          className="link"
          href="/marketplaces"
          onClick={(event) => {
            event.preventDefault();
            go('/marketplaces');
          }}
        >
          {words.filesChange}
        </a>
      </div>
      <More title={words.more}>
        <div className="more-body">
          <Dial
            label={words.restore}
            hint={words.restoreHint}
            value={restore}
            onChange={(next) => say({ restore: next })}
          />
          <Dial
            label={words.sharpen}
            hint={words.sharpenHint}
            value={sharpen}
            onChange={(next) => say({ sharpen: next })}
          />
          <Dial
            label={words.detail}
            hint={words.detailHint}
            value={detail}
            canAuto={false}
            onChange={(next) => say({ detail: number(next) })}
          />
          <label className="field">
            <span>{words.format}</span>
            <select value={format} onChange={(event) => say({ format: event.target.value as typeof format })}>
              {Object.entries(words.formats).map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          </label>
        </div>
      </More>
    </div>
  );
}
