import { readFile } from 'node:fs/promises';
import { sniff } from '../../engine/decode/sniff.js';
import { HeroshotError, readError } from '../../engine/errors.js';

/** Most bytes of a fallback picture: every visitor gets it where a source fails. */
const MOST = 2 ** 20;

/**
 * The picture that stands in where a source fails.
 *
 * @param said `transparent`, or the path of a picture
 * @throws {HeroshotError} `file_not_found`, `unreadable`, `not_an_image`, `bad_option`
 */
export async function openFallback(
  said: string,
): Promise<'transparent' | { body: Uint8Array; type: string }> {
  if (said === 'transparent') return said;
  const body = await readFile(said).catch((error: unknown) => {
    throw readError(error, said);
  });
  if (body.length > MOST)
    throw new HeroshotError('bad_option', `the fallback picture has ${body.length} bytes; 1 MiB is the most`);
  return { body, type: `image/${sniff(body)}` };
}
