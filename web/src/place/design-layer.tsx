import type { Fitted } from '../../../src/compose/place/fit.js';
import type { Quad } from '../../../src/compose/place/quad.js';
import type { Size } from '../../../src/engine/raster.js';
import { cssMatrix } from './corners.js';

interface Props {
  url: string | undefined;
  /** Of the design, in pixels. */
  design: Size;
  /** The place, in CSS pixels of the board. */
  quad: Quad;
  aspect: number;
  fitted: Fitted;
}

/** CSS pixels of the plane's width; its shape is the place's own. */
const PLANE = 600;

const percent = (value: number) => `${value * 100}%`;

/** The design as it will lie, by the browser's own perspective: where it lands, without the photo's light. */
export function DesignLayer({ url, design, quad, aspect, fitted: { box, left, top, right, bottom } }: Props) {
  const plane = { width: PLANE, height: PLANE / aspect };
  return (
    <div className="place-plane" style={{ ...plane, transform: cssMatrix(quad, plane) }} aria-hidden="true">
      <div
        className="place-shown"
        style={{
          left: percent(left),
          top: percent(top),
          width: percent(right - left),
          height: percent(bottom - top),
        }}
      >
        {url && (
          <img
            src={url}
            alt=""
            draggable={false}
            style={{
              width: percent(design.width / box.width),
              height: percent(design.height / box.height),
              left: percent(-box.left / box.width),
              top: percent(-box.top / box.height),
            }}
          />
        )}
      </div>
    </div>
  );
}
