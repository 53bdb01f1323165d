import { useState } from 'react';
import { savedKey } from '../api/key.js';
import { treatmentOf, useAsked } from '../enhance/asked.js';
import { useTray } from '../enhance/pictures.js';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';
import { curlOf, typescriptOf } from './snippets.js';

/** What was just clicked, as a program says it. */
export function Developers() {
  const words = TEXTS.config;
  const asked = useAsked();
  const { pictures, chosen } = useTray();
  const picture = pictures.find(({ key }) => key === chosen);
  const said = {
    url: location.origin,
    file: picture?.name ?? 'bag.jpg',
    keyed: savedKey() !== null,
    treatment: treatmentOf(asked),
    ...(picture?.address ? { address: picture.address } : {}),
  };
  return (
    <section className="card" aria-label={words.developers}>
      <h2>{words.developers}</h2>
      <p className="hint">{words.developersAbout}</p>
      <Snippet title={words.curl} text={curlOf(said)} />
      <Snippet title={words.typescript} text={typescriptOf(said)} />
      <p className="hint">
        <a href="/openapi.json">OpenAPI</a>
      </p>
    </section>
  );
}

function Snippet({ title, text }: { title: string; text: string }) {
  const words = TEXTS.config;
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <div className="snippet">
      <div className="snippet-head">
        <h3>{title}</h3>
        <button
          type="button"
          className="tool"
          onClick={() => void copy()}
          aria-label={`${words.copy}: ${title}`}
        >
          <Icon name={copied ? 'check' : 'copy'} />
          <span aria-live="polite">{copied ? words.copied : words.copy}</span>
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <pre tabIndex={0}>{text}</pre>
    </div>
  );
}
