import { useState } from 'react';
import garment from '../../../examples/garment.jpg';
import glass from '../../../examples/glass.jpg';
import label from '../../../examples/label.jpg';
import leather from '../../../examples/leather.jpg';
import weave from '../../../examples/weave.jpg';
import demoAfter from '../../assets/demo-after.webp';
import { Compare } from '../compare/compare.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { Adders } from './adders.js';

const EXAMPLES = { label, leather, weave, garment, glass };
const DEMO = { width: 2400, height: 3200 };

/** What is seen before there is a picture: where to put one, and what will come of it. */
export function Welcome({ take }: { take: (files: File[]) => void }) {
  const [busy, setBusy] = useState<string>();
  const bring = async (name: string, address: string) => {
    setBusy(name);
    try {
      const blob = await (await fetch(address)).blob();
      take([new File([blob], `${name}.jpg`, { type: 'image/jpeg' })]);
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <div className="welcome">
      <div className="welcome-words">
        <h1>{TEXTS.drop.title}</h1>
        <p className="welcome-about">{TEXTS.drop.about}</p>
        <div className="dropzone">
          <span className="dropzone-mark">
            <Icon name="picture" />
          </span>
          <p className="dropzone-here">{TEXTS.drop.here}</p>
          <p className="hint">{TEXTS.drop.orPaste}</p>
          <Adders take={take} />
        </div>
        <div className="examples">
          <p className="hint" id="examples">
            {TEXTS.drop.examples}
          </p>
          <ul className="examples-row" aria-labelledby="examples">
            {Object.entries(EXAMPLES).map(([name, address]) => (
              <li key={name}>
                <button
                  type="button"
                  className="example"
                  aria-label={TEXTS.drop.example(name)}
                  aria-busy={busy === name}
                  onClick={() => void bring(name, address)}
                >
                  <img src={address} alt="" loading="lazy" decoding="async" />
                </button>
              </li>
            ))}
          </ul>
        </div>
      </div>
      <figure className="welcome-demo">
        <Compare before={label} after={demoAfter} size={DEMO} name={TEXTS.drop.demo} plain />
        <figcaption className="hint">{TEXTS.drop.demo}</figcaption>
      </figure>
    </div>
  );
}
