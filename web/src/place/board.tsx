import { useRef, useState } from 'react';
import type { Fit } from '../../../src/compose/place/fit.js';
import { fitted } from '../../../src/compose/place/fit.js';
import type { Point } from '../../../src/compose/place/point.js';
import type { Quad } from '../../../src/compose/place/quad.js';
import type { Size } from '../../../src/engine/raster.js';
import { useSize } from '../compare/use-size.js';
import { TEXTS } from '../texts.js';
import { aspectOf, designCorners, movedBy, refusal, withCorner } from './corners.js';
import { DesignLayer } from './design-layer.js';

interface Props {
  /** Address and size of the photo. */
  photo: string;
  size: Size;
  title: string;
  design: { url: string; size: Size } | undefined;
  /** The place; none where the service is to find it. */
  quad: Quad | undefined;
  /** How wide by high the place is where it lies flat, where that is said. */
  aspect: number | undefined;
  fit: Fit;
  /** The template's own place: its corners are those of the design until one is moved. */
  own: boolean;
  onQuad(quad: Quad): void;
}

const words = TEXTS.place;
/** Shown where there is no design yet, or none that the browser can show. */
const SQUARE: Size = { width: 100, height: 100 };
/** Photo pixels that an arrow key moves, and with Shift. */
const STEP = { one: 1, many: 10 };

const ARROWS: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The photo, the design over it, and its four corners to take hold of. */
export function Board({ photo, size, title, design, quad, aspect, fit, own, onQuad }: Props) {
  const board = useRef<HTMLDivElement>(null);
  const room = useSize(board);
  const [refused, setRefused] = useState<string>();
  const hold = useRef<{ index: number | null; at: Point; from: Quad } | undefined>(undefined);
  const scale = room ? room.width / size.width : 0;
  const inner = design?.size ?? SQUARE;
  const shape = quad && (aspect ?? aspectOf(quad));
  const laid = shape ? fitted({ left: 0, top: 0, ...inner }, shape, fit) : undefined;
  const corners = quad && laid && own ? designCorners(quad, laid) : quad;

  const aim = (next: Quad) => {
    const why = refusal(next, size);
    setRefused(why);
    if (!why) onQuad(next);
  };
  const take = (index: number | null) => (event: React.PointerEvent<Element>) => {
    // A finger on the design scrolls the page; on a corner it moves it.
    if (event.button !== 0 || !corners || (index === null && event.pointerType === 'touch')) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    hold.current = { index, at: [event.clientX, event.clientY], from: corners };
  };
  const move = (event: React.PointerEvent<Element>) => {
    if (!hold.current || scale === 0) return;
    const { index, at, from } = hold.current;
    const by: Point = [(event.clientX - at[0]) / scale, (event.clientY - at[1]) / scale];
    if (index === null) aim(movedBy(from, by, size));
    else aim(withCorner(from, index, added(from[index] as Point, by), size));
  };
  const leave = () => {
    hold.current = undefined;
    setRefused(undefined);
  };
  const keys = (index: number) => (event: React.KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (!arrow || !corners) return;
    event.preventDefault();
    const by = event.shiftKey ? STEP.many : STEP.one;
    aim(withCorner(corners, index, added(corners[index] as Point, [arrow[0] * by, arrow[1] * by]), size));
  };
  const onScreen = (from: Quad) => from.map(([x, y]) => [x * scale, y * scale]) as unknown as Quad;

  return (
    <div className="place-board-room" style={{ maxWidth: `calc(72dvh * ${size.width / size.height})` }}>
      <div
        className="place-board"
        ref={board}
        style={{ aspectRatio: `${size.width} / ${size.height}` }}
        data-refused={refused}
      >
        <img src={photo} alt={title} draggable={false} />
        {room && quad && laid && shape && corners && (
          <>
            <div className="place-clip">
              <DesignLayer
                url={design?.url}
                design={inner}
                quad={onScreen(quad)}
                aspect={shape}
                fitted={laid}
              />
              <svg
                className="place-outline"
                aria-hidden="true"
                onPointerDown={take(null)}
                onPointerMove={move}
                onPointerUp={leave}
                onPointerCancel={leave}
              >
                <polygon
                  points={onScreen(corners)
                    .map((point) => point.join(','))
                    .join(' ')}
                />
              </svg>
            </div>
            {corners.map(([x, y], index) => (
              <button
                // biome-ignore lint/suspicious/noArrayIndexKey: a corner is its place in the order
                key={index}
                type="button"
                className="place-corner"
                style={{ left: x * scale, top: y * scale }}
                aria-label={words.corner(words.corners[index] ?? '', Math.round(x), Math.round(y))}
                aria-describedby="place-keys"
                onPointerDown={take(index)}
                onPointerMove={move}
                onPointerUp={leave}
                onPointerCancel={leave}
                onKeyDown={keys(index)}
                onBlur={() => setRefused(undefined)}
              >
                <span />
              </button>
            ))}
          </>
        )}
      </div>
      <p className={refused ? 'place-refused' : 'hint'} id="place-keys">
        {quad ? words.keys : words.findHint}
      </p>
      <p className="place-refused" role="status">
        {refused && (words.refused[refused as keyof typeof words.refused] ?? words.refused.bad_quad)}
      </p>
    </div>
  );
}

const added = ([x, y]: Point, [dx, dy]: Point): Point => [x + dx, y + dy];
