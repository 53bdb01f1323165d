/** Attributes by which an `<img>` and the sources beside it choose a file. */
const CHOOSING = ['srcset', 'sizes'] as const;

type Kept = [element: Element, name: string, value: string | null][];

/** An enhanced picture that is shown. */
export interface Shown {
  /** Show the plain picture again. @param except attributes of the `<img>` that the page set meanwhile */
  undo(except?: ReadonlySet<string>): void;
}

/**
 * The address of a file that can be shown.
 *
 * @throws where the page's policy doesn't take `blob:` pictures
 */
export async function addressOf(blob: Blob): Promise<string> {
  const url = URL.createObjectURL(blob);
  try {
    const trial = new Image();
    trial.src = url;
    await trial.decode();
    return url;
  } catch (error) {
    URL.revokeObjectURL(url);
    throw new Error('the page’s policy needs `img-src blob:`', { cause: error });
  }
}

/**
 * Put a file into an `<img>` in the place of its own. Its layout stays: the file is a `srcset` of the density that gives the same
 * size in CSS pixels.
 *
 * @param url of the file; given up when it is taken out again
 * @param width pixels of the file
 */
export function show(image: HTMLImageElement, url: string, width: number): Shown {
  const parent = image.parentElement;
  const sources = parent?.localName === 'picture' ? [...parent.querySelectorAll('source')] : [];
  const kept: Kept = [image, ...sources].flatMap((element) =>
    CHOOSING.map((name): Kept[number] => [element, name, element.getAttribute(name)]),
  );
  const bySizes = /\s\d+w\s*(,|$)/.test(image.getAttribute('srcset') ?? '');
  const { naturalWidth } = image;
  for (const source of sources) source.removeAttribute('srcset');
  // Widths that a page gave with `sizes` go on following it.
  if (!bySizes) image.setAttribute('sizes', `${naturalWidth}px`);
  image.setAttribute('srcset', `${url} ${width}w`);
  return {
    undo(except = new Set()) {
      for (const [element, name, value] of kept) {
        if (element === image && except.has(name)) continue;
        if (value === null) element.removeAttribute(name);
        else element.setAttribute(name, value);
      }
      URL.revokeObjectURL(url);
    },
  };
}
