import { sniff } from '../../engine/decode/sniff.js';
import { asHeroshotError, HeroshotError } from '../../engine/errors.js';

/** Kinds of answers that say something instead of showing it: pages, errors, listings. */
const WORDS = /^(text\/|application\/(xhtml|xml|json|problem|ld\+json|javascript|pdf))/i;

/**
 * Tell a page from a picture. The bytes decide: a picture that is announced as text is a picture, and bytes that are
 * nothing known are left to the engine, which names them.
 *
 * @throws {HeroshotError} `not_a_picture_url` or `empty_file`
 */
export function checkIsPicture(bytes: Uint8Array, contentType: string | undefined, url: URL): void {
  try {
    sniff(bytes);
  } catch (error) {
    const { code } = asHeroshotError(error);
    if (code === 'empty_file') throw new HeroshotError('empty_file', `${url.host} sent no bytes`);
    const type = contentType?.split(';')[0].trim() ?? '';
    const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1').trimStart();
    if (code === 'not_an_image' && (WORDS.test(type) || /^(<!doctype|<html|<\?xml|[{[])/i.test(start)))
      throw new HeroshotError('not_a_picture_url', `${url.href} is ${type || 'a page'}, not a picture`);
  }
}
