/** Milliseconds in which a picture clears up once it is there. */
const CLEARS = 250;

/**
 * Show a tiny picture, blurred, in the place of one that is on its way; it clears up when that is there. Nothing moves: it is the
 * background of the picture's own box.
 *
 * @returns ends it
 */
export function blurUp(image: HTMLImageElement, placeholder: string): () => void {
  const { style } = image;
  const said = {
    background: `center / cover no-repeat url(${JSON.stringify(placeholder)})`,
    filter: 'blur(12px)',
    // A blur would bleed over the box's edges.
    'clip-path': 'inset(0)',
  };
  const before = new Map(Object.keys(said).map((name) => [name, style.getPropertyValue(name)]));
  for (const [name, value] of Object.entries(said)) style.setProperty(name, value);
  return () => {
    for (const [name, value] of before) {
      if (value) style.setProperty(name, value);
      else style.removeProperty(name);
    }
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    if (!image.complete || image.naturalWidth === 0) return;
    image.animate(
      [
        { filter: 'blur(12px)', clipPath: 'inset(0)' },
        { filter: 'blur(0)', clipPath: 'inset(0)' },
      ],
      { duration: CLEARS, easing: 'ease-out' },
    );
  };
}
