import { type RefObject, useEffect } from 'react';

let seen: string | undefined;

/** Bring what was just made into sight, once. */
export function useReveal(element: RefObject<HTMLElement | null>, id: string): void {
  useEffect(() => {
    if (seen === id) return;
    seen = id;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.current?.scrollIntoView({ block: 'start', behavior: still ? 'auto' : 'smooth' });
  }, [element, id]);
}
