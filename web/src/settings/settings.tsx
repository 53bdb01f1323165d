import { forgetKey, savedKey, wantKey } from '../api/key.js';
import { setTheme, THEMES, useTheme } from '../app/theme.js';
import { Segmented } from '../parts/segmented.js';
import { TEXTS } from '../texts.js';
import { Developers } from './developers.js';
import { Hooks } from './hooks.js';
import { Machine } from './machine.js';
import '../styles/tables.css';
import '../styles/settings.css';

/** The machine, keys, webhooks, and what developers want to know. */
export default function Settings() {
  const words = TEXTS.config;
  const theme = useTheme();
  const key = savedKey();
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
      </div>
      <div className="config">
        <Machine />
        <section className="card" aria-label={words.key}>
          <h2>{words.key}</h2>
          <p>{key ? words.keySet : words.keyOpen}</p>
          <div className="batch-row">
            <button type="button" className="button" onClick={wantKey}>
              {words.keyChange}
            </button>
            {key && (
              <button
                type="button"
                className="button"
                onClick={() => {
                  forgetKey();
                  location.reload();
                }}
              >
                {words.keyForget}
              </button>
            )}
          </div>
          <p className="hint">{words.keysHow}</p>
          <pre>heroshot keys list</pre>
          <Segmented
            label={words.colours}
            value={theme}
            choices={THEMES.map((value) => ({ value, text: TEXTS.app.themesShort[value] }))}
            onChange={setTheme}
          />
        </section>
        <Developers />
        <Hooks />
      </div>
    </>
  );
}
