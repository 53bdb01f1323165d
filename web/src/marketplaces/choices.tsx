import type { Marketplace } from '../api/types.js';
import { countText, sizeText } from '../app/figures.js';
import { say, useAsked } from '../enhance/asked.js';
import { TEXTS } from '../texts.js';

/** Rows that are no shops. */
const OTHERS = new Set([
  'instagram',
  'instagram-portrait',
  'tiktok-vertical',
  'pinterest',
  'google-merchant',
  'meta-catalog',
  'print',
]);

/** What is made for a marketplace, such as `2,000 × 2,000 JPEG`. */
export function madeText({ canvas, format }: Marketplace): string {
  const size = canvas.kind === 'exact' ? sizeText(canvas) : `${countText(canvas.longest)} long`;
  return TEXTS.markets.made(size, format.toUpperCase());
}

/** Tick boxes, a row of the service's presets each. */
export function Choices({ markets }: { markets: readonly Marketplace[] }) {
  const words = TEXTS.markets;
  const { markets: chosen } = useAsked();
  const groups = [
    { title: words.selling, rows: markets.filter(({ name }) => !OTHERS.has(name)) },
    { title: words.social, rows: markets.filter(({ name }) => OTHERS.has(name)) },
  ];
  const toggle = (name: string, on: boolean) => {
    const wanted = new Set(chosen);
    if (on) wanted.add(name);
    else wanted.delete(name);
    say({ markets: markets.filter((market) => wanted.has(market.name)).map((market) => market.name) });
  };
  return (
    <div className="choices">
      <div className="choices-head">
        <h2>{words.choose}</h2>
        <button
          type="button"
          className="link"
          onClick={() => say({ markets: markets.map(({ name }) => name) })}
        >
          {words.all}
        </button>
        <button type="button" className="link" onClick={() => say({ markets: [] })}>
          {words.none}
        </button>
      </div>
      {groups.map(({ title, rows }) => (
        <fieldset key={title} className="choices-group">
          <legend>{title}</legend>
          {rows.map((market) => (
            <label key={market.name} className="choice">
              <input
                type="checkbox"
                checked={chosen.includes(market.name)}
                onChange={(event) => toggle(market.name, event.target.checked)}
              />
              <span>
                <span className="choice-title">{market.title}</span>
                <span className="hint">
                  {madeText(market)}
                  {market.background === 'pure-white' && `, ${words.background['pure-white']}`}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      ))}
    </div>
  );
}
