import { Readable } from 'node:stream';
import { type SourceFormat, sniff } from '../../engine/decode/sniff.js';
import type { BlobStore, StoredBlob } from '../../jobs/blobs/blob-store.js';

/** First bytes by which a picture is known; as many as the search for an SVG's root looks at. */
const HEAD = 4096;

/** A picture that was received. */
export interface ReceivedPicture extends StoredBlob {
  format: SourceFormat;
}

/**
 * Store an uploaded picture; what is none is refused at its first bytes.
 *
 * @throws {HeroshotError} `empty_file`, `not_an_image`, `svg_refused`, `too_many_bytes`, `disk_full`
 */
export async function receivePicture(
  content: Readable,
  blobs: BlobStore,
  key: string,
  maxBytes: number,
): Promise<ReceivedPicture> {
  let format: SourceFormat | undefined;
  const checked = Readable.from(
    sniffed(content, (found) => {
      format = found;
    }),
    { objectMode: false },
  );
  const stored = await blobs.write(key, checked, { maxBytes });
  // A stream that ends without a byte was sniffed as empty and has thrown.
  return { ...stored, format: format as SourceFormat };
}

async function* sniffed(content: Readable, found: (format: SourceFormat) => void): AsyncGenerator<Buffer> {
  let head: Buffer[] | undefined = [];
  let bytes = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    if (!head) {
      yield chunk;
      continue;
    }
    head.push(chunk);
    bytes += chunk.length;
    if (bytes < HEAD) continue;
    const first = Buffer.concat(head);
    head = undefined;
    found(sniff(first));
    yield first;
  }
  if (!head) return;
  const all = Buffer.concat(head);
  found(sniff(all));
  yield all;
}
