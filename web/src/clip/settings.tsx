import { More } from '../parts/more.js';
import { Segmented } from '../parts/segmented.js';
import { TEXTS } from '../texts.js';
import { MOST_SECONDS, SHAPES, sayClip, useClipAsked, usualSeconds } from './asked.js';

const words = TEXTS.clip;
const MOTIONS = ['auto', 'zoom', 'pan', 'parallax', 'turn'] as const;
const TRANSITIONS = ['fade', 'optical', 'cut'] as const;

/** Shape, length and motion of a clip. */
export function ClipSettings() {
  const { stills, size, fps, seconds, motion, transition, format } = useClipAsked();
  return (
    <>
      <Segmented
        label={words.shape}
        value={size}
        choices={SHAPES.map(({ shape, size: value }) => ({ value, text: shape }))}
        onChange={(next) => sayClip({ size: next })}
      />
      <p className="hint clip-hint">{words.shapes[size]}</p>
      <label className="field">
        <span>{words.motion}</span>
        <select value={motion} onChange={(event) => sayClip({ motion: event.target.value as typeof motion })}>
          {MOTIONS.map((one) => (
            <option key={one} value={one}>
              {words.motions[one]}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{words.seconds}</span>
        <input
          type="number"
          inputMode="decimal"
          min={0.5}
          max={MOST_SECONDS}
          step={0.1}
          placeholder={words.usual(String(usualSeconds(stills.length)))}
          value={seconds ?? ''}
          onChange={({ target }) =>
            sayClip({ seconds: target.value === '' ? undefined : Number(target.value) })
          }
        />
      </label>
      <More title={TEXTS.settings.more}>
        <div className="more-body">
          <Segmented
            label={words.fps}
            value={fps}
            choices={([25, 30, 60] as const).map((value) => ({ value, text: String(value) }))}
            onChange={(next) => sayClip({ fps: next })}
          />
          <Segmented
            label={words.transition}
            value={transition}
            choices={TRANSITIONS.map((value) => ({ value, text: words.transitions[value] }))}
            onChange={(next) => sayClip({ transition: next })}
          />
          <Segmented
            label={TEXTS.settings.format}
            value={format}
            choices={[
              { value: 'mp4', text: words.formats.mp4 },
              { value: 'webm', text: words.formats.webm },
            ]}
            onChange={(next) => sayClip({ format: next })}
          />
        </div>
      </More>
    </>
  );
}
