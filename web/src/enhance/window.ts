import { type RefObject, useLayoutEffect, useState } from 'react';

/** The part of a long list that is drawn: items from `from` up to `to`, and pixels of those before and after. */
export interface Window {
  from: number;
  to: number;
  before: number;
  after: number;
}

/** Items beyond the edges, so that scrolling finds them drawn. */
const SPARE = 8;
/** Shorter lists are drawn whole. */
const WHOLE = 40;
/** Items that are drawn before the list's size is known. */
const FIRST = 20;

/**
 * Which items of a scrolled list to draw; all have the same length along the way that the list is scrolled.
 *
 * @param item length of an item in CSS pixels
 */
export function useWindow(list: RefObject<HTMLElement | null>, count: number, item: number): Window {
  const [range, setRange] = useState<[from: number, to: number]>([0, FIRST]);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const look = () => {
      const along = element.scrollWidth > element.clientWidth;
      const at = along ? element.scrollLeft : element.scrollTop;
      const room = along ? element.clientWidth : element.clientHeight;
      const from = Math.max(0, Math.floor(at / item) - SPARE);
      const to = Math.ceil((at + room) / item) + SPARE;
      setRange((before) => (before[0] === from && before[1] === to ? before : [from, to]));
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [list, item]);
  if (count <= WHOLE) return { from: 0, to: count, before: 0, after: 0 };
  const from = Math.min(range[0], count);
  const to = Math.min(count, range[1]);
  return { from, to, before: from * item, after: (count - to) * item };
}
