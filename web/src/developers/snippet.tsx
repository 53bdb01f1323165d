import { useState } from 'react';
import { Icon } from '../parts/icon.js';
import { TEXTS } from '../texts.js';

const COPIED_MS = 2000;

/** Code, with a button that copies it. */
export function Snippet({ title, text }: { title: string; text: string }) {
  const words = TEXTS.developers;
  const [said, setSaid] = useState<string>();
  const copy = async () => {
    // Only pages of a secure address may write to the clipboard.
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    setSaid(done ? words.copied : words.copyByHand);
    setTimeout(() => setSaid(undefined), COPIED_MS);
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
          <Icon name={said === words.copied ? 'check' : 'copy'} />
          <span aria-live="polite">{said ?? words.copy}</span>
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <pre tabIndex={0}>{text}</pre>
    </div>
  );
}
