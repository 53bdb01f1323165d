import type { Size, View } from './view.js';

/** Lay a picture on the stage as the view says; the original is stretched to the result's size, as a browser would. */
export function lay(picture: HTMLElement, { scale, x, y }: View, { width, height }: Size): void {
  const { style } = picture;
  style.width = `${width}px`;
  style.height = `${height}px`;
  style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
}

/** Show one side of the stage alone: up to `to`, or from `from`, in CSS pixels. */
export function cut(layer: HTMLElement, { from = 0, to }: { from?: number; to?: number }, stage: Size): void {
  layer.style.clipPath = `inset(0 ${to === undefined ? 0 : Math.max(0, stage.width - to)}px 0 ${from}px)`;
}

/** Single pixels are drawn as such from this many device pixels on. */
export const CRISP_FROM = 2;
