/**
 * Bytes of a part of an upload: at least 5 MiB by S3's rule; with its limit of 10,000 parts an object has 80 GB at most.
 */
export const PART_BYTES = 8 * 1024 * 1024;

/** A stream in parts of equal size, the last one smaller; an empty stream is one empty part. */
export async function* partsOf(chunks: AsyncIterable<Uint8Array>, size = PART_BYTES): AsyncGenerator<Buffer> {
  let gathered: Uint8Array[] = [];
  let bytes = 0;
  let any = false;
  const part = () => {
    const whole = gathered.length === 1 ? asBuffer(gathered[0]) : Buffer.concat(gathered, bytes);
    gathered = [];
    bytes = 0;
    any = true;
    return whole;
  };
  for await (const chunk of chunks) {
    let rest = chunk;
    while (bytes + rest.length >= size) {
      const taken = size - bytes;
      gathered.push(rest.subarray(0, taken));
      bytes = size;
      rest = rest.subarray(taken);
      yield part();
    }
    if (rest.length > 0) gathered.push(rest);
    bytes += rest.length;
  }
  if (bytes > 0 || !any) yield part();
}

const asBuffer = ({ buffer, byteOffset, length }: Uint8Array) => Buffer.from(buffer, byteOffset, length);
