import { useState } from 'react';
import { savedKey } from '../api/key.js';
import { treatmentOf, useAsked } from '../enhance/asked.js';
import { useTray } from '../enhance/pictures.js';
import { TEXTS } from '../texts.js';
import { type Clicked, useClicks } from './clicked.js';
import { Snippet } from './snippet.js';
import { curlOf, typescriptOf } from './snippets.js';
import '../styles/tables.css';
import '../styles/settings.css';

const words = TEXTS.developers;
const TIME = new Intl.DateTimeFormat(TEXTS.locale, { timeStyle: 'medium' });

/** What was just clicked, as a program says it. */
export default function Developers() {
  const clicks = useClicks();
  const [chosen, setChosen] = useState(0);
  const next = useNext();
  const clicked = clicks[chosen] ?? next;
  const service = { url: location.origin, keyed: savedKey() !== null };
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
        <p>{words.about}</p>
      </div>
      <div className="developers">
        <section className="card" aria-label={words.clicks}>
          <h2>{words.clicks}</h2>
          {clicks.length === 0 && <p className="hint">{words.none}</p>}
          <ul className="clicks">
            {clicks.map((one, index) => (
              <li key={one.key}>
                <button
                  type="button"
                  className="click"
                  aria-pressed={index === chosen}
                  onClick={() => setChosen(index)}
                >
                  <span>
                    {words.what[one.what]} <span className="hint">{ofWhat(one)}</span>
                  </span>
                  <time className="hint" dateTime={one.at}>
                    {TIME.format(new Date(one.at))}
                  </time>
                </button>
              </li>
            ))}
            <li>
              <button
                type="button"
                className="click"
                aria-pressed={clicks[chosen] === undefined}
                onClick={() => setChosen(-1)}
              >
                {words.next}
              </button>
            </li>
          </ul>
          <p className="hint">
            <a href="/openapi.json">{words.openapi}</a> · <a href="/problems">{words.problems}</a>
          </p>
        </section>
        <section className="card" aria-label={words.code}>
          <Snippet title={words.curl} text={curlOf(clicked, service)} />
          <Snippet title={words.typescript} text={typescriptOf(clicked, service)} />
          {service.keyed && <p className="hint">{words.key}</p>}
        </section>
      </div>
    </>
  );
}

/** What the Enhance button would send now. */
function useNext(): Clicked {
  const asked = useAsked();
  const { pictures, chosen } = useTray();
  const picture = pictures.find(({ key }) => key === chosen);
  return {
    what: 'enhance',
    treatment: treatmentOf(asked),
    ...(picture?.address ? { address: picture.address } : { file: picture?.name ?? 'bag.jpg' }),
  };
}

/** The thing that a click was about. */
function ofWhat(clicked: Clicked): string {
  if ('address' in clicked && clicked.address) return clicked.address;
  if ('file' in clicked && clicked.file) return clicked.file;
  if ('url' in clicked) return clicked.url;
  if ('name' in clicked) return clicked.name;
  if ('request' in clicked) return clicked.request.size ?? '';
  return 'id' in clicked ? clicked.id : '';
}
