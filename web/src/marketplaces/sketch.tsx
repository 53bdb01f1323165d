import type { Marketplace } from '../api/types.js';
import { countText } from '../app/figures.js';
import { useAsked } from '../enhance/asked.js';
import type { Picture } from '../enhance/picture.js';
import { sizeAdvice } from '../enhance/size-advice.js';
import { TEXTS } from '../texts.js';
import { madeText } from './choices.js';

/** Width ÷ height of what is made. */
export function shapeOf({ canvas, shape }: Marketplace, picture: { width: number; height: number }): number {
  if (canvas.kind === 'exact') return canvas.width / canvas.height;
  if (shape.made === 'own') return picture.width / picture.height;
  const [width = 1, height = 1] = shape.made.split(':').map(Number);
  return width / height;
}

/** How a picture will sit in a marketplace's frame, drawn from its rules before anything is made. */
export function Sketch({
  market,
  picture,
  url,
}: {
  market: Marketplace;
  picture: Picture;
  url: string | undefined;
}) {
  const { cutout, background, scale } = useAsked();
  const words = TEXTS.markets;
  const { width = 1, height = 1 } = picture;
  const ratio = shapeOf(market, { width, height });
  const pure = market.background === 'pure-white';
  const behind = cutout && !pure ? background : 'white';
  const see = behind === 'transparent' && market.transparency;
  const fill = Math.round(((market.fill.made[0] + market.fill.made[1]) / 2) * 100);
  const master = sizeAdvice({ width, height }, scale, undefined);
  const wanted =
    market.canvas.kind === 'exact'
      ? Math.max(market.canvas.width, market.canvas.height)
      : market.canvas.longest;
  // A crop to the shape has this long edge at most.
  const reached = Math.round(
    Math.max(master.width, master.height, cutout ? wanted : 0) >= wanted
      ? wanted
      : Math.max(master.width, master.height),
  );
  return (
    <li className="frame">
      <div className={`frame-picture${see ? ' see-through' : ''}`} style={{ aspectRatio: String(ratio) }}>
        <span
          className="frame-back"
          style={see ? {} : { background: behind === 'transparent' ? '#fff' : behind }}
        />
        {url && (
          <img
            src={url}
            alt=""
            decoding="async"
            className={cutout ? 'frame-inside' : 'frame-crop'}
            style={cutout ? { width: `${fill}%`, height: `${fill}%` } : {}}
          />
        )}
      </div>
      <div className="frame-words">
        <h3>{market.title}</h3>
        <p className="hint">{madeText(market)}</p>
        {reached < wanted && (
          <p className="frame-warn">
            {words.short(reached, wanted).replace(String(wanted), countText(wanted))}
          </p>
        )}
        {pure && !cutout && <p className="frame-warn">{words.whiteWarn}</p>}
      </div>
    </li>
  );
}
