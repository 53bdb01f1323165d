import { sizeText } from '../app/figures.js';
import { usePresets } from '../marketplaces/presets.js';
import { TEXTS } from '../texts.js';
import { useAsked } from './asked.js';
import { sizeAdvice } from './size-advice.js';

/** What the enlargement brings for a picture of this size. */
export function SizeAdvice({ width, height }: { width: number; height: number }) {
  const { scale } = useAsked();
  const amazon = usePresets().find(({ name }) => name === 'amazon-main');
  const advice = sizeAdvice({ width, height }, scale, amazon);
  return (
    <div className={advice.tooLarge ? 'advice advice-warn' : 'advice'}>
      <p>{advice.text}</p>
      {!advice.tooLarge && (
        <p className="hint">{TEXTS.settings.outcome(sizeText({ width, height }), sizeText(advice))}</p>
      )}
    </div>
  );
}
