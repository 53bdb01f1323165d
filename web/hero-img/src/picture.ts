/** Attributes that are an `<img>`'s own: where a page gives none inside, they are handed on. */
export const HANDED_ON = [
  'alt',
  'width',
  'height',
  'loading',
  'decoding',
  'fetchpriority',
  'crossorigin',
  'referrerpolicy',
  'sizes',
  'srcset',
  // Last, so that one request is made, with all that was said before.
  'src',
] as const;

/** The picture inside; made of the element's own attributes where the page wrote none. */
export function pictureIn(host: HTMLElement): HTMLImageElement | undefined {
  const found = host.querySelector('img');
  if (found || !(host.hasAttribute('src') || host.hasAttribute('srcset'))) return found ?? undefined;
  const image = document.createElement('img');
  for (const name of HANDED_ON) hand(host, image, name);
  host.append(image);
  return image;
}

/** Hand an attribute on to the picture, or take it away. */
export function hand(host: HTMLElement, image: HTMLImageElement, name: string): void {
  const value = host.getAttribute(name);
  if (value === null) image.removeAttribute(name);
  else if (image.getAttribute(name) !== value) image.setAttribute(name, value);
}

/** Settles when the picture is there, or never where it can't be had. */
export function loaded(image: HTMLImageElement, signal: AbortSignal): Promise<void> {
  if (image.complete && image.naturalWidth > 0) return Promise.resolve();
  return new Promise((resolve) => image.addEventListener('load', () => resolve(), { once: true, signal }));
}

/** Device pixels that a picture is shown across. */
export const across = (image: HTMLImageElement) => image.clientWidth * (window.devicePixelRatio || 1);
