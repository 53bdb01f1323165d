import type { RefObject } from 'react';
import { useEffect } from 'react';

/** What fingers, mouse and wheel mean; places are in CSS pixels of the stage. */
export interface Gestures {
  /** One pointer went down; says what its drag does. */
  begin(x: number, y: number, kind: string): void;
  drag(dx: number, dy: number, x: number): void;
  /** Scale by a factor around a place. */
  zoom(factor: number, x: number, y: number): void;
  pan(dx: number, dy: number): void;
  twice(x: number, y: number): void;
  end(): void;
}

/** Pixels of a wheel step that says lines or pages. */
const LINE = 18;
const DOUBLE_MS = 300;
const DOUBLE_PX = 24;

/** Turn an element's pointers and wheel into gestures. */
export function useGestures(stage: RefObject<HTMLElement | null>, gestures: Gestures): void {
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const pointers = new Map<number, { x: number; y: number }>();
    let spread = 0;
    let lastTap = { at: 0, x: 0, y: 0 };
    let moved = 0;
    const place = (event: MouseEvent) => {
      const { left, top } = element.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };
    const middle = () => {
      const all = [...pointers.values()];
      const x = all.reduce((sum, one) => sum + one.x, 0) / all.length;
      const y = all.reduce((sum, one) => sum + one.y, 0) / all.length;
      const [a, b] = all;
      return { x, y, spread: a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0 };
    };
    const down = (event: PointerEvent) => {
      if (event.button !== 0 || (event.target as Element).closest('[data-own-pointer]')) return;
      const at = place(event);
      pointers.set(event.pointerId, at);
      element.setPointerCapture(event.pointerId);
      moved = 0;
      if (pointers.size === 1) gestures.begin(at.x, at.y, event.pointerType);
      else spread = middle().spread;
    };
    const move = (event: PointerEvent) => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const then = middle();
      const at = place(event);
      pointers.set(event.pointerId, at);
      moved += Math.abs(at.x - before.x) + Math.abs(at.y - before.y);
      if (pointers.size === 1) {
        gestures.drag(at.x - before.x, at.y - before.y, at.x);
        return;
      }
      const now = middle();
      gestures.pan(now.x - then.x, now.y - then.y);
      if (spread > 0) gestures.zoom(now.spread / spread, now.x, now.y);
      spread = now.spread;
    };
    const up = (event: PointerEvent) => {
      if (!pointers.delete(event.pointerId)) return;
      if (pointers.size > 0) return;
      gestures.end();
      const at = place(event);
      const now = event.timeStamp;
      if (event.type !== 'pointerup' || moved > 6) return;
      const close = Math.hypot(at.x - lastTap.x, at.y - lastTap.y) < DOUBLE_PX;
      if (now - lastTap.at < DOUBLE_MS && close) {
        gestures.twice(at.x, at.y);
        lastTap = { at: 0, x: 0, y: 0 };
      } else lastTap = { at: now, ...at };
    };
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const { x, y } = place(event);
      const unit = event.deltaMode === 0 ? 1 : LINE;
      // A pinch on a touch pad comes as a wheel with Ctrl, in smaller steps.
      const speed = event.ctrlKey ? 0.01 : 0.0018;
      gestures.zoom(Math.exp(-event.deltaY * unit * speed), x, y);
    };
    const options = { passive: false } as const;
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', up);
    element.addEventListener('wheel', wheel, options);
    return () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', up);
      element.removeEventListener('wheel', wheel);
    };
  }, [stage, gestures]);
}
