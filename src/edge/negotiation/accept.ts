import type { EdgeFormat } from '../grammar/options.js';

/**
 * The best format of pictures that an `Accept` header names. WebP and AVIF count only where they are named: `image/*` was
 * said before they were there. No header, or one that nobody understands, is JPEG.
 */
export function acceptedFormat(accept: string | string[] | undefined): EdgeFormat {
  const named = new Set(
    (typeof accept === 'string' ? accept.slice(0, 2000) : '')
      .toLowerCase()
      .split(',')
      .map((range) => range.split(';').map((part) => part.trim()))
      .filter(([, ...parameters]) => !parameters.some((parameter) => /^q=0(\.0{0,3})?$/.test(parameter)))
      .map(([type]) => type),
  );
  if (named.has('image/avif')) return 'avif';
  return named.has('image/webp') ? 'webp' : 'jpeg';
}
