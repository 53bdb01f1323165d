import { createReadStream } from 'node:fs';
import { HeroshotError, readError } from '../../engine/errors.js';
import { throwIfCancelled } from '../cancelled.js';

/** Character encodings of shops' tables. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** How a file's bytes are text. */
export interface TextForm {
  encoding: Encoding;
  /** The file begins with a byte order mark. */
  bom: boolean;
}

const MARKS: [Encoding, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * The encoding of a text file: by its byte order mark; else UTF-8 where every byte of the file is, else Windows-1252, which
 * is what older office programs of the West write.
 *
 * @throws {HeroshotError} `file_not_found`, `unreadable`, or `bad_table` for bytes that are no text
 */
export async function detectEncoding(path: string): Promise<TextForm> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  try {
    for await (const chunk of createReadStream(path)) {
      const bytes = chunk as Buffer;
      if (first) {
        const marked = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
        if (marked) return { encoding: marked[0], bom: true };
        if (bytes.includes(0))
          throw new HeroshotError('bad_table', `${path} is not text, or UTF-16 without its byte order mark`);
        first = false;
      }
      decoder.decode(bytes, { stream: true });
    }
    decoder.decode();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      return { encoding: 'windows-1252', bom: false };
    throw readError(error, path);
  }
  return { encoding: 'utf-8', bom: false };
}

/** A file's text, piece by piece, without its byte order mark. */
export async function* readText(path: string, form: TextForm, signal?: AbortSignal): AsyncGenerator<string> {
  const decode = form.encoding === 'windows-1252' ? from1252 : decoderOf(form.encoding);
  try {
    for await (const chunk of createReadStream(path, signal ? { signal } : {})) yield decode(chunk as Buffer);
  } catch (error) {
    throwIfCancelled(signal);
    throw readError(error, path);
  }
  yield decode();
}

function decoderOf(encoding: Encoding): (bytes?: Buffer) => string {
  const decoder = new TextDecoder(encoding);
  return (bytes) => (bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode());
}

/**
 * The characters of bytes 0x80 to 0x9f by the Encoding Standard; the rest of Windows-1252 is Latin-1. Node's own decoder takes
 * all of it for Latin-1 in some releases and not in others (nodejs/node#56542).
 */
const UPPER_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const BYTES_1252 = new Map([...UPPER_1252].map((character, i) => [character, 0x80 + i]));

const from1252 = (bytes?: Buffer): string =>
  (bytes?.toString('latin1') ?? '').replace(/[\x80-\x9f]/g, (c) => UPPER_1252[c.charCodeAt(0) - 0x80]);

/**
 * Text as bytes of an encoding, without byte order mark.
 *
 * @throws {HeroshotError} `bad_table` where the encoding does not have a character
 */
export function encodeText(text: string, { encoding }: TextForm): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  return Uint8Array.from([...text], (character) => {
    const code = character.codePointAt(0) as number;
    const byte = code < 0x80 || (code > 0x9f && code < 0x100) ? code : BYTES_1252.get(character);
    if (byte === undefined)
      throw new HeroshotError('bad_table', `Windows-1252 has no ${JSON.stringify(character)}; use UTF-8`);
    return byte;
  });
}

/** The bytes that a file of this form begins with. */
export const markOf = ({ encoding, bom }: TextForm): Uint8Array =>
  Uint8Array.from(bom ? (MARKS.find(([name]) => name === encoding)?.[1] ?? []) : []);
