import { safeName } from '../catalog/file-name.js';

/** The file name at the end of an address or of an object's key. */
export function nameInPath(path: string): string {
  const last = path.split('/').pop() ?? '';
  try {
    return safeName(decodeURIComponent(last));
  } catch {
    return safeName(last);
  }
}
