const PLAIN = '/plain/';

/**
 * A path whose merged slashes are two again: some proxies make `https:/host` of the `https://host` in a plain source. The
 * signature is of what was signed, so this comes first.
 */
export function mendedPath(path: string): string {
  const at = path.indexOf(PLAIN);
  if (at === -1) return path;
  const [before, source] = [path.slice(0, at + PLAIN.length), path.slice(at + PLAIN.length)];
  return (
    before + source.replace(/^(https?|s3):\/(?=[^/])/, '$1://').replace(/^local:\/{1,2}(?=[^/])/, 'local:///')
  );
}
