/** Bytes (UTF-8) of a cleaned name: file systems take 255, and endings like `.report.json` are still to come. */
const MAX_BYTES = 180;

/** Device names of Windows, whatever extension follows. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;

/** Path and shell characters of any system, control characters, what turns or hides text, and halves of characters. */
const UNSAFE = /[\p{Cc}\p{Cs}<>:"/\\|?*\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu;

/** A file name that every file system takes; the input's own wherever that is possible. */
export function safeName(name: string, fallback = 'picture'): string {
  const tidy = (text: string) => text.replace(/^[. ]+/, '').replace(/[. ]+$/, '');
  const safe = tidy(clip(tidy(name.replace(UNSAFE, '_'))));
  return RESERVED.test(safe) ? `_${safe}` : safe || fallback;
}

/** As many whole characters as fit. */
function clip(name: string): string {
  if (name.length * 3 <= MAX_BYTES) return name;
  let bytes = 0;
  let kept = '';
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > MAX_BYTES) break;
    kept += character;
  }
  return kept;
}

/** Gives every name once: what is taken gets `-2`, `-3`, …. Names that differ only in case are the same on many machines. */
export class UniqueNames {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  take(base: string): string {
    let name = base;
    if (this.#taken.has(fold(base))) {
      let n = this.#next.get(fold(base)) ?? 2;
      while (this.#taken.has(fold(`${base}-${n}`))) n++;
      name = `${base}-${n}`;
      this.#next.set(fold(base), n + 1);
    }
    this.#taken.add(fold(name));
    return name;
  }
}

/** Names that a file system may hold to be the same. */
export const fold = (name: string): string => name.normalize('NFC').toLowerCase();
