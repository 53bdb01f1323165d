import { HeroshotError } from '../../engine/errors.js';
import { checkUrl } from '../remote/checked-url.js';
import type { LocalPictures } from './local-pictures.js';
import type { Place, SourceOptions } from './source.js';

/**
 * What a cell or line names: a URL that may be fetched or a file that may be read.
 *
 * @throws {HeroshotError} `url_refused`, `path_refused`, `file_not_found` or `ambiguous_file`
 */
export async function placeOf(
  reference: string,
  files: LocalPictures,
  { remote, localFiles = true }: SourceOptions,
): Promise<Place> {
  if (/^data:/i.test(reference))
    throw new HeroshotError('url_refused', 'a data: URL holds the picture itself; save it as a file');
  // Shops write addresses without a scheme: //cdn.example/photo.jpg
  const address = /^\/\/[^/]+\.[^/]+\//.test(reference) ? `https:${reference}` : reference;
  if (/^[a-z][a-z0-9+.-]+:/i.test(address)) return { url: checkUrl(address, remote).href };
  if (!localFiles) throw new HeroshotError('path_refused', `${reference.slice(0, 200)} is a path, not a URL`);
  return { file: await files.find(reference) };
}
