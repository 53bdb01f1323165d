import { say, useAsked } from '../enhance/asked.js';
import { Segmented } from '../parts/segmented.js';
import { TEXTS } from '../texts.js';

const words = TEXTS.markets;

/** What lies behind the product. */
export function Behind() {
  const { cutout, background, shadow } = useAsked();
  const own = background.startsWith('#');
  return (
    <div className="behind">
      <h2>{words.behind}</h2>
      <Segmented
        label={words.behind}
        hideLabel
        value={cutout ? 'cut' : 'keep'}
        choices={[
          { value: 'keep', text: words.keep },
          { value: 'cut', text: words.cut },
        ]}
        onChange={(next) => say({ cutout: next === 'cut' })}
      />
      {cutout && (
        <>
          <Segmented
            label={words.colour}
            hideLabel
            value={own ? 'colour' : background}
            choices={[
              { value: 'white', text: words.colours.white },
              { value: 'transparent', text: words.colours.transparent },
              { value: 'colour', text: words.colours.colour },
            ]}
            onChange={(next) => say({ background: next === 'colour' ? '#e9e4da' : next })}
          />
          {own && (
            <label className="field field-colour">
              <span>{words.colour}</span>
              <input
                type="color"
                value={background}
                onChange={(event) => say({ background: event.target.value })}
              />
            </label>
          )}
          <label className="check">
            <input
              type="checkbox"
              checked={shadow}
              onChange={(event) => say({ shadow: event.target.checked })}
            />
            <span>{words.shadow}</span>
          </label>
          {shadow && <p className="hint">{words.shadowHint}</p>}
        </>
      )}
    </div>
  );
}
