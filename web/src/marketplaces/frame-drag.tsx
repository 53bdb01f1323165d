import { type ReactNode, useRef } from 'react';
import type { Point } from '../../../src/recipe/focus.js';
import { percentText } from '../app/figures.js';
import { TEXTS } from '../texts.js';

interface Props {
  label: string;
  movable: boolean;
  /** What is in the frame's middle now. */
  middle: Point;
  /** Share of the picture that the frame shows, across and down. */
  window: Point;
  /** The nearest point that can be in the middle. */
  settle(to: Point): Point;
  onFocus(focus: Point): void;
  children: ReactNode;
}

/** Share of the frame that an arrow key moves; ten times as much with Shift. */
const STEP = 0.02;
/** CSS pixels below which a press is a click: what was clicked comes to the middle. */
const CLICK_PX = 4;

const clamp = (value: number) => Math.min(1, Math.max(0, value));

/** A frame whose content is dragged, clicked or moved with arrow keys. */
export function FrameDrag({ label, movable, middle, window, settle, onFocus, children }: Props) {
  const drag = useRef<{ x: number; y: number; from: Point; moved: number } | undefined>(undefined);
  const aim = (x: number, y: number) => onFocus(settle({ x: clamp(x), y: clamp(y) }));
  if (!movable) return <div className="frame-drag">{children}</div>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a picture that is moved, not a set of fields
    <div
      className="frame-drag movable"
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the picture in its frame
      tabIndex={0}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { x: event.clientX, y: event.clientY, from: middle, moved: 0 };
      }}
      onPointerMove={(event) => {
        const began = drag.current;
        if (!began) return;
        const [dx, dy] = [event.clientX - began.x, event.clientY - began.y];
        began.moved = Math.max(began.moved, Math.hypot(dx, dy));
        if (began.moved < CLICK_PX) return;
        const { width, height } = event.currentTarget.getBoundingClientRect();
        aim(began.from.x - (dx / width) * window.x, began.from.y - (dy / height) * window.y);
      }}
      onPointerUp={(event) => {
        const began = drag.current;
        drag.current = undefined;
        if (!began || began.moved >= CLICK_PX) return;
        const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
        aim(
          middle.x + ((event.clientX - left) / width - 0.5) * window.x,
          middle.y + ((event.clientY - top) / height - 0.5) * window.y,
        );
      }}
      onPointerCancel={() => {
        drag.current = undefined;
      }}
      onKeyDown={(event) => {
        const by = STEP * (event.shiftKey ? 10 : 1);
        const moves: Record<string, [number, number]> = {
          ArrowLeft: [by, 0],
          ArrowRight: [-by, 0],
          ArrowUp: [0, by],
          ArrowDown: [0, -by],
        };
        const move = moves[event.key];
        if (!move) return;
        event.preventDefault();
        aim(middle.x + move[0] * window.x, middle.y + move[1] * window.y);
      }}
    >
      {children}
      <span className="unseen" aria-live="polite">
        {TEXTS.markets.focusAt(percentText(middle.x), percentText(middle.y))}
      </span>
    </div>
  );
}
