import { useImperativeHandle, useRef } from 'react';
import { TEXTS } from '../texts.js';
import { lay } from './layers.js';
import type { Size, View } from './view.js';

/** Diameter in CSS pixels; the same as in the style sheet. */
const WIDE = 240;

/** How a loupe is moved. */
export interface LoupeHandle {
  /** Show what lies at (`x`, `y`) of the stage. */
  follow(x: number, y: number, view: View, stage: Size): void;
  hide(): void;
}

interface Props {
  ref: React.Ref<LoupeHandle>;
  before: string;
  after: string;
  size: Size;
  pixelated: boolean;
}

/** A round glass that shows the same spot twice: the original in its left half, the result in its right. */
export function Loupe({ ref, before, after, size, pixelated }: Props) {
  const glass = useRef<HTMLDivElement>(null);
  const left = useRef<HTMLImageElement>(null);
  const right = useRef<HTMLImageElement>(null);
  useImperativeHandle(ref, () => ({
    follow(x, y, view, stage) {
      if (!glass.current || !left.current || !right.current) return;
      const scale = Math.max(view.scale * 2.5, 3 / devicePixelRatio);
      const spotX = (x - view.x) / view.scale;
      const spotY = (y - view.y) / view.scale;
      const inside = spotX >= 0 && spotY >= 0 && spotX <= size.width && spotY <= size.height;
      glass.current.hidden = !inside;
      if (!inside) return;
      const at = (value: number, room: number) =>
        Math.min(room - WIDE / 2 - 8, Math.max(WIDE / 2 + 8, value)) - WIDE / 2;
      glass.current.style.transform = `translate(${at(x, stage.width)}px, ${at(y, stage.height)}px)`;
      // The spot lies in the middle of each half.
      const top = WIDE / 2 - spotY * scale;
      lay(left.current, { scale, x: WIDE / 4 - spotX * scale, y: top }, size);
      lay(right.current, { scale, x: (WIDE * 3) / 4 - spotX * scale, y: top }, size);
    },
    hide() {
      if (glass.current) glass.current.hidden = true;
    },
  }));
  return (
    <div className="loupe" ref={glass} hidden aria-hidden="true">
      <div className="loupe-half loupe-before">
        <img ref={left} src={before} alt="" draggable={false} className={pixelated ? 'crisp' : ''} />
      </div>
      <div className="loupe-half loupe-after">
        <img ref={right} src={after} alt="" draggable={false} className="crisp" />
      </div>
      <span className="loupe-line" />
      <span className="loupe-word loupe-word-before">{TEXTS.compare.before}</span>
      <span className="loupe-word loupe-word-after">{TEXTS.compare.after}</span>
    </div>
  );
}
