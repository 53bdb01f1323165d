import { splitPath } from '../grammar/grammar.js';
import type { EdgeFormat } from '../grammar/options.js';
import { atWidth, type Signing, signedAddress, srcset } from './srcset.js';

/** What a `<picture>` says beside its addresses. */
export interface PictureOptions extends Signing {
  /** The media conditions of the `sizes` attribute; `100vw` where absent. */
  sizes?: string | undefined;
  /** What the picture shows, for those who don't see it. */
  alt?: string | undefined;
}

/** Formats that get a source of their own, the smallest first. */
const OFFERED: readonly EdgeFormat[] = ['avif', 'webp'];

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/**
 * A `<picture>` with a source for each format: for CDNs that keep no variants by `Accept`. Where they do, an `<img>` with a `srcset`
 * is enough.
 *
 * @param widths ascending; the largest is the `src`
 */
export function picture(path: string, widths: readonly number[], options: PictureOptions): string {
  const { sizes = '100vw', alt = '' } = options;
  const as = (format: string) => {
    const { options: said, source } = splitPath(path);
    return `/${[...said, `f:${format}`, ...source].join('/')}`;
  };
  const set = (format: string) =>
    `srcset="${escaped(srcset(as(format), widths, options))}" sizes="${escaped(sizes)}"`;
  const largest = Math.max(...widths);
  const src = escaped(signedAddress(atWidth(as('jpg'), largest), options));
  return [
    '<picture>',
    ...OFFERED.map((format) => `  <source type="image/${format}" ${set(format)}>`),
    `  <img src="${src}" ${set('jpg')} alt="${escaped(alt)}" loading="lazy" decoding="async">`,
    '</picture>',
  ].join('\n');
}
