import { setTheme, THEMES, useTheme } from '../app/theme.js';
import { Segmented } from '../parts/segmented.js';
import { TEXTS } from '../texts.js';
import { Hooks } from './hooks.js';
import { KeysCard } from './keys.js';
import { Machine } from './machine.js';
import '../styles/tables.css';
import '../styles/settings.css';

/** The machine, keys, webhooks and colours. */
export default function Settings() {
  const words = TEXTS.config;
  const theme = useTheme();
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
      </div>
      <div className="config">
        <Machine />
        <KeysCard />
        <Hooks />
        <section className="card" aria-label={words.colours}>
          <h2>{words.colours}</h2>
          <div className="config-colours">
            <Segmented
              label={words.colours}
              hideLabel
              value={theme}
              choices={THEMES.map((value) => ({ value, text: TEXTS.app.themesShort[value] }))}
              onChange={setTheme}
            />
          </div>
        </section>
      </div>
    </>
  );
}
