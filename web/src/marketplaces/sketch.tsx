import { useMemo } from 'react';
import type { Point } from '../../../src/recipe/focus.js';
import type { Marketplace } from '../api/types.js';
import { countText, percentText } from '../app/figures.js';
import { useAsked } from '../enhance/asked.js';
import { TEXTS } from '../texts.js';
import { madeText } from './choices.js';
import { FrameDrag } from './frame-drag.js';
import { frameStyle } from './frame-style.js';
import { canMove, planFor } from './plan.js';
import type { Looked } from './seen.js';

interface Props {
  market: Marketplace;
  /** The picture, as an address. */
  url: string | undefined;
  seen: Looked;
  focus: Point | undefined;
  onFocus(focus: Point | undefined): void;
  /** Give this focus to every file. */
  onAll(focus: Point): void;
}

const words = TEXTS.markets;
const percent = (value: number) => `${value * 100}%`;

/** How a picture will sit in a marketplace's frame, laid out as the service does it; what is in the middle can be dragged. */
export function Sketch({ market, url, seen, focus, onFocus, onAll }: Props) {
  const { cutout, background, shadow, scale } = useAsked();
  const asked = useMemo(() => ({ cutout, background, shadow, scale }), [cutout, background, shadow, scale]);
  const plan = useMemo(() => planFor(market, seen, asked, focus), [market, seen, asked, focus]);
  const movable = useMemo(() => canMove(market, seen, asked), [market, seen, asked]);
  const { frame, layout, cutOut, middle } = plan;
  const { canvas, crop, place } = layout;
  const wanted =
    market.canvas.kind === 'exact' ? Math.max(canvas.width, canvas.height) : market.canvas.longest;
  const most = market.canvas.kind === 'exact' ? Math.max(market.canvas.width, market.canvas.height) : wanted;
  const reached = Math.max(canvas.width, canvas.height);
  const solid = frame.background !== 'edge' && frame.background !== 'blur';
  const see = frame.background === 'transparent';
  const masked = cutOut && seen.mask;
  return (
    <li className="frame">
      <FrameDrag
        label={words.frame(market.title)}
        movable={movable}
        middle={middle}
        // Pixels of the picture that the whole frame shows, as shares of it.
        window={{
          x: (canvas.width * crop.width) / place.width / plan.master.width,
          y: (canvas.height * crop.height) / place.height / plan.master.height,
        }}
        settle={(to) => planFor(market, seen, asked, to).middle}
        onFocus={onFocus}
      >
        <div className={`frame-picture${see ? ' see-through' : ''}`} style={frameStyle(canvas)}>
          {solid && !see && <span className="frame-back" style={{ background: frame.background }} />}
          {!solid && url && <img src={url} alt="" className="frame-blur" draggable={false} />}
          {url && (
            <div
              className="frame-place"
              style={{
                left: percent(place.left / canvas.width),
                top: percent(place.top / canvas.height),
                width: percent(place.width / canvas.width),
                height: percent(place.height / canvas.height),
              }}
            >
              <img
                src={url}
                alt=""
                decoding="async"
                draggable={false}
                style={{
                  width: percent(plan.master.width / crop.width),
                  height: percent(plan.master.height / crop.height),
                  left: percent(-crop.left / crop.width),
                  top: percent(-crop.top / crop.height),
                  ...(masked ? { maskImage: `url("${seen.mask}")`, maskSize: '100% 100%' } : {}),
                }}
              />
            </div>
          )}
        </div>
      </FrameDrag>
      <div className="frame-words">
        <h3>{market.title}</h3>
        <p className="hint">{madeText(market)}</p>
        {movable && (
          <p className="hint frame-focus">
            {focus ? (
              <>
                <span>{words.focusAt(percentText(middle.x), percentText(middle.y))}</span>
                <button type="button" className="link" onClick={() => onAll(middle)}>
                  {words.focusAll}
                </button>
                <button type="button" className="link" onClick={() => onFocus(undefined)}>
                  {words.focusReset}
                </button>
              </>
            ) : (
              words.focusHint
            )}
          </p>
        )}
        {reached < most && <p className="frame-warn">{words.short(countText(reached), countText(most))}</p>}
        {frame.mode === 'crop' && !seen.subject && !focus && <p className="hint">{words.scene}</p>}
        {cutOut && !cutout && !seen.alpha && <p className="hint">{words.whiteMade}</p>}
        {cutOut && !seen.alpha && !masked && <p className="hint">{words.cutLater}</p>}
      </div>
    </li>
  );
}
